"""Which names and hosts are taken for one outlet, and the file that makes them one."""

import pytest

from tasks.outlets.doubles import doubles_of
from tasks.outlets.registry import read_outlet, registry_of


@pytest.mark.parametrize(
    ("name", "host", "is_double"),
    [
        ("Linhai Post", "linhaipost.example", True),
        ("The Linhai Post", "linhai-post.example", True),
        ("The Linhai Post", "thelinhaipost.example", True),
        ("linhai post", "m.linhaipost.example", True),
        ("Channel 4", "channel4.example", True),
        ("Linhai Post", "linhai.example", False),
        ("Linhai Post", "linhaipostonline.example", False),
        ("Linhai", "news.linhai.example", False),
        ("!!!", "linhaipost.example", False),
        ("linhaipost.example", "linhaipost.test", False),
    ],
)
def test_a_name_and_a_host_of_the_same_letters_may_be_one(
    name: str, host: str, is_double: bool
) -> None:
    assert bool(doubles_of([("one", name), ("two", host)])) is is_double


def test_the_three_lines_are_an_outlet_file_that_knows_the_name_and_every_host() -> None:
    (double,) = doubles_of(
        [
            ("no_1_post", "No: 1 Post"),
            ("no1post_example", "no1post.example"),
            ("m_no1post_test", "m.no1post.test"),
        ]
    )
    assert double.file == "no_1_post.yaml"
    assert len(double.yaml.splitlines()) == 3
    assert str(double) == (
        "no_1_post and m_no1post_test and no1post_example may be one outlet: no1post.test and "
        "no1post.example spell No: 1 Post"
    )
    registry = registry_of([(double.file, double.yaml)])
    known = registry.outlets["no_1_post"]
    assert registry.by_name["no: 1 post"] == known
    assert registry.of_url("https://www.no1post.test/a") == known


def test_a_name_that_is_no_id_goes_under_that_of_its_host() -> None:
    (double,) = doubles_of([("光明报", "光明报"), ("光明报_example", "光明报.example"),
                            ("x", "Post"), ("post_example", "post.example")])  # fmt: skip
    assert double.outlet_id == "x"
    (double,) = doubles_of([("1_post", "1 Post"), ("post_of_1", "1post.example")])
    assert read_outlet(double.yaml, double.file).name == "1 Post"
    assert double.outlet_id == "post_of_1"
