"""The rules in force: which outlets are known, and when everything must be derived again."""

import shutil
from pathlib import Path

import pytest

from tasks import rulebook
from tasks.outlets.registry import OutletFileError
from tasks.rulebook import load_registry, rules_version

SHIPPED = rulebook.OUTLETS


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    return folder


def test_every_shipped_outlet_is_known() -> None:
    registry = load_registry()
    assert set(registry.outlets) == {path.stem for path in SHIPPED.glob("*.yaml")}


def test_a_users_file_adds_an_outlet_or_replaces_a_shipped_one(mine: Path) -> None:
    text = (SHIPPED / "bbc.yaml").read_text("utf-8")
    name = load_registry().outlets["bbc"].name
    (mine / "bbc.yml").write_text(text.replace(f"name: {name}", "name: Our BBC"))
    registry = load_registry(str(mine))
    assert registry.outlets["bbc"].name == "Our BBC"
    assert len(registry.outlets) == len(load_registry().outlets)


@pytest.mark.parametrize("content", [b"outlet_id: [", b"- a\n- b\n", b"", b"\xff\xfe\x00"])
def test_a_broken_file_is_named(mine: Path, content: bytes) -> None:
    (mine / "odd.yaml").write_bytes(content)
    with pytest.raises(OutletFileError, match=r"odd\.yaml"):
        load_registry(str(mine))


def test_a_folder_that_is_not_there_is_named(mine: Path) -> None:
    with pytest.raises(OutletFileError, match="no such folder"):
        load_registry(str(mine / "deeper"))


def test_the_version_changes_with_a_users_file_and_not_with_its_folder(mine: Path) -> None:
    (mine / "post.yaml").write_text("outlet_id: post\n")
    one = rules_version(str(mine))
    assert one != rules_version()
    moved = Path(shutil.copytree(mine, mine.parent / "moved"))
    assert rules_version(str(moved)) == one
    (mine / "post.yaml").write_text("outlet_id: post2\n")
    assert rules_version(str(mine)) != one


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("tasks/article/kinds.py", True),
        ("tasks/outlets/bbc.yaml", True),
        ("expectations/judgements.py", True),
        ("warehouse/tables/documents.py", True),
        ("warehouse/layers.py", True),
        ("warehouse/store.py", False),
        ("flows/cli.py", False),
        ("tasks/outlets/README.md", False),
    ],
)
def test_what_can_change_a_row_changes_the_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, counts: bool
) -> None:
    for room in ("tasks", "expectations", "warehouse"):
        shutil.copytree(
            rulebook.PROJECT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__")
        )
    monkeypatch.setattr(rulebook, "PROJECT", tmp_path)
    before = rules_version()
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "\n# changed\n")
    assert (rules_version() != before) is counts
