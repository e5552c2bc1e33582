"""What a manifest says beside the files, and what is wrong with one."""

import json
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from flows.doctor import examine
from tasks.listing import InputError
from tests.flows.small_copy import BRIDGE, NOON, ask, run_over, write_copy

J = TypeVar("J")
R = TypeVar("R")


def test_a_manifest_says_what_the_files_do_not(tmp_path: Path) -> None:
    folder = write_copy(tmp_path / "copy", plain="The council met on the new road. " * 12)
    manifest = tmp_path / "said.jsonl"
    manifest.write_text(
        json.dumps(
            {
                "path": "copy/plain.txt",
                "url": "https://www.the-valley-post.example/road?utm_source=x",
                "outlet": "The Valley Post",
                "title": "Council meets on road",
                "published_at": "2023-02-03T10:00:00+01:00",
            }
        )
    )
    for name, inputs in (("with", (folder,)), ("alone", ())):
        run_over(tmp_path / name, *inputs, manifest=manifest)
        assert ask(
            tmp_path / name,
            "select outlet_id, outlet_name, title, url, published_date::varchar, "
            "list_contains(quality_flags, 'outlet_unregistered') from documents",
        ) == [
            (
                "the_valley_post",
                "The Valley Post",
                "Council meets on road",
                "https://www.the-valley-post.example/road",
                "2023-02-03",
                True,
            )
        ]
        assert ask(
            tmp_path / name, "select is_registered from outlets where name = 'The Valley Post'"
        ) == [(False,)]


def test_an_address_in_a_cache_or_archive_is_the_articles(tmp_path: Path) -> None:
    own = "https://www.the-valley-post.example.com/road"
    wrapped = {
        "plain": own,
        "amp": f"https://www.google.com/amp/s/{own.removeprefix('https://')}",
        "old": f"https://web.archive.org/web/20230205101112id_/{own}",
        "about": "https://web.archive.org/web/how-we-archive",
    }
    folder = write_copy(
        tmp_path / "copy", **dict.fromkeys(wrapped, "The council met on the new road. " * 12)
    )
    manifest = tmp_path / "said.jsonl"
    manifest.write_text(
        "".join(
            json.dumps({"path": f"copy/{name}.txt", "url": url}) + "\n"
            for name, url in wrapped.items()
        )
    )
    run_over(tmp_path / "wh", folder, manifest=manifest)
    found = "select url, outlet_name from documents order by all"
    assert ask(tmp_path / "wh", found) == [
        (wrapped["about"], "web.archive.org"),
        (own, "the-valley-post.example.com"),
    ]
    raw = "select url from sightings order by all"
    assert ask(tmp_path / "wh", raw) == sorted((url,) for url in wrapped.values())
    fetched = "select distinct date_hi::varchar from evidence where kind = 'fetched'"
    assert ask(tmp_path / "wh", fetched) == [("2023-02-05",)]


def test_a_name_and_a_host_of_one_outlet_are_said_and_three_lines_make_them_one(
    tmp_path: Path, copy: Path
) -> None:
    manifest = tmp_path / "said.jsonl"
    (copy / "bridge.txt").write_text("Road opens\n\nThe road opened on Friday. " * 3)
    (copy / "ferry.txt").write_text("Port closes\n\nThe port closed on Monday. " * 3)
    manifest.write_text(
        json.dumps({"path": "copy/bridge.txt", "outlet": "Linhai Post"})
        + "\n"
        + json.dumps({"path": "copy/ferry.txt", "url": "https://www.linhaipost.example/2023/port"})
    )
    summary = run_over(tmp_path / "wh", copy, manifest=manifest)
    (double,) = summary.doubles
    said = "linhai_post and linhaipost_example may be one outlet: linhaipost.example spells"
    assert str(double) == f"{said} Linhai Post"
    assert f"    {double.yaml.splitlines()[0]}\n" in summary.markdown()
    assert any(str(double) in sign.detail for sign in examine(tmp_path / "wh"))
    own = tmp_path / "own"
    own.mkdir()
    (own / double.file).write_text(double.yaml)
    again = run_over(tmp_path / "wh", copy, manifest=manifest, outlets=own)
    assert again.doubles == ()
    assert ask(tmp_path / "wh", "select distinct outlet_id, outlet_name from documents") == [
        ("linhai_post", "Linhai Post")
    ]


@pytest.mark.parametrize(
    "label", [{"url": "https://post.example/b"}, {"outlet": "The Post"}, {"title": "Bridge opens"}]
)
def test_what_is_said_later_of_the_same_bytes_relabels_a_document(
    tmp_path: Path, copy: Path, label: dict[str, str]
) -> None:
    run_over(tmp_path / "wh", copy)
    manifest = tmp_path / "said.jsonl"
    manifest.write_text(json.dumps({"path": "copy/bridge.txt", **label}))
    said = run_over(tmp_path / "wh", copy, manifest=manifest, at=NOON + timedelta(days=1))
    changes = "select change, reason from changes where run_id = '{}' order by all"
    assert ask(tmp_path / "wh", changes.format(said.run_id)) == [("changed", "relabelled")]
    write_copy(copy, bridge=BRIDGE.replace("20,000", "30,000"))
    edited = run_over(tmp_path / "wh", copy, manifest=manifest, at=NOON + timedelta(days=2))
    assert ask(tmp_path / "wh", changes.format(edited.run_id)) == [("changed", "new_version")]


def test_a_file_that_only_the_manifest_names_and_is_gone_does_not_stop_the_others(
    tmp_path: Path, copy: Path
) -> None:
    manifest = tmp_path / "said.jsonl"
    manifest.write_text('{"path": "copy/bridge.txt"}\n{"path": "copy/gone.txt"}\n')
    summary = run_over(tmp_path / "wh", manifest=manifest)
    assert (summary.documents, summary.in_quarantine) == (1, 1)
    assert ask(tmp_path / "wh", "select reason_code from quarantine") == [("vanished_file",)]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "no JSON"),
        ('{"url": "x"}', '"path"'),
        ('{"path": "a", "byline": "x"}', "unknown byline"),
        ('{"path": "a", "title": 3}', "title must be text"),
    ],
)
def test_a_bad_manifest_line_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    manifest = tmp_path / "said.jsonl"
    manifest.write_text(f'{{"path": "b"}}\n{line}\n')
    with pytest.raises(InputError, match=rf"said.jsonl:2.*{complaint}"):
        run_over(tmp_path / "wh", manifest=manifest)


def test_a_manifest_that_lies_in_the_folder_it_describes_is_no_copy(tmp_path: Path) -> None:
    folder = write_copy(tmp_path / "copy", bridge=BRIDGE)
    manifest = folder / "said.jsonl"
    manifest.write_text('{"path": "bridge.txt", "outlet": "Global Times"}\n', encoding="utf-8")
    summary = run_over(tmp_path / "wh", folder, manifest=manifest)
    ingested = summary.accounts[0]
    assert (ingested.received, ingested.kept, ingested.skipped) == (2, 1, 1)
    assert ingested.reasons == {"manifest": 1}
