import pytest

from tasks.article.page.home import LEAST_LINKS, home_outlet
from tasks.article.page.page import open_page
from tasks.outlets.registry import Registry
from tasks.rulebook import load_registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def page_of(*hosts: str) -> str:
    links = "".join(f'<a href="http://{host}/{number}">x</a>' for number, host in enumerate(hosts))
    return f"<html><body>{links}<p>The harbour reopened.</p></body></html>"


@pytest.mark.parametrize(
    ("hosts", "outlet"),
    [
        (["www.chinadaily.com.cn"] * 20 + ["ads.example"] * 5, "china_daily"),
        (["usa.chinadaily.com.cn"] * 10 + ["www.chinadaily.com.cn"] * 10, "china_daily"),
        (["www.chinadaily.com.cn"] * 9 + ["portal.example"] * 20, None),
        (["www.chinadaily.com.cn"] * (LEAST_LINKS - 1), None),
        (["portal.example"] * 30, None),
        ([], None),
    ],
)
def test_a_page_without_an_address_is_of_the_outlet_that_most_links_lead_to(
    hosts: list[str], outlet: str | None, registry: Registry
) -> None:
    assert home_outlet(open_page(page_of(*hosts)), registry) == outlet
