"""A card put to the test: what is forged on it is named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.citing import bibtex
from flows.cli import main
from tests.flows.small_chain import BRIDGE, FERRY, published
from warehouse.store import Store

Change = Callable[[dict[str, Any]], object]
QUERY = "select outlet_id, number from coverage(gaps := 'zero', grain := 'year') order by all"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse in which one content was published twice."""
    root = tmp_path_factory.mktemp("twice") / "wh"
    published(root, [BRIDGE, FERRY], [BRIDGE, FERRY], keep=2)
    return root


@pytest.fixture(scope="module")
def card(root: Path) -> str:
    result = _called(root, "cite", QUERY, "--question", "How much?", "--snapshot", "1")
    assert result.exit_code == 0, result.stderr
    return result.stdout


def _called(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--warehouse", str(root)])


def _verified(root: Path, path: Path, card: str, change: Change) -> Result:
    changed = json.loads(card)
    change(changed)
    path.write_text(json.dumps(changed), "utf-8")
    return _called(root, "verify", str(path))


def test_a_card_is_the_same_and_verify_says_what_it_cannot_tell(
    root: Path, card: str, tmp_path: Path
) -> None:
    result = _verified(root, tmp_path / "card.json", card, lambda _: None)
    assert result.exit_code == 0
    same, unchecked = result.stdout.splitlines()
    assert same.startswith("same: 0 rows, SHA-256 ")
    assert unchecked.startswith("not checked: the wording of the question")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda card: card.update(question="Who is best?"), "bibtex: "),
        (lambda card: card.update(methods="All is well."), "methods: the card says All is well."),
        (lambda card: card["caveats"].pop(), "caveats: "),
        (lambda card: card.update(switches=["coverage()"]), "switches: the card says ["),
        (lambda card: card["reads"].update(tables=[]), "reads: "),
        (lambda card: card["result"].update(order="none"), "result.order: the card says none"),
        (lambda card: card["snapshot"].update(created_at="2020-01-01T00:00:00+00:00"),
         "snapshot.created_at: the card says 2020-01-01T00:00:00+00:00; now 2024-"),
        (lambda card: card["snapshot"].update(contract_version="9.9.9"),
         "snapshot.contract_version: the card says 9.9.9"),
        (lambda card: card["snapshot"].update(sequence=7), "snapshot.sequence: the card says 7"),
        (lambda card: card.update(bibtex=""), "bibtex: "),
        (lambda card: card.update(prize="first"), "prize: the card says first; now nothing"),
        (lambda card: card.pop("switches"), "switches: the card says nothing"),
    ],
)  # fmt: skip
def test_what_a_card_says_otherwise_is_named(
    root: Path, card: str, tmp_path: Path, change: Change, named: str
) -> None:
    result = _verified(root, tmp_path / "card.json", card, change)
    assert result.exit_code == 1
    first, *others = result.stdout.splitlines()
    assert first.startswith("the answer is the same, ")
    assert "does not say of it what would be written now" in first
    [difference] = [one for one in others if one.startswith("  ")]
    assert difference.strip().startswith(named)


def test_a_card_is_held_against_the_publication_it_names(
    root: Path, card: str, tmp_path: Path
) -> None:
    second, first = Store(root).chain()
    assert first.snapshot_id == second.snapshot_id
    assert json.loads(card)["snapshot"]["manifest_sha256"] == first.sha256()

    def of_nobody(card: dict[str, Any]) -> None:
        card["snapshot"]["manifest_sha256"] = "0" * 64

    result = _verified(root, tmp_path / "card.json", card, of_nobody)
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "the card cites another publication of this content; here it is"
    )
    assert "not checked: the wording of the question" in result.stdout
    assert "that the snapshot was published as number 1 at 2024-" in result.stdout


def test_a_card_of_another_release_says_which(root: Path, card: str, tmp_path: Path) -> None:
    def older(card: dict[str, Any]) -> None:
        card["methods"] = card["methods"].replace("Dateline 0.1.0", "Dateline 0.0.9")
        card["dateline_version"] = "0.0.9"
        card["caveats"] = ["In other words."]
        card["bibtex"] = bibtex(card)

    result = _verified(root, tmp_path / "card.json", card, older)
    assert result.exit_code == 0
    assert "caveats and methods, which are in the words of another release" in result.stdout
    assert "dateline_version 0.0.9, which is not the one here (0.1.0)" in result.stdout


def test_a_card_without_its_time_is_no_whole_card(root: Path, card: str, tmp_path: Path) -> None:
    result = _verified(root, tmp_path / "card.json", card, lambda card: card.pop("created_at"))
    assert result.exit_code == 2
    assert "not a whole query card: 'created_at'" in result.stderr
