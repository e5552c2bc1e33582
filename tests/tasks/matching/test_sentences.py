"""Where sentences end, in English copy and in scripts without blanks."""

import pytest

from tasks.matching.sentences import LONGEST, MOST_SENTENCES, sentences_of
from tests.growth import grows_in_line


def texts(*paragraphs: str) -> list[str]:
    return [sentence.text for sentence in sentences_of(paragraphs)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Lin left at 5 p.m. on Friday.", "The bridge stayed shut."],
        ["The U.S. Senate met in Washington, D.C. on Jan. 4.", "It voted 52.5 to 47.5 percent."],
        ['"We opened the bridge," J. K. Okafor said.', '"It is wide."', "Cars came."],
        ["He works in the U.S.", "The firm is Wen Co. of Linhai."],
        ["“Is it open?”", "“Yes!”", "Nobody answered... and the ferry left."],
        ["Gov. Ann Reyes (R-Ark.) signed No. 7 on Sept. 3.", "No.", "He did not ask why."],
        ["Sie sagte: „Wir öffnen.“", "Am Ufer warteten Ärzte.", "„Endlich.“"],
        ["Hun sagde: »Vi åbner.«", "Alle ventede.", "»Endelig.«"],
        ["Elle a dit : « Nous ouvrons. »", "Tous attendaient. »", "« Enfin. »"],
        ["هل فتح الجسر؟", "نعم."],
        ["पुल खुल गया।", "सब खुश थे।"],
        ["大桥通车了。", "“有二万辆车。”", "农民说很方便！"],
        ["橋が開通した。", "「十分で着く。」", "彼は言った。"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    blank = "" if sentences[0][-1] in "。」" else " "
    assert texts(blank.join(sentences)) == sentences


def test_a_sentence_knows_its_paragraph_and_its_place_in_it() -> None:
    found = sentences_of(["One came. Two left.", "Three stayed."])
    assert [(one.paragraph, one.number) for one in found] == [(1, 1), (1, 2), (2, 1)]


def test_a_quotation_glued_to_the_sentence_before_begins_its_own() -> None:
    assert texts('He said so."The road is open," she said.') == [
        "He said so.",
        '"The road is open," she said.',
    ]
    assert texts('"He said so."The road is open.') == ['"He said so."', "The road is open."]


def test_what_never_ends_is_cut_and_what_never_stops_is_bounded() -> None:
    pieces = texts("word " * 1_000)
    assert max(map(len, pieces)) <= LONGEST
    assert " ".join(pieces).split() == ["word"] * 1_000
    assert len(texts("A car came. " * 2_000)) == MOST_SENTENCES


@pytest.mark.parametrize("piece", [".", '."', "A. ", "a"])
def test_hostile_copy_takes_time_in_line_with_its_length(piece: str) -> None:
    assert grows_in_line(lambda size: [piece * size], sentences_of, 5_000)
