"""Lines that belong to the page and not to the article, whoever printed it."""

import re
from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(entry.strip() for entry in text.replace("\n", " ").split("|"))


WIDGETS: Final = _set(
    """share|shares|share story|copied|copy link|send to|print|email|e-mail|tweet|facebook|twitter
    |linkedin|pinterest|whatsapp|weibo|wechat|reddit|google+|messenger|telegram|rss|save|bookmark
    |like|likes|comment|comments|view comments|leave a comment|post a comment|reply|pin|submit
    |close|menu|search|login|log in|sign in|register|subscribe|sign up|play|pause|replay|mute
    |next|previous|back|more|less|show more|load more|expand|collapse|font size|larger|smaller
    |small|medium|large|share this|share this article|share on facebook|share on twitter
    |share via email|share this with|print this|text size|a a a|a a|listen|download|0 comments
    |edit|skip|skip ad|more on this story|copy this link|send|full screen|fullscreen|watch|embed
    |ok|cancel|x|•|·|url|you are signed in as|submit search|toggle navigation
    |skip to main content|skip to content|cancelsend|posted!|post to facebook|show chapters
    |hide caption|toggle caption|enlarge|enlarge this image|show caption|edition|sharelines
    |prev|prev next|previous next|none|image|buy photo|resize text|modal trigger|back to gallery
    |recommended video|scroll to top of page|go|video duration
    |分享|打印|收藏|评论|공유|인쇄|페이스북|트위터"""
)

# Under these stand headlines of other articles; under those of HEADINGS_OF_LISTS beside them an
# advertisement or a picture may stand, and then the article goes on.
HEADINGS_OF_LINKS: Final = _set(
    """today's top news|editor's picks|editors' picks|editor's pick|editor’s picks|most viewed
    |most popular|most read|most shared|most commented|most watched|trending|trending now
    |trending stories|hot news|related|related news|related stories
    |related articles|related content|related coverage|related links
    |related reading|related readings|read also|also read|see also|read more|read next
    |you may also like|you might also like|recommended|recommended for you|recommended stories
    |more news|more stories|more from this section|more on this topic|more for you|latest news
    |latest stories|top stories|top news|in case you missed it|popular stories
    |from the web|around the web|promoted stories|what others are reading|don't miss
    |what to read next|more headlines|related story|most read politics|most read articles
    |most read nation & world stories|今日热点|热门新闻|相关新闻|推荐阅读"""
)
HEADINGS_OF_LISTS: Final = HEADINGS_OF_LINKS | _set(
    """hot words|what's hot|related topics|related video|related videos|popular|sponsored
    |sponsored content|sponsored links|paid content|advertisement|advertisements|photos|photo
    |video|videos|pictures|highlights|special|specials|special coverage|features|newsletter
    |newsletters|tags|topics|share this story|follow us on|opinion|columnists
    |editor's choice|today's headlines|just watched|must watch|now playing|up next|ecns app download
    |story continued below|continue reading below|join the conversation|article continues below
    |article continues after advertisement|go back to top|never miss a story|videos of the day
    |join the nation's conversation|powered by ask|purchase: order reprint|politics newsletter
    |this is a developing story|also"""
)

# Where a page or a writer is followed, in any language.
NETWORKS: Final = (
    r"twitter|facebook|instagram|linkedin|youtube|weibo|wechat|pinterest|snapchat|tiktok|reddit"
    r"|telegram|whatsapp|google|flipboard|bluesky|threads|mastodon|medium|rss"
)
_CHANNELS: Final = rf"(?:{NETWORKS}|x|social|our|e-?mail)"
# What stands beside each other in the row of links below a page.
_LINKS: Final = (
    r"(?:privacy|cookies?|terms|legal|conditions|disclaimer|policies|contact|about|copyright|site"
    r"|sitemap|your|important|data|help|faq|careers|advertise|notices?|accessibility|©)"
)

# The patterns are matched on the line in lower case: so each branch begins with a letter that
# the engine compares before it tries the branch. A notice is a whole line: each branch reaches
# to the end, or to words that no sentence goes on with.
FURNITURE: Final = re.compile(
    rf"""(?x)
    (?: ©
      | \(c\)\s?(?:19|20)\d\d
      | copyright(?:ed)?(?:\s?[©(]|\ (?:19|20)\d\d|\ notice\b|\ the\ .{{2,60}}$|$
        |\s?[-:,.]\s?(?:[©(]|(?:19|20)\d\d|all\b|by\b|\S{{1,40}}(?:\ \S{{1,40}}){{0,2}}$|$))
      | all\ rights\ reserved\b(?!\ (?:for|to)\b)
      | (?:terms\ (?:of|and)\ (?:use|service|conditions)|privacy\ policy)
        (?:\W{{0,4}}$|\ ?[|/»·•(\[©*>]|\ ?[-–—]\ [\w\ ]{{2,20}}$|\ (?:and|&|apply)\W{{0,2}}$
        |(?:\ ?[,&]\ |\ (?:and\ )?|\ for\ )(?:the\ )?{_LINKS}\b|\ placing\b)[^.]{{0,60}}$
      | (?:about|contact|follow|advertise\ (?:with|on)|jobs\ (?:at|with)|connect(?:ing)?\ with)\ us
        (?:\W{{0,4}}$|\ ?[|•·»/©(].{{0,60}}$|\ ?[-–—]\ [\w\ ]{{2,20}}$
        |\ (?:on|via)(?:\W{{0,3}}$|:?\ {_CHANNELS}\b.{{0,100}}$)
        |:\ ?(?:{_CHANNELS}\b|\S{{1,60}}@|https?:|www\.|[\d+(]).{{0,100}}$
          |:[^:|]{{0,60}}\|.{{0,100}}$
        |\ (?:\(|at\ [\d+(]|(?:at|by)\ (?:\S{{1,60}}@|e-?mail|phone|telephone|post)|24/7).{{0,80}}$
        |\ (?:by|for|in|at)\ (?:help|social\ media|details|more\ information)\W{{0,3}}$
        |\ (?:today|now|elsewhere|here|and\ {_LINKS}|{_LINKS})\b[^.,:]{{0,60}}[!:]?$)
      | (?:back|go|return)\ (?:back\ )?to\ (?:the\ )?(?:top|home\ ?page|main\ page)
        (?:\ button|\ navigation|\ of\ (?:the\ )?(?:page|article|site))?\W{{0,6}}$
      | sorry,\ (?:but\ )?the\ page\ (?:you\ (?:requested|are\ looking|were\ looking)|cannot\ be)
      | (?:the\ )?page\ (?:you\ (?:requested|are\ looking\ for)\ )?
        (?:was\ |could\ )?not\ (?:be\ )?found
        (?:\W{{0,6}}$|[.!:|]\ |\ [-–—|]\ |\ on\ (?:this|our|the)\ (?:web\ ?)?(?:site|server)\b)
      | (?:error\ 404|404\ (?:error|not\ found))
        (?:\W{{0,6}}$|\W{{1,4}}(?:the\ )?(?:page|file|not)\b)
      | please\ check\ the\ url
      | licen[cs]e\ for\ publishing\ (?:multimedia|online|audio)
      | registration\ number:?\ \d
      | (?:this\ (?:site|website)\ uses|we\ use|by\ continuing\ .{{0,40}}use\ of)\ cookies
      | note:\ browsers\ with
      | (?:please\ )?enter\ (?:your\ (?:e-?mail|city|zip)\b
        |city(?:\ and\ state|,\ state)\b|search\ (?:terms?|keywords?|words?)\b
        |(?:city|search|(?:e-?mail|zip)(?:\ (?:address|code))?)\W{{0,4}}$)
      | (?:click|tap)\ here(?:\W{{0,6}}$|\ (?:to|for|if|now)\b.{{0,160}}$)
      | (?:click|tap)\ on\ (?!that\b)
        (?:[\w\ ]{{1,30}}$|[^,.:]{{1,50}}\ (?:to|for|below|above)\b.{{0,120}}$)
      | (?:read|see|watch)\ (?:also|more|next|related|here)\s?:.{{0,200}}$
      | (?:also\ read|related|recommended|more\ from|more\ on)\s?[:|].{{0,200}}$
      | related\.\.\.$
      | most\ read\ (?:in\ )?[\w&\ ]{{2,40}}\ stories$
      | \[?\(?\ ?(?:advertisement|advertising|sponsored|promoted|ad)\ ?\)?\]?$
      | \[ad_\d+\]
      | story\ continues\ (?:below\W{{0,3}}$|(?:below|after)\ (?:the\ |this\ )?
        (?:ad|advert|video|photo|picture|image|gallery|map|graphic|break)\w{{0,12}}\W{{0,3}}$)
      | (?:view|see|show|load|hide|read)\ (?:all\ |the\ )?\d{{0,6}}\ ?(?:more\ )?
        (?:comments|photos|images)\b[\W\d]{{0,12}}$
      | \d{{1,7}}\ (?:comments?|shares?|likes?|views?|retweets?)$
      | (?:share|save|print|email|tweet)(?:\ (?:this|it))?
        (?:\ (?:story|article|page|post|link|video|photo|entry|item|gallery|comment|resource))?
        (?:\ (?:on|via|to|by|with|in)(?:\ (?:{_CHANNELS}|(?:a\ |your\ )?(?:friends?\w{{0,8}}|social)
          |others|disk|mail|tumblr|vk|plurk|kinja|messenger|network)\b.{{0,40}})?)?
        (?:\ friendly)?\W{{0,4}}$
      | (?:facebook|twitter|e-?mail|share|tweet|print|linkedin|pinterest)
        (?:[\ |,/]{{0,3}}(?:facebook|twitter|e-?mail|share|tweet|print|linkedin|pinterest|google\+
          |whatsapp|reddit|on|via|this|more)){{2,20}}$
      | \((?:web\ )?editor:\ .{{2,80}}\)$
      | (?:bonus|watch\ live|live)\ ?(?:video|stream|updates?):?$
      | (?:home|news|world|china)(?:\ ?[>»|]\ ?[\w\ &-]{{2,40}}){{2,}}$
      | accuweather(?:\.com)?(?:\ (?:quick\ look|alerts?|radar|forecasts?))?$
      | your\ weather\ is\ set\ to\b | congratulations!$
      | (?:previous\ page\b)?[\d\ ]{{0,60}}(?:previous|next)\ page[\ >|»]{{0,6}}$
      | previous\ page\b[\d\ ]{{0,60}}$ | slide:?\ \d{{1,3}}\ /\ (?:of\ )?\d{{1,3}}$
      | all\ [\d,]{{1,9}}\ news\ articles\W{{0,6}}$
      | <!--|-->
      | what\ (?:else\ )?we['’]re\ (?:else\ )?reading:?$ | to\ read\ the\ full\ story$
      | also\ on\ (?!\w+day\b|trial\b|the\ agenda|show\b|display\b)[\w\ ]{{2,40}}$
      | breaking\ news\ emails$ | close\ share\ panel$
      | (?:read\ )?more\ (?:from|on|at(?!\ (?:stake|risk))|about)\s[\w.'’\ ]{{2,40}}(?<!\.):?$
      | read\ more\ [\w'’]{{2,20}}:$
      | chat\ with\ us\ in\ facebook
      | advertisement\ -\ continue
      | (?:fb)?share\ tweet\b | connect\ tweet\b
      | thank\ you\ for\ signing\ up(?:[.!]|\ (?:for|to)\b|$)
      | trending\ (?:in|on)\ [\w\ ]{{2,30}}$
      | read\ or\ share\ this\ story
      | these\ are\ external\ links(?:\ and\ will\b|\W{{0,3}}$)
      | unlimited\ digital\ access\b.{{0,80}}$
      | a\ link\ has\ been\ (?:sent|posted)\ to\ your
      | to\ find\ out\ more\ about\ facebook\ commenting
      | (?:\w{{1,30}}\ )?interpretation\ of\ the\ news\ based\ on\ evidence
      | (?:var|function)\ [\w$]{{1,40}}\ ?[=(]
      | continue\ reading(?:\W{{0,6}}$|\ ["“«'‘].{{0,100}}$|[^→]{{1,100}}→$
        |\ (?:below|here|(?:the|this)\ (?:main\ )?(?:story|article|post))\b.{{0,40}}$)
      | go\ back\ to\ top\.\ skip\ to
      | source:?$ | \(?(?:end|ends|enditem)\)?[-.]?$
      | 来源[:：]$
      | 责任编辑(?:\s?[:：/|].{{0,60}}|\s[^，。]{{0,40}}|[\u3400-\u9fff]{{0,4}})[)）】\]]?$
      | 版权所有(?:\W{{0,4}}$|\s?[©:：|(（]|\s
        |\s?[，,。、；]\s?(?:未经|不得|翻版|违者|侵权|侵犯|禁止|请勿|转载|严禁|必究))
      | 저작권자\s?(?:[ⓒ©:：(（]|$)
      | 무단\s?전재(?:\W{{0,4}}$|[^를는을,.]{{0,30}}금지(?![\uac00-\ud7a3]))
    )"""
)

# Notices that go on in words of their own; a sentence that begins so tells what somebody said.
_RUN_ON: Final = re.compile(
    r"""(?x)
    (?: (?:please\ )?(?:sign\ up|subscribe)\ (?:for|to|now|today)\b.{0,120}$
      | copyright(?:ed)?\ by\ (?!design\b)
      | (?:click|tap)\ to\ (?:share|e-?mail|print|enlarge|play|view|see|read|watch|listen|search
        |log\ ?in|set\ up|skip|get|learn|open|expand|zoom|rate|copy|tweet|subscribe|sign|register
        |download|call|close|follow|join|find|visit|go|load|show|hide|start|unmute|vote|comment
        |donate|save|add|continue|order|buy\ tickets)\b.{0,160}$
      | download\ (?:the|our)\ .{0,30}\bapps?
        (?:\W{0,4}$|\ ?\(|\ (?:for|from|on|now|today|here|to)\b.{0,80}$)
      | \(?follow\ (?:(?:us|me)\s?:|@|(?!up\b)[\w.'’\ ]{2,30}?\ ?(?:\bon\ )?
        (?:twitter|facebook|weibo|instagram|@)).{0,160}$
      | (?:like|find)\ (?:us|[\w.\ ]{2,30})\ on\ facebook\b.{0,80}$
      | (?:edited|editor|web\ editor|responsible\ editor|source\ editor)\s?[:：]\s?.{0,60}$
      | scan\ (?:the\ |our\ |this\ )?qr(?:\ code)?
        (?:\W{0,4}$|\ (?:to|with|below|above|for|on|and\ follow)\b.{0,80}$)
      | get\ (?:today['’]s|daily|breaking|the\ latest|our|unlimited)\b.{0,40}
        (?:headlines|news|alerts|newsletters?|inbox|access)\b.{0,80}$
      | check\ out\ more\b.{0,60}$
    )"""
)
_TOLD: Final = re.compile(
    r",\s(?:[^,]{0,40}\s)?(?:said|says?|told|tells|wrote|writes|asked|asks|urge[sd]?|warn(?:ed|s)?"
    r"|agreed|admitted|called|ruled|found|finds|added|replied|promised|argued|argues|advised"
    r"|advises)\b"
    r"|:\s(?:how|why|what|who|where|when|that|the|police|is|are|can)\b"
)

# What is said about the article and its writer.
NOTES: Final = re.compile(
    r"""(?x)
    (?: the\ (?:author|writer|columnist|reporter)s?\b[^.]{0,40}\ (?:
          (?:is|are|was|were)\ (?:(?:also|now|currently|formerly|previously|both)\ )?
            (?:(?:an?|the|one|our|based|with|head|living|dean|ceo|cfo|vice|deputy|senior|chief)\b
            |former|co-\w+|chair\w*|director|president|professor|associate|assistant|emeritus
            |editor|researcher|fellow|member|(?:[\w-]+\ )?[\w-]+(?:['’]s|s['’])\ |[\w\ -]{0,40}
            (?:professor|editor|fellow|research|correspond|report|writer|columnist|journalist
              |director|analyst|scholar|lectur|econom|scien|teach|student|expert|chairman|president
              |secretary|commentator|ambassador|lawyer|consult|officer|manager|founder|partner))
        | has\ (?:written|worked|covered|reported|served|published|taught)\b
        | (?:works|heads|teaches|covers|writes)\b)
      | contact\ the\ (?:writer|author|reporter)s?
        (?:\ (?:at|via|on|by|through)\b|\ of\ this\b|:|\W{0,3}$)
      | you\ can\ (?:reach|contact|follow)\ (?:him|her|them|me|us|the\ (?:writer|author|reporter)s?
        |(?!the\b)\w{1,30}\ \w{1,30})\ (?:at|on|via|by\ (?:e-?mail|phone))\b
      | to\ contact\ the\ (?:reporter|editor|author|writer|news)
      | the\ (?:views|opinions)(?:\ and\ (?:views|opinions))?
        \ (?:expressed\ (?:(?:here|above|within|are|do|in|on)\b
          |by\ the\ (?:author|writer|contributor|columnist|speaker))
        |in\ this|do\ not\ (?:necessarily|represent|reflect))
      | (?:follow|reach|contact|email|write\ to)
        \ (?:him|her|them|the\ (?:writer|author)|\w{1,30}\ \w{1,30})\ (?:on|at|via)\b:?
        (?:\W{0,3}$|\ (?:his\ |her\ |their\ )?(?:NETWORKS|x\b|social|e-?mail
          |https?:|www\.|[\d+(]|\S{0,60}@|\S{1,60}\.(?:com|org|net|cn)\b))
      | \((?:additional\ |with\ )?(?:reporting|writing|editing)
        (?:\ and\ (?:reporting|writing|editing))?\ by\b.{0,300}$
      # "Writing by hand helps" is a sentence
      | (?:additional\ |with\ )?(?:reporting|writing|editing)
        (?:\ and\ (?:reporting|writing|editing))?\ by\b
        (?!.{0,200}\b(?:is|are|was|were|has|have|had|can|helps?|should|must|makes?)\b).{0,300}$
      | contributing:\ (?!(?:the|an?|how|why|what)\b).{3,80}$
      | \(?with\ (?:agency|wire|post\ wires?|agencies)\ ?(?:inputs?)?\)?$
      | this\ (?:story|article|report|post|column|piece)\ (?:
          (?:was|has\ been|is)\ (?:first\ |originally\ |also\ |being\ |initially\ |previously\ )?
          (?:written|produced|updated|amended|corrected|edited|translated|compiled|supported
            |made\ possible|created|syndicated|provided|generated|adapted|excerpted|prepared
            |posted|funded|re-?printed|re-?published|contributed|sponsored|part\ of|from
            |based\ on|an\ excerpt|brought\ to|developing|in\ partnership|courtesy|no\ longer
            |also\ available|free\ to\ read|related\ to|reported\ (?:by|in\ partnership))
        | (?:was|has\ been|is)\ (?:first|originally|initially|previously|also)\ published
        | (?:first|originally|also|has)\ (?:appeared|published|ran|aired))\b.{0,200}$
      | this\ (?:story|article|column|post)\ (?:was|has\ been|is)\ published\b.{0,200}$
      | (?:editor['’]?s?['’]?|publisher['’]?s?)\ note(?:\W|$)
      | \(?\ ?[\w.+-]{1,64}@[\w-]{1,64}(?:\.\ ?[\w-]{1,64}){1,4}\ ?\)?$
      | (?:correction|clarification)\s?(?:\([^()]{0,30}\d
        |:(?!\s?an?\s(?!(?:earlier|previous|prior|headline|photo|caption|story|article|quot))))
    )""".replace("NETWORKS", NETWORKS)
)
_HELPERS: Final = re.compile(
    r"\bcontributed (?:to this (?:story|report|article)|reporting)\b"
    r"|\b(?:may|can) be reached (?:at|on)\b"
)


# "Contact US" at the end is a label that a page shouts.
_COUNTRY: Final = re.compile(r"\bUS(?=\$|\d|['’]s\b|\ [A-Za-z])")


def key_of(line: str) -> str:
    """The line as the sets of this module hold it: case-folded, without closing marks."""
    return line.casefold().strip(" :>»|[](){}-–—_=•·…*,.")


def in_small_letters(line: str) -> str:
    """The line in lower case, with "u.s." for the country: "Jobs at US plants" asks nobody in."""
    if "US" in line and not line.isupper():
        line = _COUNTRY.sub("u.s.", line)
    return line.lower()


def is_notice(lowered: str) -> bool:
    """Whether a line in small letters is a notice that a page prints of itself."""
    return FURNITURE.match(lowered) is not None or (
        _RUN_ON.match(lowered) is not None and _TOLD.search(lowered) is None
    )


def is_note(lowered: str) -> bool:
    """Whether a line in small letters speaks of the article or its writers."""
    return (
        NOTES.match(lowered) is not None
        or (("contributed" in lowered or "be reached" in lowered)
            and _HELPERS.search(lowered) is not None)
    )  # fmt: skip
