"""The figures and names of a text, and whether two texts in the same words tell other news."""

from tasks.matching.facts import Facts, is_other_news, shared_share
from tasks.matching.signature import signatures_of

FED = "The Federal Reserve lent {} billion dollars at {} per cent and took {} bids, Ms Park said."


def facts_of(paragraphs: list[str]) -> Facts:
    made = signatures_of([(None, paragraphs)])
    return Facts(tuple(made.figures.of(0).tolist()), tuple(made.names.of(0).tolist()))


def other(one: str, two: str) -> bool:
    return is_other_news(facts_of([one]), facts_of([two]), same=0.6, figures=3, names=4)


def test_one_frame_with_other_figures_is_other_news() -> None:
    assert other(FED.format("2.5", "6-3/16", "41"), FED.format("1.5", "6-3/8", "38"))


def test_the_same_figures_are_the_same_news() -> None:
    assert not other(FED.format("2.5", "6-3/16", "41"), FED.format("2.5", "6-3/16", "41"))


def test_one_frame_with_other_names_is_other_news() -> None:
    frame = "{} may buy wheat from {} until August, {} told {} in {}."
    assert other(
        frame.format("Zaire", "Kansas", "Mobutu", "Lee", "Kinshasa"),
        frame.format("Egypt", "Dakota", "Mubarak", "Lee", "Cairo"),
    )


def test_a_word_that_also_stands_in_small_letters_is_no_name() -> None:
    assert facts_of(["Trade rose. The minister said trade fell. The end of the year."]).names == ()


def test_a_figure_keeps_its_parts() -> None:
    assert len(facts_of(["6-3/16 per cent at 11:04, 2,794,000 shares"]).figures) == 3


def test_too_few_facts_tell_nothing() -> None:
    assert shared_share((1, 2), (1, 2), 3) is None
    assert not is_other_news(Facts((1,), ()), Facts((2,), ()), same=0.6, figures=3, names=4)
