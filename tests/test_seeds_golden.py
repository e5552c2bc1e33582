"""The five real documents: what must come out of them, read from DuckDB after one run.

They are not ours to ship: they lie where DATELINE_SHARED says, or in ../shared.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.summary import RunSummary
from tests.flows.small_copy import ask, run_over
from warehouse.integrity import verify
from warehouse.store import Store

SHARED = Path(os.environ.get("DATELINE_SHARED") or Path(__file__).resolve().parents[2] / "shared")
SEEDS = SHARED / "seeds"

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason=f"the seeds are not here: {SEEDS} (set DATELINE_SHARED)"
)

Find = Callable[[str, str], Any]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunSummary]:
    warehouse = tmp_path_factory.mktemp("seeds") / "wh"
    return warehouse, run_over(warehouse, SEEDS, real_checks=True)


@pytest.fixture(scope="module")
def of(run: tuple[Path, RunSummary]) -> Find:
    """Value of an expression over one seed's document, by the number its name begins with."""
    warehouse, _ = run

    def find(seed: str, expression: str) -> Any:
        [[value]] = ask(
            warehouse,
            f"select {expression} from documents "
            f"where starts_with(parse_filename(source_uri), '{seed}')",
        )
        return value

    return find


@pytest.fixture(scope="module")
def paragraphs(run: tuple[Path, RunSummary]) -> Callable[[str, str], list[str]]:
    """Texts of one seed's paragraphs of one kind, in reading order."""
    warehouse, _ = run

    def find(seed: str, kind: str) -> list[str]:
        rows = ask(
            warehouse,
            "select text from paragraphs join documents using (document_id) "
            f"where starts_with(parse_filename(source_uri), '{seed}') and kind = '{kind}' "
            "order by para_no",
        )
        return [str(text) for (text,) in rows]

    return find


def local(zone: str, column: str = "published_at") -> str:
    return f"strftime({column} at time zone '{zone}', '%Y-%m-%d %H:%M:%S')"


def stays_within(find: Find, seed: str, lo: date, hi: date) -> bool:
    found = find(seed, "date_lo"), find(seed, "date_hi")
    return all(found) and lo <= found[0] <= found[1] <= hi


def test_five_documents_come_out_and_nothing_is_quarantined(
    run: tuple[Path, RunSummary],
) -> None:
    warehouse, summary = run
    assert (summary.documents, summary.in_quarantine, summary.exit_code) == (5, 0, 0)
    assert all(account.is_balanced for account in summary.accounts)
    assert verify(Store(warehouse)) == []


def test_every_seed_is_english(of: Find) -> None:
    assert [of(seed, "lang") for seed in ("000", "001", "002", "003", "004")] == ["en"] * 5


# --- 000: the text is in the file twice ----------------------------------------------------


def test_000_knows_who_printed_it_and_who_wrote_it(of: Find) -> None:
    assert of("000", "outlet_id") == "global_times"
    assert of("000", "agency_id") == "xinhua"
    assert of("000", "title") == "China, S.Korea need to focus on bigger picture of relations"


def test_000_is_one_article_with_the_words_of_one_copy_and_the_breaks_of_the_other(
    of: Find, paragraphs: Callable[[str, str], list[str]]
) -> None:
    body = paragraphs("000", "body")
    assert len(body) == 12
    text = of("000", "body")
    assert text == "\n\n".join(body)
    assert text.count("THAAD") == 4
    assert "(THAAD)" in text
    assert "( " not in text
    assert " )" not in text
    for name in ("Moon Jae-in", "Xi Jinping", "South Korean President"):
        assert name in text
    assert "region.It" not in text
    assert len(set(body)) == 12


def test_000_is_dated_by_its_source_line_and_a_second_witness(
    of: Find, run: tuple[Path, RunSummary]
) -> None:
    assert of("000", local("Asia/Shanghai")) == "2017-08-25 13:23:40"
    assert of("000", "published_date") == date(2017, 8, 25)
    assert of("000", "date_kind") == "published"
    assert of("000", "date_conflict") is False
    [(witnesses,)] = ask(
        run[0],
        "select count(distinct byte_start) from evidence join documents using (document_id) "
        "where field = 'date' and starts_with(parse_filename(source_uri), '000') "
        "and value like '2017-08-25%'",
    )
    assert int(str(witnesses)) >= 2


def test_000_keeps_what_was_merged_with_its_bytes(
    paragraphs: Callable[[str, str], list[str]], run: tuple[Path, RunSummary]
) -> None:
    assert paragraphs("000", "duplicate") or ask(
        run[0],
        "select 1 from paragraphs join documents using (document_id) "
        "where starts_with(parse_filename(source_uri), '000') and repaired_from is not null",
    )


# --- 001: a page-not-found notice above a good article --------------------------------------


def test_001_is_an_article_in_spite_of_the_page_not_found_notice(
    of: Find, paragraphs: Callable[[str, str], list[str]]
) -> None:
    assert of("001", "outlet_id") == "china_daily"
    assert of("001", "agency_id") == "xinhua"
    assert of("001", "title") == "China hopes ROK will continue to properly handle THAAD issue"
    assert of("001", "section") == "World/Asia-Pacific"
    assert len(paragraphs("001", "body")) == 14
    assert paragraphs("001", "furniture")


def test_001_has_its_dateline_in_its_own_columns(of: Find) -> None:
    assert of("001", "dateline_place") == "BEIJING"
    assert of("001", "dateline_date") == date(2017, 11, 22)
    assert "BEIJING, Nov" not in of("001", "body")
    assert not of("001", "body").startswith(("BEIJING", "-", "("))


def test_001_says_that_its_day_is_that_of_an_update(of: Find) -> None:
    assert of("001", local("Asia/Shanghai", "updated_at"))[:16] == "2017-11-23 01:42"
    assert of("001", "published_at") is None
    assert of("001", "published_date") == date(2017, 11, 23)
    assert of("001", "date_kind") == "updated"
    assert of("001", "date_method") == "stated_updated"
    assert of("001", "date_lo") <= date(2017, 11, 22) <= of("001", "date_hi")
    assert of("001", "date_lo") <= date(2017, 11, 23) <= of("001", "date_hi")


# --- 002: no title, a caption first, no date ------------------------------------------------


def test_002_has_no_title_and_says_so(
    of: Find, paragraphs: Callable[[str, str], list[str]]
) -> None:
    assert of("002", "title") is None
    assert "untitled" in of("002", "quality_flags")
    assert paragraphs("002", "caption")
    assert len(paragraphs("002", "body")) == 10


def test_002_does_not_take_the_photo_credit_for_its_author(of: Find) -> None:
    assert of("002", "byline") == []
    assert of("002", "agency_id") is None
    assert of("002", "outlet_id") in {None, "ecns", "cgtn"}


def test_002_has_an_inferred_day_with_low_confidence_and_a_conflict(of: Find) -> None:
    assert of("002", "published_date") in {date(2017, 1, 4), date(2017, 1, 5)}
    assert of("002", "date_kind") == "inferred"
    assert of("002", "date_confidence") <= 0.5
    assert of("002", "date_conflict") is True
    assert of("002", "published_at") is None


# --- 003: widgets, a doubled caption, no stated date ----------------------------------------


def test_003_types_its_widgets_and_captions_as_what_they_are(
    of: Find, paragraphs: Callable[[str, str], list[str]]
) -> None:
    assert of("003", "outlet_id") == "cgtn"
    assert of("003", "title")
    assert len(paragraphs("003", "body")) == 9
    aside = [*paragraphs("003", "widget"), *paragraphs("003", "furniture")]
    assert {'["china"]', "Share", "Copied"} <= set(aside)
    # the caption stands twice: once as what it is, once as its own repetition
    [caption] = paragraphs("003", "caption")
    assert caption in paragraphs("003", "duplicate")


def test_003_is_not_by_the_agency_of_its_picture(of: Find) -> None:
    assert of("003", "agency_id") is None
    assert of("003", "byline") == []


def test_003_has_an_honest_interval_and_the_day_of_its_neighbour_in_the_story(
    of: Find, run: tuple[Path, RunSummary]
) -> None:
    assert of("003", "published_date") == date(2017, 10, 31)
    assert of("003", "date_kind") == "inferred"
    assert of("003", "date_method") == "story_neighbour"
    assert of("003", "date_confidence") < 0.6
    assert of("003", "published_at") is None
    assert of("003", "quality_flags") == ["date_inferred"]
    [(value, is_chosen, note)] = ask(
        run[0],
        "select value, is_chosen, note from evidence join documents using (document_id) "
        "where kind = 'story_neighbour' and starts_with(parse_filename(source_uri), '003')",
    )
    assert (value, is_chosen) == ("2017-10-31", True)
    assert str(note).startswith(of("004", "document_id"))
    assert stays_within(of, "003", date(2017, 4, 26), date(2017, 11, 11))
    assert of("003", "date_lo") <= date(2017, 10, 31) <= of("003", "date_hi")


# --- 004: a stamp line, a desk's sign-off ---------------------------------------------------


def test_004_is_read_from_its_stamp_line(
    of: Find, paragraphs: Callable[[str, str], list[str]]
) -> None:
    assert of("004", "outlet_id") == "korea_herald"
    assert of("004", "agency_id") == "yonhap"
    # "By Yonhap" stands in the stamp line, which the outlet's layout reads as its source line
    assert of("004", "attribution_basis") in {"source_line+signoff", "byline+signoff"}
    assert of("004", local("Asia/Seoul")) == "2017-10-31 11:04:00"
    assert of("004", "published_date") == date(2017, 10, 31)
    assert len(paragraphs("004", "body")) == 22
    assert "Send to" in paragraphs("004", "widget")
    assert "(Yonhap)" not in of("004", "body")
    assert "Send to" not in of("004", "body")


# --- 003 and 004: one event in other words ---------------------------------------------------


def test_003_and_004_are_one_story_and_no_copies_and_the_others_are_in_none(
    of: Find, run: tuple[Path, RunSummary]
) -> None:
    assert of("003", "story_id") == of("004", "story_id") == "e" + of("004", "document_id")[1:]
    assert [of(seed, "story_id") for seed in ("000", "001", "002")] == [None] * 3
    assert ask(run[0], "select documents, texts, outlets, clusters from stories") == [(2, 2, 2, 0)]
    assert ask(run[0], "select count(*), min(basis), max(basis) from story_members") == [
        (2, "words", "words")
    ]
    assert ask(run[0], "select count(*) from copies") == [(0,)]


# --- all of them -----------------------------------------------------------------------------


def test_003_and_004_say_the_same_of_chinas_stance_and_of_closer_exchange(
    run: tuple[Path, RunSummary],
) -> None:
    rows = ask(
        run[0],
        "select kind, concat(one_text, two_text) from aligned_sentences "
        "where concat(one_text, two_text) like '%took note of China%' "
        "or concat(one_text, two_text) like '%back on a normal development track%' order by kind",
    )
    assert [kind for kind, _ in rows] == ["edited", "paraphrase"]
    assert "strengthening exchanges and cooperation" in rows[0][1]
    assert "acknowledges China's stance and concerns" in rows[1][1]


def test_every_letter_of_the_seeds_is_in_some_paragraph(run: tuple[Path, RunSummary]) -> None:
    """Everything removed or merged is still there, typed, with its bytes."""
    warehouse, _ = run
    for seed in sorted(SEEDS.glob("*.txt")):
        raw = seed.read_bytes()
        covered = bytearray(len(raw))
        spans = ask(
            warehouse,
            "select byte_start, byte_end, repaired_from from paragraphs "
            f"join documents using (document_id) where source_uri = '{seed}'",
        )
        for start, end, others in spans:
            ranges = [(int(str(start)), int(str(end)))]
            for other in str(others or "").split(","):
                if other:
                    first, _, last = other.partition("-")
                    ranges.append((int(first), int(last)))
            for a, b in ranges:
                covered[a:b] = b"\1" * (b - a)
        left = bytes(byte for byte, seen in zip(raw, covered, strict=True) if not seen)
        assert left.decode("utf-8", "ignore").strip("\ufeff").strip() == "", (seed.name, left[:200])
