"""One article as it is read for its subjects: the headline, and the paragraphs of its copy."""

from collections.abc import Iterator
from typing import Final, NamedTuple

TITLE: Final = 0  # the number of the headline, where paragraphs are numbered from 1
BODY: Final = "body"


class Paragraph(NamedTuple):
    """A paragraph of kind `body` or `subhead`, numbered as in the table `paragraphs`."""

    para_no: int
    kind: str
    text: str


class Text(NamedTuple):
    """The headline and the copy. Offsets into either are in characters, from 0."""

    title: str | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def lead(self) -> int | None:
        """The number of the first paragraph of the copy that is no sub-heading."""
        return next((one.para_no for one in self.paragraphs if one.kind == BODY), None)

    def places(self) -> Iterator[tuple[int, str]]:
        """(para_no, text) of the headline, if there is one, and of each paragraph."""
        if self.title:
            yield TITLE, self.title
        for one in self.paragraphs:
            yield one.para_no, one.text
