"""Which files the inputs name, each place once, and what a manifest says about them."""

import json
import os
from pathlib import Path

import pytest

from tasks.listing import Found, InputError, list_inputs
from tasks.manifest_lines import read_manifest_lines
from tasks.readers.records import Beside


def listed(*inputs: Path | str) -> list[tuple[str, str]]:
    """(source_uri, skip) of what is found."""
    return [(found.source_uri, found.skip) for found in list_inputs(map(str, inputs))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("copy/b.txt", "copy/a.txt", "copy/deep/er/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def test_a_folder_is_read_to_the_bottom_in_the_order_of_its_paths(folder: Path) -> None:
    assert listed("copy") == [
        ("copy/a.txt", ""),
        ("copy/b.txt", ""),
        ("copy/deep/er/c.txt", ""),
    ]


def test_one_place_under_several_spellings_is_found_once(folder: Path) -> None:
    inputs = ("copy/a.txt", "copy", "./copy/../copy/b.txt", folder / "copy", "copy/*.txt")
    assert [uri for uri, _ in listed(*inputs)] == [
        "copy/a.txt",
        "copy/b.txt",
        "copy/deep/er/c.txt",
    ]


def test_a_place_is_absolute_however_it_was_spelled(folder: Path) -> None:
    assert list(list_inputs(["copy/../copy/a.txt"])) == [
        Found("copy/../copy/a.txt", str(folder / "copy" / "a.txt"))
    ]


def test_what_is_hidden_is_skipped_and_said_so(folder: Path) -> None:
    (folder / "copy" / ".git").mkdir()
    (folder / "copy" / ".git" / "inside.txt").write_text("never read")
    (folder / "copy" / ".notes.txt").write_text("hidden")
    assert [found for found in listed("copy") if found[1]] == [
        ("copy/.git", "hidden"),
        ("copy/.notes.txt", "hidden"),
    ]


LEFT = ("Thumbs.db", "desktop.ini", "ehthumbs.db", "~$port.docx")


def test_what_tools_left_there_is_hidden_in_a_folder_and_for_a_pattern(folder: Path) -> None:
    for name in (*LEFT, ".DS_Store"):
        (folder / "copy" / name).write_text("x")
    (folder / "copy" / "__MACOSX").mkdir()
    hidden = [(f"copy/{name}", "hidden") for name in LEFT]
    skipped = [found for found in listed("copy") if found[1]]
    assert sorted(skipped) == sorted(
        [*hidden, ("copy/.DS_Store", "hidden"), ("copy/__MACOSX", "hidden")]
    )
    assert [one for one in listed("copy/*") if one[0] in dict(hidden)] == hidden
    assert listed("copy/~$port.docx") == [("copy/~$port.docx", "")]


def test_a_hidden_file_or_folder_that_is_named_is_read(folder: Path) -> None:
    (folder / ".kept").mkdir()
    (folder / ".kept" / "a.txt").write_text("x")
    assert listed(".kept") == [(".kept/a.txt", "")]
    assert listed(".kept/a.txt") == [(".kept/a.txt", "")]


def test_a_link_to_a_folder_is_not_followed_and_said_so(folder: Path) -> None:
    (folder / "copy" / "up").symlink_to(folder)
    assert ("copy/up", "linked_folder") in listed("copy")
    assert not any(uri.startswith("copy/up/") for uri, _ in listed("copy"))


def test_a_link_that_is_named_and_links_to_files_are_read(folder: Path) -> None:
    (folder / "elsewhere").symlink_to(folder / "copy" / "deep")
    assert listed("elsewhere") == [("elsewhere/er/c.txt", "")]
    (folder / "copy" / "deep" / "link.txt").symlink_to(folder / "copy" / "a.txt")
    assert ("copy/deep/link.txt", "") in listed("copy")


def test_a_pattern_names_what_it_matches(folder: Path) -> None:
    assert listed("copy/[ab].txt") == [("copy/a.txt", ""), ("copy/b.txt", "")]
    assert listed("copy/**/c.txt") == [("copy/deep/er/c.txt", "")]


def test_a_file_whose_name_looks_like_a_pattern_is_taken_as_it_is(folder: Path) -> None:
    (folder / "copy[1].txt").write_text("x")
    assert listed("copy[1].txt") == [("copy[1].txt", "")]


@pytest.mark.parametrize("missing", ["nothing", "copy/*.html", "a\0b", "x" * 5000])
def test_an_input_that_is_not_there_is_named(folder: Path, missing: str) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        listed("copy", missing)


def test_a_dangling_link_is_found_and_left_to_be_refused(folder: Path) -> None:
    (folder / "gone.txt").symlink_to("nowhere")
    assert listed("gone.txt") == [("gone.txt", "")]


def test_a_folder_that_cannot_be_listed_does_not_vanish(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert listed("copy") == [("copy/a.txt", ""), ("copy/b.txt", ""), ("copy/deep", "")]


def test_a_name_that_is_no_text_can_be_stored_and_its_file_opened(folder: Path) -> None:
    (folder / "copy" / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"x")
    found = next(one for one in list_inputs(["copy"]) if "caf" in one.source_uri)
    assert found.source_uri == r"copy/caf\xe9.txt"
    assert found.place.endswith(r"/copy/caf\xe9.txt")
    assert Path(found.location).read_bytes() == b"x"


# --- what a manifest says -----------------------------------------------------------------


def manifest_of(folder: Path, *lines: str) -> Path:
    path = folder / "said.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_paths_are_relative_to_the_manifest(tmp_path: Path) -> None:
    absolute = json.dumps({"path": "/somewhere/b.txt", "outlet": "The Post"})
    manifest = manifest_of(tmp_path, '{"path": "copy/../a.txt", "title": " A "}', "", absolute)
    assert read_manifest_lines(manifest) == {
        str(tmp_path / "a.txt"): Beside(title="A"),
        "/somewhere/b.txt": Beside(outlet="The Post"),
    }


def test_an_empty_or_null_value_says_nothing(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, '{"path": "a", "url": null, "title": "  "}')
    assert read_manifest_lines(manifest) == {str(tmp_path / "a"): Beside()}


def test_a_line_separator_inside_a_headline_does_not_end_the_line(tmp_path: Path) -> None:
    headline = "One\u2028two\x85three"
    line = json.dumps({"path": "a", "title": headline}, ensure_ascii=False)
    said = read_manifest_lines(manifest_of(tmp_path, line, '{"path": "b"}'))
    assert said[str(tmp_path / "a")].title == headline


def test_a_byte_order_mark_and_windows_line_ends_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"path": "a"}\r\n{"path": "b"}\r\n')
    assert set(read_manifest_lines(path)) == {str(tmp_path / "a"), str(tmp_path / "b")}


def test_half_a_character_becomes_a_mark_of_loss(tmp_path: Path) -> None:
    manifest = manifest_of(tmp_path, r'{"path": "a", "title": "Rain \ud83d today"}')
    assert read_manifest_lines(manifest)[str(tmp_path / "a")].title == "Rain \ufffd today"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "no JSON"),
        ("[" * 200_000, "no JSON"),
        ("[]", '"path"'),
        ('{"url": "x"}', '"path"'),
        ('{"path": 3}', '"path"'),
        ('{"path": "a", "byline": "x"}', "unknown byline; known are path, url"),
        ('{"path": "a", "title": 3}', "title must be text"),
        ('{"path": "./b"}', "named twice"),
    ],
)
def test_the_line_that_is_wrong_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    manifest = manifest_of(tmp_path, '{"path": "b"}', line)
    with pytest.raises(InputError, match=rf"said\.jsonl:2: .*{complaint}"):
        read_manifest_lines(manifest)


def test_a_manifest_that_is_no_text_or_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "said.jsonl").write_bytes(b"\xff\xfe{")
    for name in ("said.jsonl", "nothing.jsonl"):
        with pytest.raises(InputError, match=f"{name}: the manifest cannot be read"):
            read_manifest_lines(tmp_path / name)


def test_what_a_browser_saved_beside_a_page_is_skipped_and_other_folders_are_read(
    folder: Path,
) -> None:
    for name in ("Ferry.html", "Ferry_files/f.txt", "Quay.htm", "Quay-Dateien/in/like.html",
                 "Pier_files/pier.html", "Ferry_notes/note.txt"):  # fmt: skip
        path = folder / "saved" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    assert {uri: skip for uri, skip in listed("saved") if skip} == {
        "saved/Ferry_files/f.txt": "saved_with_page",
        "saved/Quay-Dateien/in/like.html": "saved_with_page",
    }
    assert listed("saved/Ferry_files") == [("saved/Ferry_files/f.txt", "saved_with_page")]
    assert len(listed("saved")) == 6
