import numpy as np
import pytest
from selectolax.lexbor import LexborHTMLParser

from tasks.article.page.blocks.read_also import without_other_articles
from tasks.article.page.blocks.walk import outline_of


def kept(html: str) -> list[str]:
    leaves = outline_of(LexborHTMLParser(html)).leaves
    likely = without_other_articles(leaves, np.ones(len(leaves), dtype=np.float32))
    return [leaf.text for leaf, one in zip(leaves, likely, strict=True) if one]


@pytest.mark.parametrize(
    "line",
    [
        "<em>Lesen Sie auch: <a href='/1'>Bäcker wollen billigeres Mehl</a></em>",
        "» Lire aussi : <a href='/1'>Les boulangers demandent de la farine</a>",
        "<b>Leia também: </b><a href='/1'>Padeiros pedem farinha mais barata</a>",
        "Lee también <a href='/1'>Los panaderos piden harina más barata</a>",
        "Читайте также: <a href='/1'>Пекари просят муку подешевле</a>",
        "[ Also read <a href='/1'>Bakers ask for cheaper flour</a> ]",
        "Related: <a href='/1'>Bakers ask for cheaper flour</a>",
        "ALSO READ | Bakers ask for cheaper flour",
        "相关阅读：面包师要求降低面粉价格",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Nach der Anzeige weiterlesen",
    ],
)
def test_a_line_to_another_article_and_an_advert_s_label_are_no_copy(line: str) -> None:
    assert kept(f"<p>The river rose.</p><p>{line}</p>") == ["The river rose."]


def test_a_label_alone_takes_the_link_behind_it_along() -> None:
    html = "<p><b>Related:</b></p><p><a href='/1'>Bakers ask for flour</a></p><p>It rose.</p>"
    assert kept(html) == ["It rose."]


@pytest.mark.parametrize(
    "line",
    [
        "Watch the river, the council said, and stay at home.",
        "Related costs: two million crowns for <a href='/1'>the pier</a>.",
        "Read more slowly than you write, she told her pupils.",
        "Watch: the word stood on every door of the town.",
        "The advertisement had promised more.",
    ],
)
def test_a_sentence_with_such_words_stays(line: str) -> None:
    assert len(kept(f"<p>{line}</p>")) == 1
