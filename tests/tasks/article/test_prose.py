"""Prose told from what is none, by its words."""

import pytest

from tasks.article.prose import begins_with_words, ends_sentence, looks_like_title
from tasks.text.words import words_in


@pytest.mark.parametrize(
    "text", ["", "one", "one two three ", "  a  b\tc d", "港口开放 today", "“Quoted” words – two"]
)
@pytest.mark.parametrize("least", range(1, 8))
def test_so_many_words_are_found_as_are_counted(text: str, least: int) -> None:
    assert begins_with_words(text, least) == (words_in(text) >= least)


def test_words_far_from_the_beginning_do_not_count() -> None:
    assert not begins_with_words("x" * 400 + " two", 2)


SENTENCES = (
    'The mayor said: "We open the bridge." (Yonhap)',
    "Die Wirtin sagte: „Wir öffnen die Brücke.“",
    "Die Wirtin sagte: »Wir öffnen die Brücke.«",
    "Die Wirtin sagte: ‚Wir öffnen die Brücke.‘",
    "La maire a dit : « Nous ouvrons le pont. »",
    "La maire a dit : «\xa0Nous ouvrons le pont.\u202f»",
    "Starostka řekla: „Otevíráme most.“",
    "Кметът каза: „Отваряме моста.“",
    "افتتح العمدة الجسر الجديد؟",
    "میئر نے پل کھول دیا۔",
    "महापौर ने पुल खोल दिया।",
    "Քաղաքապետը բացեց կամուրջը։",
    "ከንቲባዋ ድልድዩን ከፈተች።",
    "မြို့တော်ဝန်က တံတားကို ဖွင့်ခဲ့သည်။",
    "អភិបាលក្រុង បានបើកស្ពាន។",
    "市长说：“大桥开通了。”",
    "市長は言った。『橋が開いた。』",
)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_ends_in_any_language(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", [text for text in SENTENCES if "؟" not in text])
def test_a_sentence_that_tells_is_no_title(text: str) -> None:
    assert not looks_like_title(text.removesuffix(" (Yonhap)"))


@pytest.mark.parametrize(
    "text",
    [
        "Wirtin: „Wir öffnen die Brücke“",
        "Maire : « Nous ouvrons le pont »",
        "Will it open?",
        "पुल खुला है",
    ],
)
def test_a_headline_with_a_quotation_may_be_a_title(text: str) -> None:
    assert looks_like_title(text)
