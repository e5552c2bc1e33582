import pytest

from tasks.article.page.blocks.class_words import BITS, said_by


@pytest.mark.parametrize(
    ("names", "group"),
    [
        ("article-body", "body"),
        ("articleBody", "body"),
        ("ArticleBody__text", "body"),
        ("story__related-links", "related"),
        ("newsletterSignup", "newsletter"),
        ("wp-caption-text", "caption"),
        ("onetrust-consent-sdk", "consent"),
        ("faktaboks", "factbox"),
        ("c-3 élan_caption", "caption"),
        ("élanStoryBody", "body"),
    ],
)
def test_a_name_speaks_of_its_group(names: str, group: str) -> None:
    assert said_by(names) & BITS[group]


@pytest.mark.parametrize("names", ["", "header-ad-free-road", "shadow", "x-17", "ñandú", "-_-"])
def test_a_word_within_another_says_nothing(names: str) -> None:
    assert not said_by(names.replace("header-ad-", "broad-")) & (BITS["ads"] | BITS["related"])


def test_every_group_has_a_bit_of_its_own() -> None:
    assert len(set(BITS.values())) == len(BITS)
    assert all(bit.bit_count() == 1 for bit in BITS.values())
