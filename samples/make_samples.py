"""Writes the sample corpus: every story in its outlets' shapes, the planted traps, the truth.

Run it as `python samples/make_samples.py [--out FOLDER]`; the same texts give the same bytes.
"""

import argparse
import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from bundles import bundles
from copies import Copy
from pages import ENCODINGS, SHAPES, Article, page_of, read_articles, truth_of
from papers import (
    EDITIONS,
    NOT_FOUND,
    SMALL_PRINT,
    TEASERS,
    china_daily,
    china_daily_print,
    global_times,
    korea_herald,
    peoples_daily,
)
from stories import Story, curl, pick, read_stories
from wires import caption_first, cgtn, ecns, run_together, xinhua, yonhap

HERE: Final = Path(__file__).resolve().parent

GLOBAL_TIMES_VARIANTS: Final = (
    "doubled",
    "run_together_first",
    "plain",
    "doubled_with_lead",
    "doubled_tail_cut",
    "doubled",
    "run_together_only",
)

# Files that are written in another way than plain UTF-8 with line feeds, and how.
FINISHES: Final = (
    ("cgtn/crop-satellite.txt", "mojibake"),
    ("cgtn/panda-corridor.txt", "mojibake"),
    ("cgtn/celadon-loan.txt", "mojibake"),
    ("china-daily/lng-contract.txt", "crlf"),
    ("china-daily/mekong-summit.txt", "entities"),
    ("china-daily/reef-nursery.txt", "entities"),
    ("china-daily/xining-films.txt", "utf8_bom+crlf"),
    ("china-daily-print/sanjiang-rice.txt", "crlf"),
    ("peoples-daily/seed-vault.txt", "soft_hyphens"),
    ("global-times/guizhou-railway.txt", "crlf"),
    ("korea-herald/chip-exports.txt", "utf8_bom+crlf"),
    ("korea-herald/polar-ship.txt", "utf8_bom"),
    ("run-together/antofagasta-port.txt", "windows_1252"),
    ("run-together/harbor-bells.txt", "windows_1252"),
    ("xinhua/currency-swap.txt", "gb18030"),
    ("xinhua/ross-station.txt", "gb18030"),
    ("xinhua/fishing-talks.txt", "wrapped"),
    ("yonhap/duck-cull.txt", "wrapped"),
    ("yonhap/subway-talks.txt", "utf8_bom+crlf"),
)

# What frames the GB18030 files: in English alone that encoding would hardly differ from ASCII.
CHINESE_MENU: Final = "首页 新闻 国际 财经 体育\n"
CHINESE_FOOT: Final = "[责任编辑：彭岩]\n新华网版权所有 未经许可不得转载\n"

# Later versions: same outlet, title and stated day, other text.
VERSIONS: Final = (
    ("global-times", "empty-duty-free"),
    ("global-times", "solar-duty"),
    ("china-daily", "terai-flood"),
    ("china-daily", "sichuan-drill"),
    ("korea-herald", "cabbage-prices"),
    ("korea-herald", "defense-hotline"),
    ("korea-herald", "incheon-ferry"),
)

# The same bytes found at a second place, as in two overlapping downloads.
MIRRORED: Final = (
    "cgtn/chip-exports.txt",
    "china-daily/danang-forum.txt",
    "global-times/security-dialogue.txt",
    "korea-herald/cosmetics-shares.txt",
)

# Tables and feeds name the outlet, pages have an address: an outlet the registry does not know is called after
# what is said first.
NAMED_BY_OUTLET: Final = frozenset({"csv", "jsonl"})


@dataclass(frozen=True, slots=True)
class SampleFile:
    """One file to write, and its lines of truth: one, or one for each thing in a bundle."""

    path: str
    data: bytes
    truth: tuple[dict[str, Any], ...]


def renderings(story: Story) -> Iterator[tuple[str, Copy]]:
    """Every copy of the story, by folder; wire stories by all who print them."""
    titles = set(story.titles)
    if story.agency == "own":
        yield from _own(story)
        return
    if story.agency == "xinhua":
        yield "xinhua", xinhua(story, dated=pick(story, "year", 5) != 0)
        yield "peoples-daily", peoples_daily(story)
        if pick(story, "ecns", 2) == 0:
            yield "ecns", ecns(story)
    elif story.agency == "yonhap":
        yield "yonhap", yonhap(story)
    else:
        yield "run-together", run_together(story)
    if story.agency != "yonhap":
        yield "china-daily-print", china_daily_print(story, growing=pick(story, "grow", 2) == 0)
    if story.caption:
        conflict = story.caption_off == 0 and pick(story, "conflict", 2) == 0
        yield "caption-first", caption_first(story, conflict=conflict)
    if "global_times" in titles:
        yield "global-times", global_times(story, _variant(story))
    if "china_daily" in titles:
        yield (
            "china-daily",
            china_daily(
                story,
                not_found=pick(story, "not_found", 3) != 0,
                cut=0 if story.revision else pick(story, "cd_cut", 3),
            ),
        )
    if "cgtn" in titles:
        yield "cgtn", cgtn(story, dated=pick(story, "cgtn_dated", 2) == 0)
    if "korea_herald" in titles:
        yield "korea-herald", korea_herald(story)


def _own(story: Story) -> Iterator[tuple[str, Copy]]:
    """The home's own copies, and the reprints with a credit for it."""
    if "peoples_daily" in story.reprints:
        yield "peoples-daily", peoples_daily(story)
    if "ecns" in story.reprints:
        yield "ecns", ecns(story)
    if story.home == "global_times":
        yield "global-times", global_times(story, _variant(story))
    elif story.home == "china_daily":
        yield "china-daily", china_daily(story, not_found=pick(story, "not_found", 2) == 0)
        yield "china-daily-print", china_daily_print(story, growing=False)
    elif story.home == "korea_herald":
        yield "korea-herald", korea_herald(story)
    elif story.home == "ecns":
        yield "ecns", ecns(story)
    else:
        yield "run-together", run_together(story)


def _variant(story: Story) -> str:
    return GLOBAL_TIMES_VARIANTS[pick(story, "variant", len(GLOBAL_TIMES_VARIANTS))]


def later_version(folder: str, story: Story) -> Copy:
    """The reprint of the story in that folder with its revision."""
    if folder == "global-times":
        return global_times(story, _variant(story), later=True)
    if folder == "china-daily":
        return china_daily(story, not_found=pick(story, "not_found", 3) != 0, later=True)
    return korea_herald(story, later=True)


def finished(copy: Copy, finish: str) -> tuple[Copy, bytes]:
    """The copy as bytes, written in the way named; what a reader gets out of it is the same."""
    encoding = "utf-8"
    text, paragraphs, captions, title = copy.text, copy.paragraphs, copy.captions, copy.title
    for step in filter(None, finish.split("+")):
        if step == "crlf":
            text = text.replace("\n", "\r\n")
        elif step == "utf8_bom":
            encoding = "utf-8-sig"
        elif step in {"windows_1252", "gb18030"}:
            # Straight quotes alone would be the same bytes in every encoding.
            text, encoding = curl(text), step.replace("_", "-")
            paragraphs = [curl(paragraph) for paragraph in paragraphs]
            title = title and curl(title)
            if step == "gb18030":
                text = CHINESE_MENU + text + CHINESE_FOOT
        elif step == "mojibake":
            paragraphs = [curl(paragraph) for paragraph in paragraphs]
            captions = [curl(caption) for caption in captions]
            body = "\n".join(curl(line) for line in text.split("\n")[3:])
            text = "\n".join([*text.split("\n")[:3], garbled(body)])
        elif step == "entities":
            for mark, entity in (("&", "&amp;"), ('"', "&quot;"), ("'", "&#39;")):
                text = text.replace(mark, entity)
            text = text.replace(" percent", "&nbsp;percent")
        elif step == "wrapped":
            text = "\n".join(
                textwrap.fill(line, 72, break_on_hyphens=False) for line in text.split("\n")
            )
        elif step == "soft_hyphens":
            text = text.replace("collect", "col\u00adlect").replace("species", "spe\u00adcies")
        else:
            raise ValueError(f"no finish is called {step}")
    traps = [*copy.traps, *filter(None, finish.split("+"))]
    ready = replace(copy, paragraphs=paragraphs, captions=captions, title=title, traps=traps)
    return ready, text.encode(encoding)


def garbled(text: str) -> str:
    """The text as UTF-8 misread for windows-1252; bytes that page lacks stay control marks."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8")
    )


def truth_line(
    path: str, expect: str, copy: Copy, story: Story | None = None, reason: str | None = None
) -> dict[str, Any]:
    """What a careful reader says of the file, in the order the README explains."""
    return {
        "path": path,
        "expect": expect,
        "reason_code": reason,
        "story": story and story.id,
        "event": story and story.event,
        "outlet_id": copy.outlet_id,
        "agency_id": copy.agency_id,
        "title": copy.title,
        "byline": copy.byline,
        "section": copy.section,
        "lang": "en" if copy.paragraphs else None,
        "published_at": copy.published_at and copy.published_at.isoformat(),
        "updated_at": copy.updated_at and copy.updated_at.isoformat(),
        "published_date": copy.published_date and copy.published_date.isoformat(),
        "date_kind": copy.date_kind,
        "date_lo": copy.date_lo and copy.date_lo.isoformat(),
        "date_hi": copy.date_hi and copy.date_hi.isoformat(),
        "story_date": story and story.day.isoformat(),
        "dateline_place": copy.dateline_place,
        "dateline_date": copy.dateline_date and copy.dateline_date.isoformat(),
        "paragraphs": copy.paragraphs,
        "captions": copy.captions,
        "traps": copy.traps,
    }


def broken_files() -> Iterator[SampleFile]:
    """Inputs that hold no article and must be kept out, each with the reason."""
    menu = EDITIONS + NOT_FOUND + SMALL_PRINT
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 3
    # Every byte of it is undefined in windows-1252 or starts a UTF-8 sequence it never ends.
    noise = b"".join(bytes([0x81, 0xFF, 0x8D, 0xF8, 0x8F, 0x20, 0xFE, 0x90]) for _ in range(60))
    # A UTF-16 mark, halves of surrogate pairs, and an odd last byte.
    halves = b"\xff\xfe" + b"".join(bytes([low, 0xD8]) for low in range(1, 200)) + b"\x41"
    for name, data, reason in (
        ("empty.txt", b"", "empty_file"),
        ("blank.txt", b" \t\r\n\n \xc2\xa0\n" * 9, "no_article"),
        ("picture.txt", png, "not_copy"),
        (
            "packed.txt",
            b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + bytes(range(255, 0, -1)) * 2,
            "damaged_archive",
        ),
        ("records.txt", b"\x07DB2\x00\x01" + bytes(range(128)) * 4, "binary_file"),
        ("menu-only.txt", (menu + TEASERS + menu).encode(), "no_article"),
        ("buttons-only.txt", b'CGTN\n["world"]\nShare\nCopied\n', "no_article"),
        ("noise.txt", noise, "undecodable"),
        ("half-characters.txt", halves, "undecodable"),
    ):
        path = f"broken/{name}"
        expect = "skipped" if reason == "not_copy" else "quarantine"
        truth = truth_line(path, expect, Copy("", [], traps=["broken"]), reason=reason)
        yield SampleFile(path, data, (truth,))


def page_files(articles: Sequence[Article]) -> Iterator[SampleFile]:
    """Saved pages, one of each shape."""
    for article in articles:
        if article.shape in SHAPES:
            path = f"pages/{article.shape.replace('_', '-')}.html"
            data = page_of(article).encode(ENCODINGS.get(article.shape, "utf-8"))
            copy = truth_of(article, f"page_{article.shape}")
            yield SampleFile(path, data, (record_truth(path, article, copy),))


def bundle_files(articles: Sequence[Article]) -> Iterator[SampleFile]:
    """Bundles, with a line of truth for each thing in them, named as a run names it."""
    for bundle in bundles(articles):
        path = f"bundles/{bundle.path}"
        truth = []
        for item in bundle.items:
            place = path + item.name
            if item.article is None:
                truth.append(truth_line(place, item.expect, Copy("", []), reason=item.reason))
                continue
            copy = truth_of(item.article, f"in_{item.article.shape}")
            if item.article.shape in NAMED_BY_OUTLET:
                copy.outlet_id = item.article.outlet.lower().replace(" ", "_")
            truth.append(record_truth(place, item.article, copy))
        yield SampleFile(path, bundle.data, tuple(truth))


def record_truth(path: str, article: Article, copy: Copy) -> dict[str, Any]:
    """The line of truth of a record that holds the article."""
    told = {"story": article.id, "event": article.id, "lang": article.lang}
    return {**truth_line(path, "document", copy), **told}


def sample_files(texts: Path) -> list[SampleFile]:
    """All files of the corpus, by path."""
    files: list[SampleFile] = []
    finishes = dict(FINISHES)
    stories = {story.id: story for story in read_stories(texts)}
    for story in stories.values():
        for folder, copy in renderings(story):
            path = f"{folder}/{story.id}.txt"
            ready, data = finished(copy, finishes.pop(path, ""))
            truth = truth_line(path, "document", ready, story)
            files.append(SampleFile(path, data, (truth,)))
    if finishes:
        raise ValueError(f"no copy is written to {sorted(finishes)}")
    for folder, story_id in VERSIONS:
        copy, path = later_version(folder, stories[story_id]), f"{folder}/{story_id}-later.txt"
        copy.traps.append("later_version")
        truth = truth_line(path, "version", copy, stories[story_id])
        files.append(SampleFile(path, copy.text.encode(), (truth,)))
    by_path = {file.path: file for file in files}
    for path in MIRRORED:
        twin = f"mirror/{Path(path).name}"
        truth = {**by_path[path].truth[0], "path": twin, "expect": "collapsed"}
        files.append(replace(by_path[path], path=twin, truth=(truth,)))
    articles = read_articles(texts / "pages.toml")
    files += [*broken_files(), *page_files(articles), *bundle_files(articles)]
    return sorted(files, key=lambda file: file.path)


def write(out: Path, texts: Path) -> int:
    """The number of files under `out`/copy; files of an earlier run that are no more are gone."""
    files = sample_files(texts)
    folder = out / "copy"
    wanted = {folder / file.path for file in files}
    for stale in sorted({path for path in folder.rglob("*") if path.is_file()} - wanted):
        stale.unlink()
    for file in files:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
    lines = [json.dumps(line, ensure_ascii=False) + "\n" for file in files for line in file.truth]
    (out / "truth.jsonl").write_text("".join(lines), "utf-8", newline="\n")
    return len(files)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="where copy/ and truth.jsonl go")
    out: Path = parser.parse_args().out
    print(f"{write(out, HERE / 'texts')} files in {out / 'copy'}")


if __name__ == "__main__":
    main()
