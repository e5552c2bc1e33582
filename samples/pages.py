"""Pages of made-up outlets: where each shape says what it says, and what stands around it."""

import html
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from copies import Copy

TEASERS: Final = (
    ("Harbor fees to rise from March", "/news/harbor-fees.html"),
    ("Five walks for a wet weekend", "/life/five-walks.html"),
    ("Letters: the noise of the new pumps", "/letters/pumps.html"),
)


@dataclass(frozen=True, slots=True)
class Article:
    """One article of texts/pages.toml; `at` is the instant its page states, else there is a day."""

    id: str
    shape: str
    outlet: str
    host: str
    title: str
    paragraphs: tuple[str, ...]
    byline: tuple[str, ...]
    section: str
    at: datetime | None
    updated: datetime | None
    day: date
    dek: str
    caption: str
    outlet_id: str
    said_by: str

    @property
    def url(self) -> str:
        """Its address, with the day in it unless only a feed says the day."""
        if self.said_by == "feed":
            return f"https://www.{self.host}/science/{self.id}.html"
        return f"https://www.{self.host}/{self.day:%Y/%m/%d}/{self.id}.html"

    @property
    def lang(self) -> str:
        """The language of its text."""
        return "zh" if self.title[0] > "\u2e80" else "en"


def read_articles(file: Path) -> tuple[Article, ...]:
    """The articles of the TOML file in its order."""
    entries = tomllib.loads(file.read_text("utf-8"))["article"]
    return tuple(map(_article, entries))


def _article(entry: Mapping[str, Any]) -> Article:
    at = entry.get("at")
    stamp = at or entry.get("updated")
    return Article(
        id=entry["id"],
        shape=entry["shape"],
        outlet=entry["outlet"],
        host=entry["host"],
        title=entry["title"],
        paragraphs=tuple(entry["text"].strip().split("\n\n")),
        byline=tuple(entry["byline"]),
        section=entry["section"],
        at=at,
        updated=entry.get("updated"),
        day=stamp.date() if stamp else entry["day"],
        dek=entry.get("dek", ""),
        caption=entry.get("caption", ""),
        outlet_id=entry.get("outlet_id", entry["host"].replace(".", "_")),
        said_by=entry.get("said_by", "page"),
    )


def truth_of(article: Article, *traps: str) -> Copy:
    """What a careful reader says of any record that holds the article."""
    copy = Copy(
        "",
        list(article.paragraphs),
        outlet_id=article.outlet_id,
        title=article.title,
        byline=list(article.byline),
        section=article.section or None,
        captions=[article.caption] if article.caption else [],
        traps=list(traps),
    )
    copy.published_date = copy.date_lo = copy.date_hi = article.day
    copy.date_kind = "published" if article.at or not article.updated else "updated"
    # a clock time without its zone is no instant
    copy.published_at = article.at if article.at and article.at.tzinfo else None
    copy.updated_at = article.updated
    return copy


def page_of(article: Article) -> str:
    """The article's page in its own shape; in that of a plain blog where it has none."""
    return SHAPES.get(article.shape, plain)(article)


def json_ld(article: Article) -> str:
    """A page of today: data in the head, a cookie notice, teasers in the middle of the copy."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.at and article.at.isoformat(),
        "dateModified": article.updated and article.updated.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in article.byline],
        "publisher": {"@type": "Organization", "name": article.outlet},
        "articleSection": article.section,
    }
    middle = len(article.paragraphs) // 2
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>{_text(article.title)} | {_text(article.outlet)}</title>
<link rel="canonical" href="{article.url}">
<meta property="og:title" content="{_text(article.title)}">
<meta property="og:site_name" content="{_text(article.outlet)}">
<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>
</head><body>
<div class="cookie-notice"><p>We use cookies to make this site better. Accept them or choose which.</p></div>
<nav><a href="/">Home</a> <a href="/business/">Business</a> <a href="/sports/">Sports</a></nav>
<main><article>
<header><h1>{_text(article.title)}</h1>
<p class="standfirst">{_text(article.dek)}</p>
<div class="meta"><span class="byline">By {_text(" and ".join(article.byline))}</span>
<time datetime="{article.at and article.at.isoformat()}">{article.day:%b} {article.day.day}, {article.day.year}</time></div>
</header>
<figure><img src="raft.jpg" alt=""><figcaption>{_text(article.caption)}</figcaption></figure>
{_paragraphs(article.paragraphs[:middle])}
<aside class="read-also"><h3>Read also</h3>{_teasers()}</aside>
{_paragraphs(article.paragraphs[middle:])}
</article></main>
<section class="most-read"><h2>Most read</h2>{_teasers()}</section>
<footer><p>Copyright 2017 {_text(article.outlet)}. All rights reserved.</p></footer>
</body></html>
"""


def microdata(article: Article) -> str:
    """The data in the markup of the article itself, and share buttons around it."""
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{_text(article.title)} - {_text(article.outlet)}</title>
<link rel="canonical" href="{article.url}"></head><body>
<div id="masthead"><a href="/">{_text(article.outlet)}</a></div>
<div itemscope itemtype="http://schema.org/NewsArticle">
<h1 itemprop="headline">{_text(article.title)}</h1>
<p>By <span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">{_text(article.byline[0])}</span></span></p>
<meta itemprop="datePublished" content="{article.at and article.at.isoformat()}">
<meta itemprop="articleSection" content="{_text(article.section)}">
<ul class="share"><li>Share on Facebook</li><li>Tweet</li><li>Print</li></ul>
<figure><img src="room.jpg" alt=""><figcaption>{_text(article.caption)}</figcaption></figure>
<div itemprop="articleBody">
{_paragraphs(article.paragraphs)}
</div></div>
<div class="comments"><h2>Comments (2)</h2><p>Lovely idea.</p><p>Who pays for the tea?</p></div>
</body></html>
"""


def old_tables(article: Article) -> str:
    """A page as they were made in 2001: nested tables, paragraphs parted by line breaks."""
    copy = "<br><br>\n".join(map(_text, article.paragraphs))
    shown = f"{article.day:%B} {article.day.day}, {article.day.year}"
    return f"""<HTML><HEAD><TITLE>{_text(article.outlet)}: {_text(article.title)}</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252">
<LINK REL="canonical" HREF="{article.url}"></HEAD>
<BODY BGCOLOR="#FFFFFF"><TABLE WIDTH="760" BORDER="0"><TR><TD WIDTH="140" VALIGN="top">
<FONT SIZE="1"><A HREF="/">Home</A><BR><A HREF="/travel">Travel</A><BR><A HREF="/food">Food</A><BR>
<A HREF="/classified">Classified ads</A><BR><A HREF="/guestbook">Guestbook</A></FONT></TD>
<TD VALIGN="top"><TABLE CELLPADDING="4"><TR><TD>
<FONT FACE="Arial" SIZE="5"><H1>{_text(article.title)}</H1></FONT>
<FONT SIZE="2">By {_text(article.byline[0])}<BR>{shown}</FONT></TD></TR>
<TR><TD><FONT FACE="Times" SIZE="3">{copy}</FONT></TD></TR>
<TR><TD ALIGN="center"><FONT SIZE="1">&copy; 2017 {_text(article.outlet)} - best seen at 800x600</FONT></TD></TR>
</TABLE></TD></TR></TABLE></BODY></HTML>
"""


def paywalled(article: Article) -> str:
    """The first paragraphs, and a box that asks for money for the rest."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.at and article.at.isoformat(),
        "author": {"@type": "Person", "name": article.byline[0]},
        "articleSection": article.section,
        "isAccessibleForFree": False,
    }
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{_text(article.title)} | {_text(article.outlet)}</title>
<link rel="canonical" href="{article.url}">
<script type="application/ld+json">{json.dumps(data)}</script></head><body>
<article><h1>{_text(article.title)}</h1><p class="author">By {_text(article.byline[0])}</p>
{_paragraphs(article.paragraphs)}
</article>
<div class="paywall-box"><h2>Subscribe now to read the full story</h2>
<p>Already a subscriber? Sign in. Four weeks for one dollar, cancel at any time.</p></div>
</body></html>
"""


def gallery(article: Article) -> str:
    """Pictures with captions and one paragraph; its type says that it is a gallery."""
    data = {"@context": "https://schema.org", "@type": "ImageGallery", "name": article.title}
    pictures = "\n".join(
        f'<figure><img src="boat{number}.jpg" alt=""></figure>' for number in range(1, 7)
    )
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{_text(article.title)}</title>
<link rel="canonical" href="{article.url}">
<meta property="og:type" content="article">
<meta property="og:title" content="{_text(article.title)}">
<meta property="og:site_name" content="{_text(article.outlet)}">
<meta property="article:published_time" content="{article.at and article.at.isoformat()}">
<meta property="article:section" content="{_text(article.section)}">
<script type="application/ld+json">{json.dumps(data)}</script></head><body>
<article><h1>{_text(article.title)}</h1>
{_paragraphs(article.paragraphs)}
{pictures}
</article></body></html>
"""


def chinese(article: Article) -> str:
    """A Chinese page, written in GB18030 and labelled as its older sister, as most are."""
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="gb2312"><title>{article.title}_{article.outlet}</title>
<link rel="canonical" href="{article.url}">
<meta name="author" content="{article.byline[0]}">
<meta property="article:section" content="{article.section}"></head><body>
<div class="nav"><a href="/">首页</a> <a href="/nongye/">农业</a> <a href="/tiyu/">体育</a></div>
<div class="article"><h1>{article.title}</h1>
<div class="info"><span>{article.day:%Y年%m月%d日} {article.at:%H:%M}</span> <span>来源：{article.outlet}</span> <span>作者：{article.byline[0]}</span></div>
<div class="content">
{_paragraphs(article.paragraphs)}
</div><div class="editor">（责任编辑：周舟）</div></div>
<div class="footer">{article.outlet}版权所有 未经书面授权禁止使用</div>
</body></html>
"""


def layout(article: Article) -> str:
    """A page of China Daily, whose profile has a layout for it; the info line has no zone."""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{_text(article.title)} - Chinadaily.com.cn</title>
<link rel="canonical" href="{article.url}"></head><body>
<div class="breadcrumb"><a href="/">Home</a> <a href="/china">China</a></div>
<div class="lft_art" id="lft-art"><h1>{_text(article.title)}</h1>
<div class="info"><span class="info_l">By {_text(article.byline[0])} | chinadaily.com.cn | Updated: {article.updated:%Y-%m-%d %H:%M}</span></div>
<div id="Content"><figure class="image"><img src="cranes.jpg"><figcaption>{_text(article.caption)}</figcaption></figure>
{_paragraphs(article.paragraphs)}
<div class="selectpage"><a href="#">1</a> <a href="#">2</a></div></div></div>
<div class="rgt"><h2>Most viewed</h2>{_teasers()}</div>
</body></html>
"""


def plain(article: Article) -> str:
    """A page that says its address, headline and day, unless another place says the day."""
    said = (
        ""
        if article.said_by == "feed"
        else (
            f'<meta property="article:published_time" content="{article.at and article.at.isoformat()}">\n'
        )
    )
    byline = f'<p class="byline">By {_text(article.byline[0])}</p>\n' if article.byline else ""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{_text(article.title)} - {_text(article.outlet)}</title>
<link rel="canonical" href="{article.url}">
<meta property="og:type" content="article">
<meta property="article:section" content="{_text(article.section)}">
{said}</head><body>
<header><a href="/">{_text(article.outlet)}</a></header>
<article><h1>{_text(article.title)}</h1>
{byline}{_paragraphs(article.paragraphs)}
</article>
<footer><a href="/contact">Contact</a> <a href="/imprint">Imprint</a></footer>
</body></html>
"""


SHAPES: Final[Mapping[str, Callable[[Article], str]]] = MappingProxyType(
    {
        "json_ld": json_ld,
        "microdata": microdata,
        "old_tables": old_tables,
        "paywalled": paywalled,
        "gallery": gallery,
        "chinese": chinese,
        "layout": layout,
    }
)
ENCODINGS: Final[Mapping[str, str]] = MappingProxyType(
    {"old_tables": "windows-1252", "chinese": "gb18030"}
)


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def _paragraphs(paragraphs: tuple[str, ...]) -> str:
    return "\n".join(f"<p>{_text(paragraph)}</p>" for paragraph in paragraphs)


def _teasers() -> str:
    return (
        "<ul>"
        + "".join(f'<li><a href="{to}">{_text(text)}</a></li>' for text, to in TEASERS)
        + "</ul>"
    )
