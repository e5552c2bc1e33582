"""From bytes to typed blocks, and the captures that hold no article."""

import pytest

from tasks.article.cleaning import clean_article
from tasks.article.lines import is_wrapped, part_at_residue, separator_of, split_at_marks, unwrap
from tasks.article.reading import Reading, read_capture
from tasks.outlets.registry import Registry
from tasks.readers.records import Beside
from tasks.readers.text import UnreadableText, split_lines
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader

LEAD = "The harbor of Linhai reopened on Tuesday after engineers had checked both of its cranes."
MORE = "Fishermen said they had waited for eleven days and lost most of the season's first catch."


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def read(text: str, registry: Registry, beside: Beside | None = None) -> Reading:
    return read_capture(text.encode(), beside or Beside(), registry)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_file"),
        (" \n\t\n ", "empty_file"),
        ("Share\nCopied\n\nSend to\n", "no_article"),
        ("Photos by our staff.", "no_article"),
        ("<!DOCTYPE html><html><body><p>Port opens</p></body></html>", "no_article"),
    ],
)
def test_captures_without_an_article_are_refused_with_a_reason(
    text: str, code: str, registry: Registry
) -> None:
    with pytest.raises(UnreadableText) as refusal:
        read(text, registry)
    assert refusal.value.code == code


def test_a_refusal_says_what_was_found(registry: Registry) -> None:
    with pytest.raises(UnreadableText, match=r"0 words of copy, .* blocks: 2, all "):
        read("Share\nCopied", registry)


def test_the_outlet_given_beside_the_copy_wins_over_its_marks(registry: Registry) -> None:
    text = f"Source:Xinhua Published: 2017/8/25 13:23:40\n{LEAD}\n{MORE}"
    assert read(text, registry).outlet.outlet_id == "global_times"
    told = read(text, registry, Beside(outlet="China Daily"))
    assert (told.outlet.outlet_id, told.outlet.method) == ("china_daily", "given")


def test_an_outlet_that_is_not_registered_is_taken_by_its_name(registry: Registry) -> None:
    finding = read(
        f"{LEAD}\n{MORE}", registry, Beside(url="http://www.linhai-post.example/a")
    ).outlet
    assert (finding.outlet_id, finding.profile) == ("linhai_post_example", None)


def test_an_aggregators_redirect_tells_the_outlet_it_leads_to(registry: Registry) -> None:
    url = "http://news.google.com/news/url?sa=t&url=http://www.cnn.com/2016/port"
    assert read(f"{LEAD}\n{MORE}", registry, Beside(url=url)).outlet.outlet_id == "cnn"


def test_an_agencys_dateline_alone_does_not_make_it_the_outlet(registry: Registry) -> None:
    reading = read(f"LINHAI, Nov. 22 (Xinhua) -- {LEAD}\n{MORE}", registry)
    assert reading.outlet.outlet_id is None


def test_copy_without_any_mark_has_no_outlet(registry: Registry) -> None:
    outlet = read(f"{LEAD}\n{MORE}", registry).outlet
    assert (outlet.outlet_id, outlet.method) == (None, "none")


def test_a_metadata_header_is_read_and_kept_as_a_note(registry: Registry) -> None:
    text = (
        "---\npost_title: Port opens\npost_date: 2016-01-10 19:42:31\npublished: true\n"
        "original_link:\n  - http://www.cnn.com/2016/port\n---\n"
        f"{LEAD}\n{MORE}"
    )
    reading = read(text, registry)
    assert reading.beside.published_at == "2016-01-10 19:42:31"
    assert reading.beside.title == "Port opens"
    assert reading.outlet.outlet_id == "cnn"
    assert reading.blocks[0].reason == "metadata header"


def test_html_fragments_are_parted_at_their_block_tags(registry: Registry) -> None:
    text = f"<p>{LEAD}</p><p>{MORE}<br>More &amp; more rain fell on <a href='x'>Linhai</a>.</p>"
    reading = read(text, registry)
    assert reading.method == "markup"
    assert [block.text for block in reading.blocks] == [
        LEAD,
        MORE,
        "More & more rain fell on Linhai.",
    ]


def test_lines_broken_at_a_column_are_joined() -> None:
    text = (
        "The harbor of Linhai was opened again on Tuesday after eleven\n"
        "days of storm, and fishermen were seen leaving at dawn.\n"
    )
    lines = split_lines(text)
    assert is_wrapped(lines)
    assert len(unwrap(lines, text)) == 1


def test_headlines_one_below_the_other_are_not_joined() -> None:
    text = (
        "Port of Linhai opens again after eleven days of storm\n"
        "Fishermen ask for help after the loss of their catch\n"
    )
    assert not is_wrapped(split_lines(text))


CHINESE = (
    "临海港口星期二在风暴过后重新开放渔民等了十一天才能出海工程师检查了两台起重机港务局说"
    "报告将在月底前公布，镇长感谢所有帮助清理码头的人，并说明年将修建新的防波堤，保护渔船和"
    "码头免受风暴的损害。"
)


@pytest.mark.parametrize("width", [20, 30, 38, 42])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_broken_within_chinese_words_are_joined_without_a_blank(width: int, end: str) -> None:
    lines = [CHINESE[at : at + width] for at in range(0, len(CHINESE), width)]
    text = "临海港口重新开放" + end * 2 + end.join(lines) + end * 2 + end.join(lines) + end
    assert [line.text for line in unwrap(split_lines(text), text)] == [
        "临海港口重新开放",
        CHINESE,
        CHINESE,
    ]


def test_the_body_has_no_blanks_within_wrapped_words_of_chinese(registry: Registry) -> None:
    text = "临海港口重新开放\n\n" + "\n".join(CHINESE[at : at + 40] for at in range(0, 95, 40))
    article = clean_article(read(text, registry), registry, LanguageReader())
    assert (article.title, article.body) == ("临海港口重新开放", CHINESE)
    [span] = [span for span in article.paragraphs if span.kind == "body"]
    assert text.encode()[span.byte_start : span.byte_end].decode().replace("\n", "") == CHINESE


def test_an_indent_or_a_short_line_ends_a_paragraph_of_chinese() -> None:
    for indent in ("　　", ""):
        whole = indent + CHINESE
        wrapped = "\n".join(whole[at : at + 36] for at in range(0, len(whole), 36))
        text = f"{wrapped}\n{wrapped}\n"
        assert [line.text for line in unwrap(split_lines(text), text)] == [CHINESE, CHINESE]


def test_headlines_of_chinese_one_below_the_other_are_not_joined() -> None:
    text = "".join(f"{CHINESE[:size]}\n" for size in (22, 28, 21, 31, 24))
    assert not is_wrapped(split_lines(text))
    text = "".join(f"{CHINESE[:size]}\n" for size in (24, 24, 24, 24, 24))
    assert not is_wrapped(split_lines(text))


def test_thai_that_is_broken_within_its_words_is_joined_without_a_blank() -> None:
    copy = "ท่าเรือหลินไห่เปิดอีกครั้งเมื่อวันอังคารหลังจากวิศวกรตรวจสอบเครนทั้งสองตัวเสร็จแล้ว" * 4
    text = "\n".join(copy[at : at + 60] for at in range(0, len(copy), 60))
    assert [line.text for line in unwrap(split_lines(text), text)] == [copy]


def test_a_blank_line_or_an_indent_begins_a_paragraph() -> None:
    sentence = "and the fishermen of the town went out to sea again on that same\n"
    text = sentence * 3 + "day.\n\n" + sentence * 2 + "day.\n    " + sentence * 2 + "day.\n"
    assert len(unwrap(split_lines(text), text)) == 3


def test_a_line_that_stands_alone_is_never_joined() -> None:
    text = "and the fishermen of the town went out to sea again on that same\n" * 4 + "REUTER\n"
    lines = unwrap(split_lines(text), text, lambda line: line == "REUTER")
    assert [line.text for line in lines][-1] == "REUTER"


def test_blocks_joined_by_a_mark_are_parted_when_there_are_three(registry: Registry) -> None:
    assert separator_of("a ### b ### c ### d") == " ### "
    assert separator_of("see ### below") == ""
    reading = read(f"Port opens ### Share ### {LEAD} ### {MORE}", registry)
    assert [block.kind for block in reading.blocks] == ["title", "widget", "body", "body"]


def test_a_script_left_in_a_paragraph_is_a_line_of_its_own() -> None:
    lines = part_at_residue(split_lines('It rained. var addthis_config = {"track":false};'))
    assert [line.text for line in lines] == ["It rained.", 'var addthis_config = {"track":false};']


def test_the_comma_runs_of_kcna_part_its_paragraphs(registry: Registry) -> None:
    mark = registry.outlets["kcna"].paragraph_marks
    assert mark is not None
    text = (
        "It rained, and it blew. , , The port closed.,  He said in the message:, All is well., , ,"
    )
    assert [line.text for line in split_at_marks(split_lines(text), mark)] == [
        "It rained, and it blew.",
        "The port closed.",
        "He said in the message:",
        "All is well.",
    ]


@pytest.mark.parametrize(
    "beside",
    [
        Beside(title="Harbor of Linhai reopens - The Linhai Post", outlet="The Linhai Post"),
        Beside(title="Harbor of Linhai reopens - Linhai-Post", url="http://linhai-post.example/a"),
        Beside(title="Harbor of Linhai reopens | China Daily", outlet="china_daily"),
    ],
)
def test_a_given_title_is_cleaned_without_the_name_of_the_documents_outlet(
    beside: Beside, registry: Registry
) -> None:
    article = clean_article(read(f"{LEAD}\n{MORE}", registry, beside), registry, LanguageReader())
    assert article.title == "Harbor of Linhai reopens"


def test_a_given_title_keeps_the_name_of_another_outlet(registry: Registry) -> None:
    said = "Harbor of Linhai reopens - China Daily"
    beside = Beside(title=said, outlet="The Linhai Post")
    article = clean_article(read(f"{LEAD}\n{MORE}", registry, beside), registry, LanguageReader())
    assert article.title == said
