"""Rows under one address: versions in the order of their days, and articles that stay apart."""

from pathlib import Path

import pytest

from tests.flows.small_copy import ask, run_over

TEXT = (
    "The ferry of Linhai will run again in spring, the town council decided on Tuesday. "
    "Two cranes were repaired and a third one was sold to a yard in the south of the country."
)
OTHER = (
    "A baker won the yearly race along the quay in a time that nobody had thought possible. "
    "She said that she had trained at night, when the ovens were hot and the roads were empty."
)


def table(path: Path, *rows: tuple[str, str, str]) -> Path:
    lines = [f'"{title}","{day}","{text}",https://news.example/quay' for title, day, text in rows]
    path.write_text("\n".join(["title,published_at,text,url", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("number", range(6))
def test_of_two_days_under_one_address_the_later_is_shown(tmp_path: Path, number: int) -> None:
    early, late = (
        f"{TEXT} It costs {number} crowns.",
        f"{TEXT} It costs {number + 1} crowns, after all.",
    )
    rows = table(
        tmp_path / "rows.csv",
        ("Ferry runs again in spring", "2020-01-09", late),
        ("Ferry runs again in spring", "2020-01-05", early),
    )
    run_over(tmp_path / "wh", rows)
    assert ask(tmp_path / "wh", "select body, published_date::varchar from documents") == [
        (late, "2020-01-09")
    ]


def test_headlines_that_share_a_few_words_make_no_version_of_another_article(
    tmp_path: Path,
) -> None:
    rows = table(
        tmp_path / "rows.csv",
        ("Obituary: Mary Smith of Linhai", "2020-01-05", TEXT),
        ("Obituary: John Smith of Linhai", "2020-01-05", OTHER),
    )
    run_over(tmp_path / "wh", rows)
    assert ask(tmp_path / "wh", "select count(*) from documents") == [(2,)]
