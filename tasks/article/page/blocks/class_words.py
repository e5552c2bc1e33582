"""What the class and id names of elements say: words of many publishers, as bits of a set."""

import re
from types import MappingProxyType
from typing import Final

# A group for each thing that names tell apart; the model learns what each is worth. A word that
# ends with a star stands for all that begin so (six letters are compared). Two words that follow
# each other, such as "article-body", are looked up as one too: "articlebody".
GROUPS: Final = MappingProxyType(
    {
        "body": """articlebody storybody storytext entrycontent postcontent postbody
            articlecontent articletext bodytext bodycopy contentbody maincontent richtext
            textbody postentry storycontent singlecontent articlecopy bodycontent newstext
            newscontent articlemain texto cuerpo artikeltext zwcontent artcontent artibody
            articlefull articledetail newsdetail newsbody detailbody storyfull articleparagraph
            pagecontent textblock fulltext bodyarticle contentarticle textarticle wysiwyg
            contenttext articleblock postarticle entrybody""",
        "article": "article articles story stories artikel articulo noticia post entry zhengwen",
        "content": """content contents text body paragraph paragraphs copy inhalt contenido
            contenu testo corps""",
        "main": "main center primary single",
        "related": """relate* recomm* teaser* promo promos more readmore readnext readalso lireaussi
            trendi* popula* mostread mostpopular outbra* taboola* carous* slider slides latest
            upnext sidebar rail side aside also simila* sugges* onward tangen* nativo zergnet
            recirc* breaking mehrzum readmorelink next alsoread crossl* linkbox hotnews toplist""",
        "card": "card cards tile tiles listing list grid item items feed river collec*",
        "widget": "widget widgets module plugin interstitial compon* embed embedd* oembed",
        "newsletter": """newsle* subscr* signup paywall regwall piano regist* login cta member*
            donate donati* offer premium locked abonne* abo inscri* support metered gate signin
            account contribution*""",
        "caption": "captio* figcap* cutline legend legende bildun* epigrafe",
        "picture": """photo photos image images gallery img picture pictures media video videos
            slides* player figure foto fotos thumb* galler* audio podcast""",
        "credit": "credit credits copyri* source sources quelle rights agency",
        "share": """share shares sharing social socials follow facebook twitter tools toolbar
            print whatsapp bookma* button buttons btn addthis sharebar socialshare""",
        "comment": "comment comments disqus reply replies respond discus* kommen* forum coment*",
        "byline": """byline bylines author authors writer contributor autor auteur bio profile
            reporter journa* authorbio signature firma""",
        "date": "date time publis* meta timest* datelin* posted datum updated pubdate",
        "dek": """dek standf* subtitle subheadline summary lead intro excerpt abstract descri*
            chapo chapeau vorspann sapo deck ingress entrad* preamb* lede subline subhead
            subheading standfirst introd* bajada resumo""",
        "title": "headline headlines title titles heading header titel titulo kicker hed",
        "ads": """ad ads adv advert* sponsor* dfp banner banners promot* anzeige adslot adunit
            reklam* publicidad outstr* mpu pub adwrap* adcont* advertisement""",
        "nav": """nav navbar naviga* menu menus breadc* masthead topbar skip pagina* pager footer
            footers""",
        "tags": """tags tag topic topics catego* keyword keywords section hashtag hashtags rubri*
            channel""",
        "quote": "quote quotes pullqu* blockquote zitat citation",
        "box": """factbox fact facts box boxes infobox sidebox inset expand* accord* collap*
            fakta faktab* kasten infokasten fichero readingbox explainer glossary placeh*""",
        "live": "live ticker liveblog liveev* timeline event events update updates",
        "table": "table tables chart charts intera* graphic graphics datawr* stats score scores",
        "note": "note notes correc* editor* footno* tagline notice trust* byline about disclaimer",
        "further": """second under below after bottom end next infini* additi* further continued
            footer postsc*""",
        "frame": """footer navbar naviga* menu dropdo* submenu subnav megame* mega breadc*
            breadcrumb masthead modal popup copyright comment comments""",
        "factbox": "factbox faktab* fakta infobox expandable expandablebox infokasten kasten",
        "consent": """cookie cookies consent gdpr ccpa onetrust optanon didomi userce* cookieb*
            cybotc* truste cookiel*""",
        "dialog": "modal popup overlay dialog tooltip lightbox toast drawer offcan* alert",
        "hidden": """hidden visual* screenreader invisi* offscr* printonly dnone sronly sr
            srtext""",
    }
)  # fmt: skip
BITS: Final = MappingProxyType({name: 1 << place for place, name in enumerate(GROUPS)})
STEM: Final = 6  # letters; long enough that words of two meanings are rare
# Names are read as bytes: to cut words out of them takes a quarter less time than out of text.
_BY_WORD: Final = MappingProxyType(
    {
        word.encode(): sum(
            {BITS[other] for other, words in GROUPS.items() if word in words.split()}
        )
        for words in GROUPS.values()
        for word in words.split()
        if not word.endswith("*")
    }
)
_BY_STEM: Final = MappingProxyType(
    {
        stem.encode(): sum(
            {BITS[name] for name, words in GROUPS.items() if f"{stem}*" in words.split()}
        )
        for words in GROUPS.values()
        for stem in (word[:-1] for word in words.split() if word.endswith("*"))
    }
)
_WORDS: Final = re.compile(rb"[A-Z]?[a-z]+|[A-Z]+")
_SMALL_ALONE: Final = bytes(
    code if chr(code).islower() and code < 128 else 32 for code in range(256)
)
LONGEST: Final = 160  # characters of names; more are a style sheet's


def said_by(names: str) -> int:
    """The bits of every group that the names of an element (class, id, role) speak of."""
    data = names[:LONGEST].encode("utf-8", "surrogatepass")
    if data.islower():  # no capital begins a word: blanks for all but letters part them
        found = data.translate(_SMALL_ALONE).split()
    else:
        found = [word.lower() for word in _WORDS.findall(data)]
    bits = 0
    before = b""
    words, stems = _BY_WORD, _BY_STEM
    for word in found:
        if len(word) < 2:
            continue
        if word in words:
            bits |= words[word]
        elif word[:STEM] in stems:
            bits |= stems[word[:STEM]]
        if before + word in words:
            bits |= words[before + word]
        before = word
    return bits
