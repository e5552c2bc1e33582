"""Two ways to the same number: what the macros count, and what the base tables hold.

Copy comes in any split, late and in any order; leap days, months without documents, zones on both
sides of a change of clocks.
"""

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.flows.small_copy import NOON, ask, run_over

OUTLETS = ("Global Times", "The Korea Herald", "The New York Times")
OFFSETS = (-8, -5, -4, 0, 9)  # New York before and after its clocks change, Seoul, London
FIRST = datetime(2016, 2, 27, 3, tzinfo=UTC)
TEXT = """The harbour council of ward {ward} met for hours over the {about} on Friday.

"We will see in {ward} days," said mayor Lin Ju, who came from South Korea.

THAAD was named {again}by those who live near pier {ward}."""
ZERO = "gaps := 'zero'"
DATED = "outlet_id is not null and published_date is not null"
WITH_TOPIC = "document_id in (select document_id from topic_hits where topic_id = 'thaad'"
# What a macro counts, and the same from the tables alone.
PAIRS = (
    *(
        (f"select sum(counted) from coverage(grain := '{grain}')",
         f"select count(*) from documents where {DATED}")
        for grain in ("day", "week", "month", "year")
    ),
    (f"select sum(number) from coverage(topic := 'thaad', {ZERO}, min_hits := 2)",
     f"select count(*) from documents where {DATED} and {WITH_TOPIC} and hits >= 2)"),
    ("select sum(counted) from coverage(unit := 'text', grain := 'year')",
     ("select sum(n) from (select count(distinct coalesce(cluster_id, body_hash)) as n "
     f"from documents where {DATED} group by outlet_id, year(published_date))")),
    ("select sum(counted) from coverage(unit := 'story', grain := 'year')",
     ("select sum(n) from (select count(distinct coalesce(story_id, document_id)) as n "
     f"from documents where {DATED} group by outlet_id, year(published_date))")),
    ("select sum(counted) from coverage_under()",
     f"select count(*) from documents where {DATED}"),
    ("select sum(counted) from coverage_under(unit := 'text')",
     f"select count(distinct coalesce(cluster_id, document_id)) from documents where {DATED}"),
    (f"select sum(of_all) from attention(topic := 'thaad', {ZERO})",
     f"select count(*) from documents where {DATED}"),
    (f"select round(sum(share), 6) from share_of_voice(topic := 'thaad', {ZERO})",
     ("select count(distinct date_trunc('month', published_date)) from documents "
     f"where {DATED} and {WITH_TOPIC} and hits >= 1)")),
    (f"select sum(one_number - two_number) from compare('thaad', 'trade', {ZERO})",
     ("select sum(case topic_id when 'thaad' then 1 when 'trade' then -1 end) from topic_hits "
     f"join documents using (document_id) where {DATED} and hits >= 1")),
    ("select sum(documents) from wire_share(grain := 'week')",
     f"select count(*) from documents where {DATED}"),
    (("select sum(wire_documents + other_outlet_documents + own_documents + unknown_documents) "
      "from wire_share()"),
     f"select count(*) from documents where {DATED}"),
    *(
        (f"select sum(documents) from {name}(unit := 'text', grain := 'year')",
         "select sum(counted) from coverage(unit := 'text', grain := 'year')")
        for name in ("originality", "wire_share")
    ),
    ("select sum(words) from originality()",
     f"select sum(word_count) from documents where {DATED}"),
    ("select sum(documents) from source_health()",
     f"select count(*) from documents where {DATED}"),
    ("select sum(mentions) from surface_forms('south_korea')",
     ("select count(*) from mentions join documents using (document_id) "
     "where entity_id = 'south_korea' and outlet_id is not null")),
    ("select count(*) from quotes_of(n := 1000)", "select count(*) from quotes"),
    ("select count(distinct document_id) from sample(n := 1000)",
     "select count(*) from documents"),
    ("select count(*) from first_movers()",
     ("select count(distinct story_id) from documents "
     "where story_id is not null and outlet_id is not null and published_at is not null")),
    ("select count(*) from story_timeline((select min(story_id) from stories))",
     "select count(*) from story_members where story_id = (select min(story_id) from stories)"),
    ("select count(*) from what_changed(1, 3) where change = 'added'",
     "select max(documents) - min(documents) from snapshots"),
    ("select count(*) from search('harbour', n := 1000)",
     "select count(*) from documents where concat_ws(' ', title, body) ilike '%harbour%'"),
    ("select sum(hits) from phrase('radar site')",
     ("select sum(len(regexp_extract_all(concat_ws(' ', title, body), '(?i)radar site'))) "
     "from documents")),
    ("select count(*) from kwic('radar site')",
     ("select sum(len(regexp_extract_all(concat_ws(' ', title, body), '(?i)radar site'))) "
     "from documents")),
)  # fmt: skip


def rows_of(seed: int) -> list[dict[str, str]]:
    """Sixteen records: some of one text, around a leap day and half a year later."""
    dice = random.Random(seed)
    rows = []
    for number in range(16):
        day = dice.choice([dice.randrange(20), 200 + dice.randrange(3)])
        zone = timezone(timedelta(hours=dice.choice(OFFSETS)))
        text = dice.randrange(9)
        about = "THAAD radar site" if text % 3 else "trade talks"
        rows.append(
            {
                "url": f"https://copy.example/{seed}/{number}",
                "outlet": dice.choice(OUTLETS),
                "title": f"Harbour council {text} looks at the {about}",
                "published_at": (FIRST + timedelta(days=day, minutes=dice.randrange(1440)))
                .astimezone(zone)
                .isoformat(),
                "text": TEXT.format(ward=text, about=about, again="again " * text),
            }
        )
    return rows


def publish(root: Path, *batches: Sequence[dict[str, str]]) -> None:
    """A warehouse in the folder wh, to which each batch came in a run of its own."""
    copy = root / "copy"
    copy.mkdir(parents=True)
    for number, batch in enumerate(batches):
        lines = [json.dumps(row) for row in batch]
        (copy / f"{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        run_over(root / "wh", copy, at=NOON + timedelta(hours=number))


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse whose earliest days came last."""
    rows = sorted(rows_of(1), key=lambda row: datetime.fromisoformat(row["published_at"]))
    root = tmp_path_factory.mktemp("late")
    publish(root, rows[9:], rows[4:9], rows[:4])
    return root / "wh"


@pytest.mark.parametrize(("counted", "held"), PAIRS, ids=lambda query: query[:60])
def test_a_macro_counts_what_the_tables_hold(counted: str, held: str, late: Path) -> None:
    (of_macro,), (of_tables,) = ask(late, counted), ask(late, held)
    assert of_macro == of_tables
    assert of_tables[0]


@pytest.mark.parametrize("seed", [2, 3])
def test_copy_that_comes_late_and_split_gives_the_rows_of_one_run(
    seed: int, tmp_path: Path
) -> None:
    prints = rows_of(seed)
    publish(tmp_path / "one", prints)
    dice = random.Random(seed)
    mixed = dice.sample(prints, len(prints))
    cut = dice.randrange(1, len(prints))
    publish(tmp_path / "two", mixed[cut:], mixed[:cut])
    for name in (
        "coverage_calendar", "topic_hits", "mentions", "quotes", "copies", "story_members",
        "coverage(grain := 'day')", "first_movers()", "wire_share()",
    ):  # fmt: skip
        query = f"select t::varchar from (from {name}) as t order by 1"
        rows = ask(tmp_path / "one" / "wh", query)
        assert rows
        assert ask(tmp_path / "two" / "wh", query) == rows, name
