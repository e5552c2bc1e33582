"""What is kept of a text for matching."""

from tasks.matching.signature import Signatures, signatures_of
from tasks.matching.word_numbers import numbers_of


def made(*copies: tuple[str | None, list[str]]) -> Signatures:
    return signatures_of(copies)


def number(word: str) -> int:
    return int(numbers_of([word.encode()])[1][0]) >> 1


def test_paragraphs_are_counted_and_equal_ones_have_equal_marks() -> None:
    found = made((None, ["One two three.", "Four five", "one, two: THREE"]))
    assert found.paragraph_words.of(0).tolist() == [3, 2, 3]
    marks = found.paragraph_marks.of(0).tolist()
    assert marks[0] == marks[2] != marks[1]


def test_a_term_weighs_more_the_oftener_it_stands_and_double_in_the_headline() -> None:
    found = made(("Ferry sinks", ["The ferry left. A storm came, a storm."]))
    weights = dict(zip(found.terms.of(0).tolist(), found.term_weights.of(0).tolist(), strict=True))
    assert weights[number("ferry")] == 20
    assert weights[number("sinks")] == 20
    assert weights[number("left")] == 10
    assert weights[number("storm")] == 17
    assert number("a") not in weights


def test_no_weight_is_more_than_a_byte_holds() -> None:
    found = made(("Ferry", ["ferry " * 1_500]))
    assert found.term_weights.of(0).tolist() == [127]


def test_each_text_has_its_own_terms_also_one_without_words() -> None:
    found = made((None, ["ferry"]), (None, []), ("storm", []), (None, ["storm"]))
    assert [len(found.terms.of(at)) for at in range(4)] == [1, 0, 1, 1]
    assert found.paragraph_words.starts.tolist() == [0, 1, 1, 1, 2]


def test_names_are_words_that_never_stand_in_small_letters() -> None:
    found = made((None, ["Trade with Ulsan rose. The trade with Ulsan. Park was there, the city."]))
    assert found.names.of(0).tolist() == sorted([number("ulsan"), number("park")])


def test_a_word_that_is_small_in_a_long_text_is_no_name_where_it_begins_sentences() -> None:
    found = made((None, ["The cat saw the dog. " * 1_000 + "Ulsan"]))
    assert found.names.of(0).tolist() == [number("ulsan")]


def test_many_texts_at_once_are_as_one_by_one() -> None:
    copies = [
        (
            f"Headline {at}",
            [f"Ferry number {at} left Ulsan at 11:0{at % 10}.", "It “sank”, Ms Kim said."],
        )
        for at in range(2_100)
    ]
    whole = made(*copies)
    for at in (0, 999, 1_000, 2_099):
        alone = made(copies[at])
        for mine, its in zip(whole, alone, strict=True):
            assert mine.of(at).tolist() == its.of(0).tolist()


def test_nothing_is_nothing() -> None:
    assert [len(column.values) for column in made()] == [0] * 7


def test_terms_of_a_long_text_are_those_of_its_first_words_and_its_neighbours_stay_whole() -> None:
    long = (None, ["filler " * 1_499 + "last beyond"])
    short = (None, ["filler last beyond"])
    together = signatures_of([short, long, short])
    cut = signatures_of([(None, ["filler " * 1_499 + "last"])])
    whole = signatures_of([short])
    for column in ("terms", "term_weights"):
        found = getattr(together, column)
        assert found.of(1).tolist() == getattr(cut, column).of(0).tolist()
        assert found.of(0).tolist() == found.of(2).tolist() == getattr(whole, column).of(0).tolist()


def test_words_under_three_bytes_are_no_terms_and_a_chinese_character_is_one() -> None:
    found = made(("é 34", ["of a é 34 the 部 b2b"]))
    assert found.terms.of(0).tolist() == sorted(map(number, ("the", "部", "b2b")))
