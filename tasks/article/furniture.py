"""Lines that belong to the page and not to the article, whoever printed it."""

import re
from typing import Final

WIDGETS: Final = frozenset(
    """share|shares|copied|copy link|send to|print|email|e-mail|tweet|facebook|twitter|linkedin
    |pinterest|whatsapp|weibo|wechat|reddit|google+|messenger|telegram|rss|save|bookmark|like|likes
    |comment|comments|view comments|leave a comment|post a comment|reply|pin|submit|close|menu
    |search|login|log in|sign in|register|subscribe|sign up|play|pause|replay|mute|next|previous
    |back|more|less|show more|load more|expand|collapse|font size|larger|smaller|small|medium
    |large|share this|share this article|share on facebook|share on twitter|share via email
    |share this with|print this|text size|a a a|listen|download|0 comments|edit|skip|skip ad
    |more on this story|copy this link|send|full screen|fullscreen|watch|embed|ok|cancel|x|•|·
    |you are signed in as|submit search|toggle navigation|skip to main content|skip to content
    |分享|打印|收藏|评论|공유|인쇄|페이스북|트위터""".replace("\n    ", "").split("|")
)

HEADINGS_OF_LISTS: Final = frozenset(
    """today's top news|editor's picks|editors' picks|editor's pick|editor’s picks|most viewed
    |most popular|most read|most shared|most commented|most watched|trending|trending now
    |trending stories|hot words|hot news|what's hot|related|related news|related stories
    |related articles|related content|related coverage|related topics|related links
    |related reading|read also|also read|see also|read more|read next|you may also like
    |you might also like|recommended|recommended for you|recommended stories|more news
    |more stories|more from this section|more on this topic|more for you|latest news
    |latest stories|top stories|top news|in case you missed it|popular|popular stories
    |from the web|around the web|sponsored|sponsored content|sponsored links|promoted stories
    |paid content|advertisement|advertisements|what others are reading|don't miss|photos|photo
    |video|videos|pictures|highlights|special|specials|special coverage|features|newsletter
    |newsletters|comments|tags|topics|share this story|follow us on|opinion|columnists
    |editor's choice|today's headlines|今日热点|热门新闻|相关新闻|推荐阅读""".replace(
        "\n    ", ""
    ).split("|")
)

FURNITURE: Final = re.compile(
    r"""(?ix)
    (?: ©
      | \(c\)\s?(?:19|20)\d\d
      | copyright\b
      | all\ rights\ reserved
      | terms\ (?:of|and)\ (?:use|service|conditions)
      | privacy\ policy
      | (?:about|contact|follow|advertise\ (?:with|on)|jobs\ (?:at|with))\ us\b[^.]{0,60}$
      | (?:back|go|return)\ to\ (?:the\ )?(?:top|home\ ?page|main\ page)\b
      | sorry,\ (?:but\ )?the\ page\ (?:you\ (?:requested|are\ looking|were\ looking)|cannot)
      | (?:the\ )?page\ (?:you\ (?:requested|are\ looking\ for)\ )?(?:was\ |could\ )?not\ (?:be\ )?found
      | error\ 404 | 404\ (?:error|not\ found)
      | please\ check\ the\ url
      | licen[cs]e\ for\ publishing
      | registration\ number:?\ \d
      | (?:this\ (?:site|website)\ uses|we\ use|by\ continuing\ .{0,40}use\ of)\ cookies
      | note:\ browsers\ with
      | (?:please\ )?(?:sign\ up|subscribe)\ (?:for|to|now|today)\b.{0,120}$
      | (?:enter|please\ enter)\ (?:your\ )?(?:e-?mail|city|search|zip)
      | (?:click|tap)\ (?:here|on|to)\b.{0,160}$
      | download\ (?:the|our)\ .{0,30}\bapps?\b
      | follow\ (?:us|me|@|[A-Z][\w.]+)\ ?(?:on\ )?(?:twitter|facebook|weibo|instagram|[@:]).{0,160}$
      | (?:like|find)\ (?:us|[\w.\ ]{2,30})\ on\ facebook\b.{0,80}$
      | (?:read|see|watch)\ (?:also|more|next|related|here)\s?:.{0,200}$
      | (?:also\ read|related|recommended|more\ from|more\ on)\s?[:|].{0,200}$
      | \[?\(?\ ?(?:advertisement|advertising|sponsored|promoted|ad)\ ?\)?\]?$
      | \[ad_\d+\]
      | story\ continues\ (?:below|after)
      | (?:view|see|show|load|hide|read)\ (?:all\ |the\ )?\d*\ ?(?:more\ )?(?:comments|photos|images)\b
      | \d+\ (?:comments?|shares?|likes?|views?|retweets?)$
      | (?:share|save|print|email|tweet)(?:\ (?:this|it|on|via|to|by|with)\b.{0,60})?$
      | (?:edited|editor|web\ editor|responsible\ editor|source\ editor)\s?[:：]\s?.{0,60}$
      | (?:bonus|watch\ live|live)\ ?(?:video|stream|updates?):?$
      | (?:home|news|world|china)(?:\ ?[>»|]\ ?[\w\ &-]{2,40}){2,}$
      | connect(?:ing)?\ with\ us | scan\ (?:the\ )?qr
      | accuweather | your\ weather\ is | congratulations!$
      | chat\ with\ us\ in\ facebook
      | 责任编辑 | 版权所有 | 来源[:：]$ | 저작권자 | 무단\ ?전재
    )"""
)

# Notices that a page prints about itself; a copy that holds nothing else has no article.
NOTES: Final = re.compile(
    r"""(?ix)
    (?: the\ (?:author|writer|columnist|reporter)s?\b[^.]{0,40}\ (?:is|are|was|were|has|works?|heads?|teaches)\b
      | (?:contact\ the\ (?:writer|author|reporter)s?|you\ can\ reach|to\ contact\ the)\b
      | the\ (?:views|opinions)\ (?:expressed|in\ this|do\ not)
      | (?:follow|reach|contact|email|write\ to)\ (?:him|her|them|the\ (?:writer|author)|[A-Z]\w+\ [A-Z]\w+)\ (?:on|at|via)\b
      | [\w.\ ]{3,60}(?:may|can)\ be\ reached\ at
      | \(?(?:additional\ |with\ )?(?:reporting|writing|editing)\ by\b.{0,300}$
      | .{2,80}\ contributed\ (?:to\ this|reporting)\b.{0,160}$
      | (?:this\ (?:story|article|report)\ (?:was|has\ been|is|first|originally))\b.{0,200}$
      | (?:editor'?s?|publisher'?s?)\ note\b
      | \(?\ ?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\ ?\)?$
      | (?:correction|clarification)\b\s?[:(]
    )"""
)


def key_of(line: str) -> str:
    """The line as the sets of this module hold it: case-folded, without closing marks."""
    return line.casefold().strip(" :>»|[](){}-–—•·…*")
