from tasks.article.page.comment_properties import comment_properties
from tasks.article.page.metadata import statement_of
from tasks.article.page.page import open_page
from tasks.article.page.titles.titles import choose_title

COMMENT = (
    "<!--enpproperty <articleid>7</articleid><date>2012-01-12 16:49:03.0</date>"
    "<author>李舟</author>"
    "<title>临海港口 周五&amp;周六重新开放</title><keyword>null</keyword><nodename>国内</nodename>"
    "/enpproperty--><!--enpcontent--><p>港口重新开放。</p>"
)


def test_the_properties_of_the_comment_are_what_metas_say_elsewhere() -> None:
    assert comment_properties(f"<html><body>{COMMENT}</body></html>") == {
        "headline": ("临海港口 周五&周六重新开放",),
        "publishdate": ("2012-01-12 16:49:03.0",),
        "author": ("李舟",),
        "article:section": ("国内",),
    }


def test_empty_and_null_properties_say_nothing() -> None:
    cut = COMMENT.replace("李舟", "").replace("国内", "null")
    assert set(comment_properties(cut)) == {"headline", "publishdate"}


def test_a_page_without_the_comment_or_with_a_broken_one_has_none() -> None:
    assert comment_properties("<html><title>港口</title></html>") == {}
    assert comment_properties("<!--enpproperty <title>港口") == {}
    assert comment_properties("<!--enpproperty </title><title>港口") == {}


def test_a_page_is_named_by_its_properties_where_no_headline_is_marked() -> None:
    page = open_page(f"<html><title>海港日报</title><body>{COMMENT}</body></html>")
    title = choose_title(statement_of(page).witnesses).title
    assert title is not None
    assert title.value == "临海港口 周五&周六重新开放"
