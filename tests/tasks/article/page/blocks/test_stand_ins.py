"""Notices in place of embeds, and captions that open as such."""

import numpy as np
import pytest

from tasks.article.page.blocks.blocks import Leaf
from tasks.article.page.blocks.stand_ins import stands_in, without_stand_ins


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden.",
        "Externen Inhalt anzeigen",
        "This external content can be loaded after you accept cookies.",
        "Pour afficher ce contenu externe, acceptez les cookies.",
        "In this May 4, 2023, file photo, provided by the port, two cranes stand idle.",
        "In this undated photo released by the port, two cranes stand idle.",
    ],
)
def test_a_notice_for_an_embed_and_an_agencys_caption_stand_in_for_something(text: str) -> None:
    assert stands_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The council views the plan as sound.",
        "Der Verlag will externe Inhalte künftig selbst prüfen.",
        "In this photo business, prices are made by the buyers.",
        "In this May election, photos made by readers counted.",
        "Externe Inhalte anzeigen. " * 40,
    ],
)
def test_copy_about_them_does_not(text: str) -> None:
    assert not stands_in(text)


def test_what_stands_in_is_never_likely() -> None:
    leaves = [
        Leaf(text, text, 0, 0, 0, 0, 0, 0, 0, False)
        for text in ("The pier is open.", "Externen Inhalt anzeigen")
    ]
    given = np.array([0.9, 0.9], dtype=np.float32)
    assert without_stand_ins(leaves, given).tolist() == pytest.approx([0.9, 0])
    assert given.tolist() == pytest.approx([0.9, 0.9])
