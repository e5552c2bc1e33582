"""Crawls that a test writes: one page, other pages, and the days at which they were met again."""

from pathlib import Path

from tests.tasks.bundle_runs import DAY, START
from tests.tasks.readers.test_crawls import HTTP, answer, payload_of, record
from tests.tasks.test_ingest import touched

URL = "https://www.chinadaily.com.cn/a/201703/06/bridge.html"
PAGE = b"""<!doctype html><html><head><title>New bridge over the Wen river opens</title></head>
<body><h1>New bridge over the Wen river opens</h1>
<p>The new bridge over the Wen river opened to traffic after four years of work.</p>
<p>Some 20,000 cars are expected to cross it each day, the transport bureau said.</p>
</body></html>"""
OTHER = PAGE.replace(b"20,000", b"30,000")


def at(day: int) -> str:
    return f"2017-03-{day:02}T04:02:06Z"


def page(day: int, body: bytes = PAGE, url: str = URL, **fields: str) -> bytes:
    return record(answer(body), url=url, WARC_Date=at(day), **fields)


def again(day: int, body: bytes | None = PAGE, url: str = URL, of: int | None = None) -> bytes:
    """A revisit that names the bytes, the record of a day, or both."""
    fields = {"WARC_Date": at(day)}
    if body is not None:
        fields["WARC_Payload_Digest"] = payload_of(body)
    if of is not None:
        fields |= {"WARC_Refers_To_Target_URI": URL, "WARC_Refers_To_Date": at(of)}
    return record(HTTP + b"\r\n", "revisit", url, **fields)


def write(path: Path, *records: bytes) -> Path:
    path.write_bytes(b"".join(records))
    return touched(path, START - DAY)
