"""Markup left in text dumps."""

import time

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


def words_of(text: str) -> list[str]:
    lines = split_markup(text, 0)
    for line in lines:
        raw = text[line.start : line.end]
        assert (raw[:2], raw[-3:]) == (line.text[:2], line.text[-3:])
    return [line.text for line in lines]


def test_a_comment_is_no_copy_whatever_tags_it_has() -> None:
    text = "<p>It rained.</p><!-- <p>DRAFT: it snowed.</p> --><p>It<!-- b --> blew.<!-- c --></p>"
    assert words_of(text) == ["It rained.", "It blew."]
    assert words_of("<!--><p>It rained.</p><!--[if mso]><p>a</p><![endif]-->") == ["It rained."]
    assert words_of("<p>It rained.</p><!-- <p>It blew.</p>") == ["It rained.", "It blew."]


def test_a_player_or_a_form_that_is_never_closed_hides_no_copy() -> None:
    for tag in ("form", "iframe", "video", "audio", "noscript"):
        assert words_of(f"<p>It rained.</p><{tag} id=x><p>It blew.</p>") == [
            "It rained.", "It blew.",
        ]  # fmt: skip
        two = f"<{tag}><p>It rained.</p><{tag}>Play</{tag}><p>It blew.</p>"
        assert words_of(two) == ["It rained.", "It blew."]
    assert words_of("<script>var a = 1;<p>It rained.</p>") == ["It rained."]
    strings = "<script>write('<script><p>no</p>');</script><p>It rained.</p>"
    assert words_of(strings) == ["It rained."]


def test_a_form_with_prose_is_copy_and_one_with_labels_is_none() -> None:
    prose = "It rained all week long in the valley, and farmers counted what was left of the hay."
    labels = "<form><p>Your address</p><input><p>Send</p></form>"
    assert words_of(f"<form><div><p>Rain</p><p>{prose}</p></div></form>") == ["Rain", prose]
    assert words_of(f"<p>{prose}</p>{labels}<p>It blew.</p>") == [prose, "It blew."]


def test_comments_and_tags_that_nothing_closes_take_linear_time() -> None:
    def seconds(count: int) -> float:
        began = time.perf_counter()
        split_markup("<form><video><script>" * count, 0)
        return time.perf_counter() - began

    seconds(100)
    assert seconds(20_000) < 1 + 30 * seconds(2_000)
