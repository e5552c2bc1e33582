"""Teasers, sign-offs and notices of other languages than English: "Lesen Sie auch: ..."."""

import re
from typing import Final

from tasks.article.furniture import NETWORKS

LONGEST: Final = 220  # characters; a label and the headline of another article

# What leads to other articles, in verbose form and lower case. Behind a label stands a colon, a
# link or nothing: "Lesen Sie auch, was er sagte" may be the copy's.
LABELS: Final = r"""
        (?:read|see|watch)\ (?:also|more|next) | also\ read
      | (?:lesen|sehen|hören|schauen)\ sie\ (?:hier|auch|dazu|hierzu|mehr|außerdem|weiter)
          (?:\ (?:auch|hier|dazu|mehr|zum\ thema))?
      | lies\ (?:auch|dazu|mehr) | lest\ auch | mehr\ (?:zum\ thema|dazu|lesen)
      | auch\ interessant | das\ könnte\ (?:sie|dich)\ (?:auch\ )?interessieren
      | (?:à\ )?(?:lire|voir|écouter)\ (?:aussi|également|la\ suite) | lisez\ (?:aussi|également)
      | sur\ le\ même\ (?:sujet|thème) | à\ lire
      | (?:lea|lee|leer|vea|mira|mire)\ (?:también|además|más) | (?:te|le)\ puede\ interesar
      | (?:noticias|notas)\ relacionadas | noticia\ relacionada
      | (?:leia|veja|saiba)\ (?:também|mais|ainda)
      | (?:leggi|vedi|guarda)\ (?:anche|ancora|pure)
      | lees\ (?:ook|meer|verder) | les\ (?:også|mer) | læs\ (?:også|mere)
      | läs\ (?:också|även|mer) | lue\ (?:myös|lisää)
      | (?:prze)?czytaj\ (?:też|także|również|więcej) | zobacz\ (?:też|także|również|więcej)
      | cite[sș]te\ [sș]i | (?:pře)?čtěte\ (?:také|i) | přečtěte\ si | pročitajte\ (?:i|još)
      | (?:читайте|смотрите|читать)\ (?:также|еще|ещё|далее) | (?:материалы\ )?по\ теме
      | читайте\ (?:також|ще) | ilgili\ haber(?:ler)? | baca\ juga"""
# With their own signs no blank parts a label from what follows.
EASTERN_LABELS: Final = r"""
        相关阅读|延伸阅读|推荐阅读|更多阅读|阅读更多|相关新闻|相关报道|相關閱讀|延伸閱讀|閱讀更多
      | 相關新聞|関連記事|あわせて読みたい|관련\s?기사|함께\s?읽기"""
# All are matched on a line in lower case.
_TEASER: Final = re.compile(
    rf"""(?x)(?:{LABELS} | related(?=\ ?:))\s?(?::.{{0,180}}$|…?$)
    | (?:{EASTERN_LABELS})\s?(?:[:：].{{0,180}}$|$)
    | \(?,?\ ?opens\ (?:in\ )?(?:a\ )?new\ (?:tab|window)\)?\.?$"""
)
_LABEL: Final = re.compile(rf"(?x)(?:{LABELS}|{EASTERN_LABELS})\s?[:：]?…?$")
# A notice is a whole line: each branch reaches its end, or words that no sentence goes on with.
_CHANNELS: Final = (
    rf"(?:{NETWORKS}|podcast|newsletter|x\b|sozialen|sociaux"
    r"|sociales|sociais|sociale|sosiale|sociala|kan[aä]l|вк\b|вконтакте|телеграм|дзен|sosyal)"
)
_NOTICE: Final = re.compile(
    rf"""(?x)
      (?:folgen\ sie\ uns|folgt\ uns|suivez[- ]nous|síg(?:a|ue)nos|seguici|volg\ ons|siga-nos
        |følg\ oss|följ\ oss|ikuti\ kami)
        (?:\W{{0,4}}$|\ ?[:|].{{0,120}}$|\ und\ diskutieren\b.{{0,80}}$
        |\ (?:auch\ |aussi\ |también\ |também\ |anche\ |ook\ |også\ )?
          (?:auf|bei|in|im|sur|en|su|op|via|nas?|nos?|på|di)(?:\W{{0,3}}$
          |\ [^,.]{{0,60}}{_CHANNELS}.{{0,80}}$))
    | подписывайтесь\ на\ (?:автора|темы?|нас|канал|новости|рассылку|телеграм|telegram
        |наш(?:и|у)?\ (?:канал|страниц|групп|рассылк|телеграм|telegram|соцсет
          |новост))\b[^,]{{0,80}}$
    | подписывайтесь\ на\ наш\w{{0,2}}\ \w{{0,14}}:?$
    | bizi\ (?:[^,.]{{0,40}}\ )?takip\ edin\W{{0,3}}$
    | (?:abonnieren\ sie|abonniere|melden\ sie\ sich|abonnez-vous|inscrivez-vous
        |suscr[íi]b(?:a|e)(?:se|te)
        |iscriviti|iscrivetevi|inscreva-se|assine|schrijf\ je\ in|meld\ je\ aan)\b
        .{{0,80}}\bnews?letter\b.{{0,60}}$
    | (?:klicken\ sie\ hier|hier\ klicken|cliquez\ ici|haga\ clic\ aquí|clique\ aqui|clicca\ qui
        |klik\ hier|klikk\ her|нажмите\ здесь)
        (?:\W{{0,4}}$|(?:,\ hier)?,?\ (?:um|für|pour|para|per|voor|om|for|å|чтобы
          |wenn)\b.{{0,120}}$)
    | (?:alle\ rechte\ vorbehalten|tous\ droits\ réservés|todos\ los\ derechos\ reservados
        |todos\ os\ direitos\ reservados|tutti\ i\ diritti\ riservati|alle\ rechten\ voorbehouden
        |все\ права\ защищены|tüm\ hakları\ saklıdır)\b
        (?!,?\ (?:für|para|pour|per|voor|для|aux?|ai|al|a|à|aos?|hat|sind|sont|son|sono)\b)
    | (?:sign\ up|subscribe)\ here\ (?:for|to)\b.{{0,120}}$
    | (?:扫码关注|扫描二维码|关注我们|欢迎关注)(?:\W{{0,3}}$|\s?[:：].{{0,80}}$
        |[^，。；]{{0,24}}(?:公众号|微信|微博|客户端|抖音|小程序|视频号|二维码|订阅号|账号|官网|app|下载|进入)
          [^，。；]{{0,16}}(?:[，,!！]\s?(?:获取|了解|查看|阅读|更多|第一时间|随时)[^。]{{0,30}})?[。!！]?$)
    | [（(\[【•]?\s?(?:(?:责任|責任|值班|图片|网络)?(?:编辑|編輯)|责编|責編|校对|审核|监制)
        (?:\s?[:：/|]|\s)\s?[\u3400-\u9fff]{{2,8}}(?:[、，,\s]{{1,2}}[\u3400-\u9fff]{{2,6}}){{0,6}}
        [）)\]】]?$"""
)
# What a writer is; "Der Autor ist in Haft" says something else.
_IS: Final = (
    r"(?:ein(?:e|er)?|freie[r]?|mitglied|\w{0,20}(?:redakt|profess|journalist|ingenieur|historiker"
    r"|wissenschaftler|ökonom|jurist|rechtsanw|ärztin|arzt|leiter|direktor|chef|korrespond"
    r"|publizist"
    r"|schriftsteller|dozent|politolog|soziolog|lehrer|forscher|botschafter|abgeordnete|präsident"
    r"|vorsitzend|geschäftsführer|berater|kolumnist|volont|student|philosoph|psycholog|theolog"
    r"|biolog|physiker|expert|mitarbeiter|reporter|beauftragt|minister|gründer|fellow)\w{0,12})\b"
)
_NOTE: Final = re.compile(
    rf"""(?x)
      \(?(?:mit\ (?:agenturmaterial|material\ (?:von|der)\ (?:den\ )?(?:nachrichten)?agenturen
        |agenturen)|avec\ (?:les\ )?agences|con\ (?:información\ de\ )?agencias|com\ agências
        |met\ agentschappen
        |con\ agenzie)\)?\.?$
    | (?:die|der)\ (?:autor|autorin|verfasser|verfasserin)\ (?:
        (?:ist|war)\ (?:[\w-]{{1,20}}\ ){{0,4}}{_IS}|arbeitet\ (?:als|bei|für|beim)\b
        |lehrt\ (?:an|am|in)\b)[^,]{{0,120}}(?:,(?!\ (?:sagt|teilt|berichtet|schreibt|schrieb
          |hieß))[^,]{{0,100}})?$
    | (?:dieser\ (?:artikel|text|beitrag)\ (?:erschien\ (?:zuerst|ursprünglich|am|in|im|auf|bei)\b
          |ist\ (?:zuerst|ursprünglich)\ [^,]{{0,120}}(?:erschienen|veröffentlicht)\b)
        |cet\ article\ a\ (?:d['’]abord\ |initialement\ )?été\ (?:initialement\ )?
          (?:publié|écrit|rédigé|traduit|mis\ à\ jour|réalisé)
        |este\ (?:artículo|texto)\ (?:se\ publicó|fue\ publicado|apareció\ (?:original
          |por\ primera))
        |questo\ articolo\ è\ (?:stato\ (?:pubblicato|scritto|aggiornato|tradotto)|apparso)
        |dit\ artikel\ verscheen)\b.{{0,200}}$
    | (?:redaktion|mitarbeit|bearbeitung|édité\ par|editado\ por|a\ cura\ di)\s?:\s
        (?!(?:das|die|der|ein|eine|wir|es|keine?|neue?|mehr)\b).{{3,80}}$"""
)
# What one of the patterns begins with: to ask for it first takes a tenth of their time.
_BEGINS: Final = (
    "le", "read", "see", "watch", "also", "related", "sehen", "hö", "schau", "lies", "lis", "mehr",
    "auch", "das k", "à ", "lire", "voir",
    "éc", "sur le", "vea", "mir", "te p", "not", "vej", "saib", "ved", "guard", "læs", "läs",
    "lue", "cz", "cite", "př", "čt", "proč", "zob", "prz", "чит", "смот", "матер", "по т", "ilg",
    "baca", "相", "延", "推", "更", "阅", "閱", "関", "あ", "관", "함", "(", "（", "[", "【", ",",
    "opens", "folg",
    "sign up", "subs", "suiv", "síg", "seg", "volg", "siga", "føl", "föl", "под", "bizi",
    "ikuti", "abonn", "melden", "inscr", "suscr", "iscri", "assine", "schrijf", "meld ",
    "klick", "hier k", "cliq", "haga", "clic", "klik", "наж", "alle r", "tous d", "todos",
    "tutti", "все п", "tüm", "扫", "关", "欢", "责", "責", "值", "图", "网", "编", "編", "校",
    "审", "监", "mit", "avec", "con ", "com ", "met ", "die ", "der ", "dieser", "cet ",
    "este ", "questo", "dit ", "redaktion", "bearb", "édité", "editado", "a cura",
)  # fmt: skip

# Hardly a line of English begins with two of these: to see that takes a tenth of the time again.
_FIRST: Final = frozenset(begin[:2] for begin in _BEGINS)


def is_label_of_links(lowered: str) -> bool:
    """Whether the line in lower case leads to other articles, and names none of them itself."""
    return len(lowered) <= LONGEST and _LABEL.match(lowered) is not None


def worded_notice(lowered: str) -> tuple[str, str]:
    """Kind and reason of a line in lower case in another language; ('', '') where it is neither."""
    if lowered[:2] not in _FIRST and lowered[:1] not in _FIRST:
        return "", ""
    if len(lowered) > LONGEST or not lowered.startswith(_BEGINS):
        return "", ""
    if _TEASER.match(lowered):
        return "furniture", "leads to another article"
    if _NOTICE.match(lowered):
        return "furniture", "a notice of the page"
    if _NOTE.match(lowered):
        return "note", "a note on the article"
    return "", ""
