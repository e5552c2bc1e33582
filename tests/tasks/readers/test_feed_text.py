"""Feeds in any encoding, however labelled, and behind what a server wrote before them."""

import pytest

from tasks.readers.feeds import read_feed
from tasks.readers.forms import form_of

ENTRIES = (
    ("gb18030", "gb2312", "渡轮的新码头 镕囍"),
    ("gbk", "GBK", "渡轮的新码头"),
    ("big5hkscs", "big5", "渡輪啲新碼頭"),
    ("cp949", "euc-kr", "새 연락선 똠방각하"),
    ("cp949", "ks_c_5601-1987", "새 연락선"),
    ("cp1251", "windows-1251", "Новый паром"),
    ("cp1252", "iso-8859-1", "Die Fähre – “neu”"),
    ("cp932", "shift_jis", "新しい連絡船①"),
    ("utf-8", "gb2312", "渡轮的新码头"),
    ("utf-8", "utf-16", "Die Fähre"),
    ("utf-16", "utf-8", "渡轮的新码头"),
    ("utf-8", "unheard-of", "Die Fähre"),
)


def rss(label: str, title: str, before: str = "") -> str:
    items = "".join(
        f"<item><title>{title} {number}</title><link>https://post.example/{number}</link></item>"
        for number in range(3)
    )
    return (
        f'{before}<?xml version="1.0" encoding="{label}"?><rss version="2.0"><channel>'
        f"<title>The Post</title>{items}</channel></rss>"
    )


@pytest.mark.parametrize(("encoding", "label", "title"), ENTRIES)
@pytest.mark.parametrize("sign", ["", " &amp; more", " & more", "&nbsp;&amp; more"])
def test_every_entry_of_a_feed_is_read_in_whatever_letters_it_is_written(
    encoding: str, label: str, title: str, sign: str
) -> None:
    feed = read_feed(rss(label, title + sign).encode(encoding))
    assert feed is not None
    said = f"{title} & more" if sign else title
    assert [entry.title for entry in feed.entries] == [f"{said} {number}" for number in range(3)]
    assert not feed.is_cut
    assert not feed.lost


@pytest.mark.parametrize(
    "before",
    [
        "\n\n \t",
        "\ufeff\n",
        "<!-- cached -->\n",
        "<br />\n<b>Warning</b>:  No headers in <b>/srv/f.php</b> on line <b>3</b><br />\n",
        "\nNotice: Undefined index: a in /srv/f.php on line 3\n",
        "PHP Deprecated:  Function a is deprecated in /srv/f.php on line 3\n\n",
        "1f3a\r\n",
    ],
)
def test_what_a_server_wrote_before_a_feed_does_not_hide_it(before: str) -> None:
    content = rss("utf-8", "Fähre", before).encode()
    assert form_of(content, "feed") == "feed"
    feed = read_feed(content)
    assert feed is not None
    assert [entry.url for entry in feed.entries] == [f"https://post.example/{n}" for n in range(3)]
    assert not feed.damage


def test_a_text_that_speaks_of_a_feed_is_none() -> None:
    text = "How a feed begins: with a line like <?xml version='1.0'?><rss version='2.0'>.\n"
    assert form_of(text.encode(), "text.txt") == "maybe_table"
    assert form_of(b"Warning: the ferry does not sail on Monday.\n", "a.txt") == "maybe_table"
    assert form_of(b"<p>Warning</p> <rss version='2.0'>", "a.txt") == "text"


def test_a_link_keeps_its_letters_where_they_look_like_an_entity() -> None:
    link = "https://post.example/a?x=1&amp;section=2&amp;copy=3"
    content = rss("utf-8", "Ferry").replace("https://post.example/1<", f"{link}<").encode()
    feed = read_feed(content)
    assert feed is not None
    assert feed.entries[1].url == "https://post.example/a?x=1&section=2&copy=3"
