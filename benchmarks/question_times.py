"""How long macros and saved questions take on 1,000,000 made-up documents.

Those of search are timed over real texts by benchmarks.search.

    python -m benchmarks.question_times [--documents 1000000] [--folder FOLDER]

The tables are made by SQL, in a DuckDB file and as Parquet files by month as a warehouse lays
them; times are the median of five warm answers on two threads, every row fetched.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

import duckdb

from tasks.observed_days import calendar_of
from warehouse.contract import Table, create_statements
from warehouse.database import create_models, load_models, script_of
from warehouse.saved import load_questions
from warehouse.session import Limits, session
from warehouse.tables import TABLES

MAKE: Final = """
create temp table made as
select
    i,
    'd' || substr(md5(i::varchar), 1, 20) as document_id,
    hash(i) as h,
    -- those that saved questions ask for by default, and more
    coalesce(
        ['global_times', 'china_daily', 'korea_herald', 'post'][1 + (hash(i) % 40)::integer],
        'outlet_' || lpad((hash(i) % 40)::varchar, 2, '0')
    ) as outlet_id,
    date '2014-01-01' + (hash(i, 1) % 1825)::integer as day
from range({n}) as r(i);
insert into documents by name
select
    document_id, 1 as version_no, md5(document_id) || md5(document_id) as capture_id,
    'made' as source_uri, outlet_id, outlet_id as outlet_name, 'given' as outlet_method,
    1.0 as outlet_confidence, 'Headline ' || i as title, 'given' as title_method,
    []::varchar[] as byline, 'en' as lang, if(h % 5 = 0, 'xinhua', null) as agency_id,
    case h % 5 when 0 then 'agency' when 1 then 'unknown' else 'own' end as attribution,
    if(h % 3 = 0, day + interval 1 second * (h % 86400)::integer, null) as published_at,
    day as published_date, day as date_lo, day as date_hi,
    if(h % 3 = 2, 'inferred', 'published') as date_kind, 'given' as date_method,
    1.0 as date_confidence, false as date_conflict, 300 + (h % 400)::integer as word_count,
    repeat('Made words of a body. ', 20) as body, md5((i // 2)::varchar) as body_hash,
    if(h % 4 = 0, 'c' || substr(md5((i // 8)::varchar), 1, 20), null) as cluster_id,
    if(h % 4 = 0, h % 8 = 0, null) as is_cluster_origin, (h % 100) / 100 as originality,
    if(h % 3 = 0, 'e' || substr(md5((i // 20)::varchar), 1, 20), null) as story_id,
    []::varchar[] as quality_flags, 'text' as extraction_method, 'utf-8' as encoding,
    'r1' as run_id
from made;
insert into document_versions by name select *, true as is_current from documents;
insert into topics by name
select topic_id, topic_id as name, 1 as version, '' as definition
from (values ('thaad'), ('north_korea_nuclear'), ('trade')) as t(topic_id);
insert into outlets by name
select distinct
    outlet_id, outlet_id as name, []::varchar[] as languages, 'unknown' as media_type,
    'unknown' as ownership, []::varchar[] as domains, true as is_registered
from made;
insert into topic_hits by name
select topic_id, document_id, 1 + (h % 6)::integer as hits, h % 2 = 0 as in_title,
    h % 7 = 0 as in_lead
from made
join (values ('thaad', 20), ('north_korea_nuclear', 11), ('trade', 5)) as t(topic_id, every)
    on h % every = 0;
insert into mentions by name
select
    document_id, (k // 2)::integer as para_no,
    ['south_korea', 'china', 'us', 'japan', 'north_korea', 'russia'][1 + (hash(i, k) % 6)::integer]
        as entity_id,
    ['Seoul', 'the South', 'Korea'][1 + (hash(k, i) % 3)::integer] as surface,
    (k * 40)::integer as char_start, (k * 40 + 5)::integer as char_end, 'name' as basis,
    k < 2 as in_title, k = 2 as in_lead, false as in_quote,
    row_number() over (partition by i, entity_id order by k) = 1 as is_first_in_document,
    row_number() over (partition by i, entity_id, para_no order by k) = 1 as is_first_in_paragraph
from made, range(8) as r(k);
insert into quotes by name
select
    document_id, k + 1 as quote_no, k + 2 as para_no, 0 as char_start, 20 as char_end,
    'Words that were said' as text, 'direct' as kind,
    ['the minister', 'Ada Byrne', 'he'][1 + (hash(i, k) % 3)::integer] as speaker, 'said' as verb,
    if(hash(i, k) % 3 = 0, 'south_korea', null) as speaker_entity_id
from made, range(2) as r(k);
insert into entities by name
select entity_id, entity_id as name, 'country' as kind, []::varchar[] as aliases,
    []::varchar[] as demonyms, 1 as version
from (select distinct entity_id from mentions);
insert into clusters by name
select
    cluster_id, arg_min(document_id, published_date) as origin_id, 'stated_day' as origin_basis,
    greatest(2, count(*)) as members, 0 as linked_members, count(distinct outlet_id) as outlets,
    max(agency_id) as agency_id, min(published_date) as first_date, max(published_date) as last_date
from documents where cluster_id is not null group by cluster_id;
insert into cluster_members by name
select cluster_id, document_id, 'direct' as link from documents where cluster_id is not null;
insert into copies by name
select
    document_id as later_id, origin_id as earlier_id, 'edited' as relation, 0.5 as similarity,
    0.5 as containment, 0.5 as earlier_share, 0.5 as later_share, 100 as shared_words,
    true as is_ordered, 'unknown' as direction, 'none' as direction_basis,
    0.0 as direction_confidence
from documents join clusters using (cluster_id) where document_id <> origin_id;
insert into stories by name
select
    story_id, arg_min(document_id, published_date) as first_id, min(title) as title,
    min(published_date) as date_lo, min(published_date) + 2 as date_hi,
    greatest(2, count(*)) as documents, count(distinct body_hash) as texts,
    count(distinct outlet_id) as outlets, 0 as clusters
from documents where story_id is not null group by story_id;
insert into story_members by name
select story_id, document_id, 0.5 as score, 'words' as basis
from documents where story_id is not null;
insert into snapshots by name
select s as sequence, 's' || s as snapshot_id, timestamptz '2026-01-01' as created_at,
    'r' || s as run_id, '1' as contract_version, '1' as code_version, 0 as documents
from range(1, 3) as r(s);
insert into changes by name
select 'r2' as run_id, document_id, 'added' as change, 'new_capture' as reason, 1 as version_no
from made where i % 10 = 0;
insert into quarantine by name
select md5(i::varchar) as capture_id, 'x' as source_uri, document_id as location,
    'parse' as stage, 'no_article' as reason_code, 'x' as detail, outlet_id,
    timestamptz '2026-01-01' as first_seen, timestamptz '2026-01-01' as last_seen, 1 as attempts
from made where i % 100 = 0;
"""

ASKED: Final = {
    "coverage": "from coverage(topic := 'thaad')",
    "coverage by day": "from coverage(grain := 'day')",
    "coverage of texts": "from coverage(unit := 'text')",
    "coverage of stories": "from coverage(topic := 'trade', unit := 'story')",
    "coverage_under": "from coverage_under(topic := 'thaad', unit := 'text')",
    "quotes_of": "from quotes_of(speaker_name := 'minister', topic := 'thaad')",
    "attention": "from attention(topic := 'thaad')",
    "share_of_voice": "from share_of_voice(topic := 'thaad')",
    "coverage_together": "from coverage_together('thaad', unit := 'text')",
    "compare": "from compare('thaad', 'trade')",
    "first_movers": "from first_movers(topic := 'thaad')",
    "wire_share": "from wire_share(grain := 'month')",
    "originality": "from originality()",
    "comention": "from comention('south_korea')",
    "surface_forms": "from surface_forms('south_korea')",
    "story_timeline": "from story_timeline('e' || substr(md5('7'), 1, 20))",
    "silence": "from silence(outlet := 'korea_herald', n := 3)",
    "source_health": "from source_health()",
    "what_changed": "from what_changed()",
    "sample": "from sample(topic := 'thaad', n := 100)",
}


def make(path: Path, folder: Path, documents: int, limits: Limits) -> None:
    """The file and the Parquet folder hold the same made tables."""
    with session(path, limits) as connection:
        for table in TABLES:
            connection.execute(create_statements(table)[0])
        connection.execute(MAKE.format(n=documents))
        calendar = calendar_of(f"(from read_parquet('{_written(connection, folder)}'))", [], {})
        connection.register("calendar", calendar)
        connection.execute("insert into coverage_calendar by name from calendar")
        create_models(connection, load_models())
        for table in TABLES:
            _write(connection, folder, table)
        connection.execute("checkpoint")
    script = script_of(TABLES, load_models(), str(folder / "tables"))
    (folder / "dateline.sql").write_text(script, encoding="utf-8")


def _written(connection: duckdb.DuckDBPyConnection, folder: Path) -> Path:
    target = folder / "days.parquet"
    columns = "document_id, outlet_id, published_date, body_hash, cluster_id, word_count"
    connection.execute(f"copy (select {columns} from documents) to '{target}'")
    return target


def _write(connection: duckdb.DuckDBPyConnection, folder: Path, table: Table) -> None:
    target = folder / "tables" / table.name
    target.mkdir(parents=True)
    source = f'from "{table.name}"'
    (rows,) = connection.execute(f"select count(*) {source}").fetchone() or (0,)
    if table.partition_by and rows:
        source = f"select *, strftime({table.partition_by}, '%Y-%m') as month {source}"
        connection.execute(f"copy ({source}) to '{target}' (format parquet, partition_by (month))")
    else:
        connection.execute(f"copy ({source}) to '{target / 'part-0.parquet'}'")


def seconds(connection: duckdb.DuckDBPyConnection, query: str, times: int = 5) -> float:
    """Median of the warm answers; the first, cold one is not counted."""
    connection.execute(query).fetchall()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        connection.execute(query).fetchall()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Print a row a macro and question: seconds from the file, from Parquet, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="question-times-"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "made.duckdb"
    limits = Limits(memory="2GB", threads=2)
    if not path.exists():
        make(path, folder, given.documents, limits)
    queries = ASKED | {f"question {one.name}": one.sql for one in load_questions()}
    print(f"| {given.documents:,} documents | file, s | Parquet, s | ratio |")
    print("| --- | ---: | ---: | ---: |")
    with session(path, limits, read_only=True) as file, session(None, limits) as parquet:
        for connection in (file, parquet):
            connection.execute("set enable_progress_bar = false")
        parquet.execute((folder / "dateline.sql").read_text("utf-8"))
        for name, query in queries.items():
            one, two = seconds(file, query), seconds(parquet, query)
            print(f"| {name} | {one:.2f} | {two:.2f} | {two / one:.1f} |", flush=True)


if __name__ == "__main__":
    main()
