"""Markup left in text dumps."""

from tasks.readers.markup import has_markup, is_page, read_header, split_markup, text_of_markup

HEADER = """---
ID: 29
post_title: >
  A folded
  headline
post_date: 2016-01-10 19:42:31
published: true
original_title:
  - 'Obama&#039;s pledge'
author: Staff Writer
---
Copy.
"""


def test_a_header_gives_its_fields_and_its_end() -> None:
    header = read_header(HEADER)
    assert header is not None
    assert header.fields == {
        "title": "Obama's pledge",
        "published_at": "2016-01-10 19:42:31",
        "byline": "Staff Writer",
    }
    assert HEADER[header.end :] == "Copy.\n"


def test_text_without_a_closed_header_has_none() -> None:
    assert read_header("--- a dash, and then copy") is None
    assert read_header("---\ntitle: never closed\n") is None
    assert read_header("---\n- a list\n---\n") is None
    assert read_header("---\na: [broken\n---\n") is None


def test_a_headline_with_a_colon_costs_no_field_of_the_header() -> None:
    header = read_header(
        '---\noutlet: The Quay\ntitle: Letters: the tram\nbyline: Ada: "of the quay"\n---\nCopy.\n'
    )
    assert header is not None
    assert header.fields["outlet"] == "The Quay"
    assert header.fields["title"] == "Letters: the tram"
    assert header.fields["byline"] == 'Ada: "of the quay"'
    assert read_header("---\ntitle: Letters: the tram\nand then copy\n---\n") is None


def test_a_header_cannot_make_objects() -> None:
    header = read_header("---\ntitle: !!python/object/apply:os.getcwd []\n---\n")
    assert header is None or "title" not in header.fields


def test_a_page_is_told_from_a_dump_with_tags() -> None:
    assert is_page("\n <!DOCTYPE html><html>")
    assert is_page('<?xml version="1.0"?> <html lang="en">')
    assert not is_page("<p>It rained.</p>")
    assert not is_page("The <html> tag is old.")


def test_markup_needs_three_block_tags() -> None:
    assert has_markup("<p>a</p><p>b</p>")
    assert not has_markup("The tag <p> begins a paragraph.")
    assert not has_markup("2 < 3 and 4 < 5 and 6 < 7")


def test_words_of_a_fragment_lose_tags_and_entities() -> None:
    assert text_of_markup('It <a href="/x">rained</a> &amp; blew') == "It rained & blew"
    assert text_of_markup("It rained<!-- a remark -->.") == "It rained."
    assert text_of_markup("2 < 3") == "2 < 3"


def test_a_byte_that_fits_no_character_stops_no_parser() -> None:
    assert text_of_markup("It rained\udc84 all day <!-- and night").startswith("It rained\ufffd")


def test_pieces_between_block_tags_are_lines_with_their_places() -> None:
    text = "<div><p>It <b>rained</b>.</p>\n<p> It blew. </p><script>var a = 1;</script></div>"
    lines = split_markup(text, 0)
    assert [line.text for line in lines] == ["It rained.", "It blew."]
    assert [text[line.start : line.end] for line in lines] == ["It <b>rained</b>.", "It blew."]


def test_a_damaged_byte_in_a_header_costs_a_letter_and_not_the_file() -> None:
    header = read_header("---\ntitle: Caf\udce9 reopens\nurl: https://quay.example/a\n---\nRain.")
    assert header is not None
    assert header.fields == {"title": "Caf? reopens", "url": "https://quay.example/a"}
