"""Source lines, bylines, sections and page references."""

import pytest

from tasks.article.source_lines import (
    dated_title,
    is_name_line,
    is_section,
    page_reference,
    page_reference_start,
    read_credit,
    section_of,
    source_reason,
)
from tasks.outlets.registry import Registry
from tasks.rulebook import load_registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.mark.parametrize(
    "line",
    [
        "Source:Xinhua Published: 2017/8/25 13:23:40",
        "Xinhua | Updated: 2017-11-23 01:42",
        "Oct. 31, 2017 - 11:04 By Yonhap",
        "By Jo Field | Sunday, 15 July 2018 04:18 PM",
        "Posted: 3:23 AM, July 16, 2018",
        "May 30 at 4:36 PM",
    ],
)
def test_lines_of_names_labels_and_dates_are_source_lines(line: str) -> None:
    assert source_reason(line) == "source line"


@pytest.mark.parametrize(
    "line",
    [
        "The treaty was signed on Oct. 31, 2017 in the town hall of Linhai.",
        "Prices on Nov 22, 2017 were the lowest that anyone in the harbor could remember",
        "Storm of 2017 is over",
    ],
)
def test_sentences_with_a_date_are_copy(line: str) -> None:
    assert source_reason(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "By Jo Field",
        "By Jo Field and Ann Marsh in Linhai",
        "By Jo Field, Reuters",
        "By CGTN's Wen Jiayi",
        "By ANN MARSH Associated Press",
        "The Associated Press — By ANN MARSH - Associated Press",
    ],
)
def test_lines_that_credit_writers_are_bylines(line: str) -> None:
    assert source_reason(line) == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "From Linhai to the world: lanterns for 40 cities",
        "By the end of May prices fall again",
        "By hook or by crook",
    ],
)
def test_headlines_that_begin_like_bylines_are_none(line: str) -> None:
    assert source_reason(line) == ""


def test_a_page_reference_names_its_print() -> None:
    found = page_reference("(HK Edition 11/18/2017 page9)")
    assert found is not None
    assert found["print"] == "HK Edition"
    assert page_reference("(see the map of 11/18)") is None
    text = "It rained. (China Daily 11/18/2017 page9)"
    assert text[page_reference_start(text) :] == "(China Daily 11/18/2017 page9)"


def test_sections_are_paths() -> None:
    assert is_section("World\\Asia-Pacific")
    assert is_section("English>>World")
    assert not is_section("Port reopens > see page four of this paper for all there is to know")
    assert section_of("Home > World > Asia") == "World/Asia"
    assert section_of("English>>China") == "China"


def test_a_date_before_a_headline_is_found() -> None:
    line = "date 2017-08-25 Port reopens after storm"
    assert line[dated_title(line) :] == "Port reopens after storm"
    assert dated_title("Port reopens after storm") == 0


@pytest.mark.parametrize("line", ["Jo Field", "Jo Field and Ann Marsh", "JO FIELD, ANN MARSH"])
def test_names_alone_are_name_lines(line: str) -> None:
    assert is_name_line(line)


@pytest.mark.parametrize("line", ["CNN Video", "PORT REOPENS", "Port reopens", "More Headlines"])
def test_labels_and_headlines_are_no_name_lines(line: str) -> None:
    assert not is_name_line(line)


@pytest.mark.parametrize(
    ("line", "agencies", "outlets", "names"),
    [
        ("Source:Xinhua Published: 2017/8/25 13:23:40", ("xinhua",), (), ()),
        ("Xinhua | Updated: 2017-11-23 01:42", ("xinhua",), (), ()),
        ("By Jo Field Source:Global Times Published: 2017/8/25", (), ("global_times",),
         ("Jo Field",)),
        ("By CGTN's Wen Jiayi", (), (), ("Wen Jiayi",)),
        ("By Jo Field and Ann Marsh in Linhai (China Daily)", (), ("china_daily",),
         ("Jo Field", "Ann Marsh")),
        ("(HK Edition 11/18/2017 page9)", (), (), ()),
        ("2018-01-12 15:32:47 Ecns.cn Editor: Bai Rong", (), ("ecns",), ()),
        ("by Ann Marsh July 15 at 6:00 AM Follow AnnMarshNews", (), (), ("Ann Marsh",)),
        ("Ann Marsh Monday, July 16, 2018", (), (), ("Ann Marsh",)),
        ("By JO FIELD AND ANN MARSH, CNN", (), ("cnn",), ("Jo Field", "Ann Marsh")),
        ("By ANN MARSH Associated Press", ("ap",), (), ("Ann Marsh",)),
    ],
)  # fmt: skip
def test_credits_are_agencies_outlets_and_people(
    line: str,
    agencies: tuple[str, ...],
    outlets: tuple[str, ...],
    names: tuple[str, ...],
    registry: Registry,
) -> None:
    credit = read_credit(line, registry)
    assert (credit.agencies, credit.outlets, credit.names) == (agencies, outlets, names)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By JO FIELD AND AJ MARSH", ("Jo Field", "AJ Marsh")),
        ("By Jo Field, USA TODAY", ("Jo Field",)),
        ("By Jo Field - The Linhai Times - Sunday, July 15, 2018", ("Jo Field",)),
        ("By Capitalist Exploits", ()),
        ("Jo Field, Getty Images, Post-Crescent", ("Jo Field",)),
        ("Mayor Field’s Schedule Monday, July 16, 2018", ()),
    ],
)
def test_houses_and_programmes_are_nobody_s_name(
    line: str, names: tuple[str, ...], registry: Registry
) -> None:
    assert read_credit(line, registry).names == names


def test_a_sentence_with_an_and_is_no_line_of_names() -> None:
    assert not is_name_line("Suspect fled and was found hours later, police say")
    assert not is_name_line("TALKING POINT/COPPER STOCKS")
    assert is_name_line("JO FIELD, ANN MARSH")


def test_a_source_line_may_name_several_writers_each_with_a_city() -> None:
    stamp = "(China Daily) Updated: 2017-08-25 07:30"
    for writers in (
        "By Jo Field in Beijing and Ann Marsh in Kunming",
        "By Jo Field in Beijing, Ann Marsh in Kunming and Bo Reed in London",
    ):
        assert source_reason(f"{writers} {stamp}") == "source line"
    assert source_reason("The treaty of the north was signed in Seoul on Oct. 31, 2017.") == ""
    assert source_reason("On Oct. 31, 2017 the treaty for the north was signed in Seoul") == ""
    caption = "Director Jo Field holds the trophy of the festival in Xining, Sept. 26, 2017"
    assert source_reason(caption) == ""
    picture = (
        "By THE WIRE on Publish Date May 3, 2017. Photo by Jo Field for The Quay. Watch in Clips »"
    )
    assert source_reason(picture) == ""
