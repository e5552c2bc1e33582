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

HEADINGS_OF_LISTS: Final = _set(
    """today's top news|editor's picks|editors' picks|editor's pick|editor’s picks|most viewed
    |most popular|most read|most shared|most commented|most watched|trending|trending now
    |trending stories|hot words|hot news|what's hot|related|related news|related stories
    |related articles|related content|related coverage|related topics|related links
    |related reading|related readings|related video|related videos
    |read also|also read|see also|read more|read next
    |you may also like|you might also like|recommended|recommended for you|recommended stories
    |more news|more stories|more from this section|more on this topic|more for you|latest news
    |latest stories|top stories|top news|in case you missed it|popular|popular stories
    |from the web|around the web|sponsored|sponsored content|sponsored links|promoted stories
    |paid content|advertisement|advertisements|what others are reading|don't miss|photos|photo
    |video|videos|pictures|highlights|special|specials|special coverage|features|newsletter
    |newsletters|tags|topics|share this story|follow us on|opinion|columnists
    |editor's choice|today's headlines|just watched|must watch|now playing|up next|ecns app download
    |story continued below|continue reading below|join the conversation|article continues below
    |article continues after advertisement|most read nation & world stories|go back to top
    |what to read next|more headlines|never miss a story|videos of the day|related story
    |join the nation's conversation|powered by ask|purchase: order reprint|politics newsletter
    |this is a developing story|also|most read politics|most read articles
    |今日热点|热门新闻|相关新闻|推荐阅读"""
)

# Both patterns are matched on the line in lower case: so each branch begins with a letter that
# the engine compares before it tries the branch.
FURNITURE: Final = re.compile(
    r"""(?x)
    (?: ©
      | \(c\)\s?(?:19|20)\d\d
      | copyright(?:ed)?(?:\s?[©(]|\s?[-:,.]|\ (?:19|20)\d\d|\ by\b|\ notice\b|\ the\ .{2,60}$|$)
      | all\ rights\ reserved\b
      | terms\ (?:of|and)\ (?:use|service|conditions)\b[^.]{0,60}$
      | privacy\ policy\b[^.]{0,60}$
      | (?:about|contact|follow|advertise\ (?:with|on)|jobs\ (?:at|with))\ us\b[^.]{0,60}$
      | (?:back|go|return)\ (?:back\ )?to\ (?:the\ )?(?:top|home\ ?page|main\ page)\b
      | sorry,\ (?:but\ )?the\ page\ (?:you\ (?:requested|are\ looking|were\ looking)|cannot)
      | (?:the\ )?page\ (?:you\ (?:requested|are\ looking\ for)\ )?
        (?:was\ |could\ )?not\ (?:be\ )?found
      | error\ 404 | 404\ (?:error|not\ found)
      | please\ check\ the\ url
      | licen[cs]e\ for\ publishing
      | registration\ number:?\ \d
      | (?:this\ (?:site|website)\ uses|we\ use|by\ continuing\ .{0,40}use\ of)\ cookies
      | note:\ browsers\ with
      | (?:please\ )?(?:sign\ up|subscribe)\ (?:for|to|now|today)\b.{0,120}$
      | (?:enter|please\ enter)\ (?:your\ )?(?:e-?mail|city|search|zip)
      | (?:click|tap)\ (?:here|on\ (?!that\b)|to\b).{0,160}$
      | download\ (?:the|our)\ .{0,30}\bapps?\b
      | \(?follow\ (?:(?:us|me)\s?:|@|(?!up\b)[\w.'’\ ]{2,30}?\ ?(?:\bon\ )?
        (?:twitter|facebook|weibo|instagram|@)).{0,160}$
      | (?:like|find)\ (?:us|[\w.\ ]{2,30})\ on\ facebook\b.{0,80}$
      | (?:read|see|watch)\ (?:also|more|next|related|here)\s?:.{0,200}$
      | (?:also\ read|related|recommended|more\ from|more\ on)\s?[:|].{0,200}$
      | related\.\.\.$
      | most\ read\ (?:in\ )?[\w&\ ]{2,40}\ stories$
      | \[?\(?\ ?(?:advertisement|advertising|sponsored|promoted|ad)\ ?\)?\]?$
      | \[ad_\d+\]
      | story\ continues\ (?:below|after)
      | (?:view|see|show|load|hide|read)\ (?:all\ |the\ )?\d{0,6}\ ?(?:more\ )?
        (?:comments|photos|images)\b
      | \d{1,7}\ (?:comments?|shares?|likes?|views?|retweets?)$
      | (?:share|save|print|email|tweet)(?:\ (?:this|it|on|via|to|by|with)\b.{0,60})?$
      | (?:facebook|twitter|e-?mail|share|tweet|print|linkedin|pinterest)
        (?:[\ |,/]{0,3}(?:facebook|twitter|e-?mail|share|tweet|print|linkedin|pinterest|google\+
          |whatsapp|reddit|on|via|this|more)){2,20}$
      | (?:edited|editor|web\ editor|responsible\ editor|source\ editor)\s?[:：]\s?.{0,60}$
      | \((?:web\ )?editor:\ .{2,80}\)$
      | (?:bonus|watch\ live|live)\ ?(?:video|stream|updates?):?$
      | (?:home|news|world|china)(?:\ ?[>»|]\ ?[\w\ &-]{2,40}){2,}$
      | connect(?:ing)?\ with\ us\b | scan\ (?:the\ )?qr\b
      | accuweather(?:\.com)?(?:\ (?:quick\ look|alerts?|radar|forecasts?))?$
      | your\ weather\ is\ set\ to\b | congratulations!$
      | (?:previous\ page\b)?[\d\ ]{0,60}(?:previous|next)\ page[\ >|»]{0,6}$
      | previous\ page\b[\d\ ]{0,60}$ | slide:?\ \d{1,3}\ /\ (?:of\ )?\d{1,3}$
      | all\ [\d,]{1,9}\ news\ articles\b
      | <!--|-->
      | what\ (?:else\ )?we['’]re\ (?:else\ )?reading:?$ | to\ read\ the\ full\ story$
      | also\ on\ [\w\ ]{2,40}$ | breaking\ news\ emails$ | close\ share\ panel$
      | (?:read\ )?more\ (?:from|on|at|about)\s[\w.'’\ ]{2,40}(?<!\.):?$
      | read\ more\ [\w'’]{2,20}:$
      | chat\ with\ us\ in\ facebook
      | advertisement\ -\ continue
      | (?:fb)?share\ tweet\b | connect\ tweet\b
      | thank\ you\ for\ signing\ up
      | get\ (?:today['’]s|daily|breaking|the\ latest|our|unlimited)\b.{0,40}
        (?:headlines|news|alerts|newsletters?|inbox|access)\b.{0,80}$
      | trending\ (?:in|on)\ [\w\ ]{2,30}$
      | read\ or\ share\ this\ story
      | these\ are\ external\ links
      | check\ out\ more\b.{0,60}$
      | unlimited\ digital\ access\b.{0,80}$
      | a\ link\ has\ been\ (?:sent|posted)\ to\ your
      | to\ find\ out\ more\ about\ facebook\ commenting
      | (?:\w{1,30}\ )?interpretation\ of\ the\ news\ based\ on\ evidence
      | (?:var|function)\ [\w$]{1,40}\ ?[=(]
      | continue\ reading\b.{0,60}$
      | go\ back\ to\ top\.\ skip\ to
      | source:?$ | \(?(?:end|ends|enditem)\)?[-.]?$
      | 责任编辑 | 版权所有 | 来源[:：]$ | 저작권자 | 무단\ ?전재
    )"""
)

# What is said about the article and its writer.
NOTES: Final = re.compile(
    r"""(?x)
    (?: the\ (?:author|writer|columnist|reporter)s?\b[^.]{0,40}
        \ (?:is|are|was|were|has|works?|heads?|teaches)\b
      | (?:contact\ the\ (?:writer|author|reporter)s?|you\ can\ reach|to\ contact\ the)\b
      | the\ (?:views|opinions)\ (?:expressed|in\ this|do\ not)
      | (?:follow|reach|contact|email|write\ to)
        \ (?:him|her|them|the\ (?:writer|author)|\w{1,30}\ \w{1,30})\ (?:on|at|via)\b
      | \(?(?:additional\ |with\ )?(?:reporting|writing|editing)
        (?:\ and\ (?:reporting|writing|editing))?\ by\b.{0,300}$
      | contributing:\ .{3,80}$ | \(?with\ (?:agency|wire|post\ wires?|agencies)\ ?(?:inputs?)?\)?$
      | (?:this\ (?:story|article|report)\ (?:was|has\ been|is|first|originally))\b.{0,200}$
      | (?:editor'?s?|publisher'?s?)\ note\b
      | \(?\ ?[\w.+-]{1,64}@[\w-]{1,64}(?:\.\ ?[\w-]{1,64}){1,4}\ ?\)?$
      | (?:correction|clarification)\b\s?[:(]
    )"""
)
_HELPERS: Final = re.compile(
    r"\bcontributed (?:to this (?:story|report|article)|reporting)\b"
    r"|\b(?:may|can) be reached (?:at|on)\b"
)


def key_of(line: str) -> str:
    """The line as the sets of this module hold it: case-folded, without closing marks."""
    return line.casefold().strip(" :>»|[](){}-–—_=•·…*,.")


def is_notice(lowered: str) -> bool:
    """Whether a line in lower case is a notice that a page prints of itself."""
    return FURNITURE.match(lowered) is not None


def is_note(lowered: str) -> bool:
    """Whether a line in lower case speaks of the article or its writers."""
    return (
        NOTES.match(lowered) is not None
        or (("contributed" in lowered or "be reached" in lowered)
            and _HELPERS.search(lowered) is not None)
    )  # fmt: skip
