"""Languages of copy."""

import pytest

from tasks.text.language import LanguageReader, english_share


@pytest.fixture(scope="module")
def languages() -> LanguageReader:
    return LanguageReader()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbor of Linhai reopened on Tuesday after engineers had checked the cranes.", "en"),
        ("El puerto de la ciudad fue abierto de nuevo el martes, dijo el ministro de obras.", "es"),
        ("Le port de la ville a été rouvert mardi, a déclaré le ministre des travaux.", "fr"),
        ("Der Hafen der Stadt wurde am Dienstag wieder geöffnet, sagte der Minister.", "de"),
        ("De haven van de stad is dinsdag weer open, zei de minister in een brief.", "nl"),
        ("临海港口星期二重新开放，工程师检查了两台起重机。", "zh"),
        ("항구가 화요일에 다시 열렸다고 관계자가 말했다.", "ko"),
        ("港はまた火曜日に開かれたと大臣は述べました。", "ja"),
        ("Порт города снова открыли во вторник, сообщил министр.", "ru"),
    ],
)
def test_the_language_of_a_sentence_is_told(
    text: str, language: str, languages: LanguageReader
) -> None:
    assert languages.read(text)[0] == language


def test_english_full_of_foreign_names_is_english(languages: LanguageReader) -> None:
    text = (
        "Qiao Renliang, Guo Zhengyi and Sui Guangyao of the port of Antofagasta met Somphone "
        "Vilaysack and the mayor of Jiansanjiang on Monday to speak of the Wujiang bridge."
    )
    assert languages.read(text)[0] == "en"


@pytest.mark.parametrize("text", ["", "4.5", "Xi", "Shr 84 vs 86\nNet 3,893,000 vs 4,054,000"])
def test_names_and_figures_are_in_no_language(text: str, languages: LanguageReader) -> None:
    assert languages.read(text)[0] is None


def test_a_foreign_paragraph_in_an_english_document_is_told(languages: LanguageReader) -> None:
    spanish = "El puerto de la ciudad fue abierto de nuevo el martes, dijo el ministro de obras."
    assert languages.read_part(spanish, "en") == "es"
    assert languages.read_part("He left the port at dawn.", "en") == "en"
    assert languages.read_part("4.5 - 6.7", "en") == "en"


def test_an_english_word_in_an_english_document_spares_the_model(
    languages: LanguageReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LanguageReader, "_ask", lambda *_: pytest.fail("the model was asked"))
    assert languages.read_part("Harbor crews whose boats were late waited.", "en") == "en"


def test_dutch_words_do_not_make_english() -> None:
    dutch = "Hij was in de haven en is of was daar met een brief of twee van de minister in mei"
    assert english_share(dutch) == 0.0
