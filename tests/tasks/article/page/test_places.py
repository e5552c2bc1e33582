import pytest

from tasks.article.page.places import SourcePlaces
from tests.growth import grows_in_line

BODY = "<html><head><title>x</title></head><body>{}</body></html>"


def found(source: str, text: str) -> str | None:
    place = SourcePlaces(source).find(text)
    return source[place[0] : place[1]] if place else None


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("The harbour reopened on Friday.", "The harbour reopened on Friday."),
        ("The <b>harbour</b> reopened\n  on Friday.", "The harbour reopened on Friday."),
        ("The harbour&nbsp;reopened &ndash; on Friday.", "The harbour reopened – on Friday."),
        ("&ldquo;The harbour&rdquo; is open, he said.", "“The harbour” is open, he said."),
        ("Fish &amp; chips cost more in the harbour.", "Fish & chips cost more in the harbour."),
        ("港口星期五重新<a href='/x'>开放</a>，官员说。", "港口星期五重新开放，官员说。"),
        ("Caf&#233;s <em>r</em>eopened near the harbour", "Cafés reopened near the harbour"),
        ("Ms \u2068Ana\u2069 \u061cRu\u2063iz of the harbour", "Ms Ana Ruiz of the harbour"),
        (
            "Soft&shy;ware com\xadpany opened its harbour hall",
            "Software company opened its harbour hall",
        ),
    ],
)
def test_words_are_found_however_the_source_writes_them(inside: str, text: str) -> None:
    assert found(BODY.format(f"<p>{inside}</p>"), text) == inside


def test_a_paragraph_is_not_looked_for_in_scripts_comments_or_the_head() -> None:
    text = "The harbour reopened on Friday after the storm."
    source = (
        f"<html><head><meta content='{text}'></head><body><script>var a = '{text}'</script>"
        f"<!-- {text} --><p>{text}</p></body></html>"
    )
    place = SourcePlaces(source).find(text)
    assert place == (source.rindex(text), source.rindex(text) + len(text))


@pytest.mark.parametrize(
    "silent",
    [
        "<SCRIPT>var a = '{}'</SCRIPT>", "<STYLE>/* {} */</STYLE>", "<style>/* {} */</style>",
        "<script><!-- a --></script><!-- <script> --><script>{}</script>",
    ],
)  # fmt: skip
def test_words_in_silent_stretches_of_either_spelling_are_passed_over(silent: str) -> None:
    text = "The harbour reopened on Friday after the storm."
    source = BODY.format(silent.format(text) + f"<p>{text}</p>")
    place = SourcePlaces(source).find(text)
    assert place == (source.rindex(text), source.rindex(text) + len(text))


def test_what_follows_a_comment_that_is_never_closed_is_found() -> None:
    text = "The harbour reopened on Friday after the storm."
    assert found(BODY.format(f"<!-- note <p>{text}</p>"), text) == text


def test_equal_paragraphs_stand_one_after_the_other() -> None:
    text = "Read the latest from the harbour town here."
    source = BODY.format(f"<p>{text}</p><p>Between them.</p><p>{text}</p>")
    places = SourcePlaces(source)
    first, second = places.find(text), places.find(text)
    assert first
    assert second
    assert first[1] < second[0]


def test_words_that_are_not_there_have_no_place() -> None:
    assert found(BODY.format("<p>The harbour reopened.</p>"), "A bridge was closed.") is None


def test_a_body_that_only_a_script_holds_is_found_in_it() -> None:
    source = BODY.format(
        '<script>{"articleBody": "The \\u201charbour\\u201d is open\\/free."}</script>'
    )
    place = SourcePlaces(source).find_in_data("The “harbour” is open/free.")
    assert place
    assert source[place[0] : place[1]] == "The \\u201charbour\\u201d is open\\/free."


@pytest.mark.parametrize("piece", ["<", "&", "<b>", "&#", "<script>", "<!--", "a", ">", ";"])
def test_a_hostile_page_costs_time_in_line_with_its_size(piece: str) -> None:
    text = "The harbour “reopened” on Friday after the storm had passed."

    def search(source: str) -> None:
        places = SourcePlaces(source)
        for _ in range(20):
            places.find(text)

    assert grows_in_line(
        lambda size: BODY.format(piece * size + "The harbour " * 50), search, 10_000
    )


def test_words_with_a_mark_between_all_letters_are_found() -> None:
    text = "The harbour reopened on Friday after the storm."
    apart = "&shy;".join(text)
    assert found(BODY.format(f"<p class='The'>A pier.</p><p>{apart}</p>"), text) == apart


def test_a_headline_far_behind_the_block_that_came_first_is_found() -> None:
    text = "The harbour “reopened” on Friday after the storm."
    written = text.replace("“", "&ldquo;").replace("”", "&rdquo;")
    source = BODY.format("<p>A pier.</p>" + "<i></i>" * 20_000 + f"<h1>{written}</h1>")
    places = SourcePlaces(source)
    assert places.find("A pier.")
    place = places.find(text)
    assert place
    assert source[slice(*place)] == written


def test_words_with_an_ampersand_are_found_at_once() -> None:
    text = "AT&T said on Friday that the harbour had reopened, number {}."
    texts = [text.format(number) for number in range(2_000)]
    written = [one.replace("&", "&amp;") for one in texts]
    source = BODY.format("".join(f"<p>{one}</p>" for one in written))
    places = SourcePlaces(source)
    found = [places.find(one) for one in texts]
    assert [source[slice(*place)] for place in found if place] == written


@pytest.mark.parametrize("words", ["Nothing of this is there, number {}.", "AT&T has number {}."])
def test_words_that_are_not_there_cost_time_in_line_with_their_number(words: str) -> None:
    def made(blocks: int) -> str:
        return BODY.format("".join(f"<p>AT&amp;T is {n}.</p>" for n in range(blocks)))

    def search(source: str) -> None:
        places = SourcePlaces(source)
        for number in range(source.count("<p>")):
            places.find(words.format(number))

    # from here on a page is longer than what is searched for each of its blocks
    assert grows_in_line(made, search, 3_000)


@pytest.mark.parametrize("apart", ["&shy;", "<b></b>", "&#8203;", "<!-- -->"])
def test_blocks_with_letters_apart_cost_time_in_line_with_their_number(apart: str) -> None:
    words = "The harbour “reopened” on Friday, number {}, after the storm had passed by."

    def search(texts: list[str]) -> None:
        places = SourcePlaces(BODY.format("".join(f"<p>{apart.join(text)}</p>" for text in texts)))
        for text in texts:
            places.find(text)

    assert grows_in_line(lambda size: [words.format(n) for n in range(size)], search, 50)
