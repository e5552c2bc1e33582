"""How well the body of a page is found, beside other extractors: one row a set and extractor.

Run it from the checkout with a Python that has the peers: `python -m benchmarks.pages
[--corpus NAME] [--limit N]`. A peer that is not installed says so. `ours` is the general path, no
outlet's profile; its model was trained on these very pages, so its figures here flatter:
`ours, other sites` are those of models that saw no page of the same publisher (--cross-validate,
needs catboost). fundus and scrapinghub are scored by 4-grams, the others by the bag of words;
daniel-news has the headline in its gold, so each extractor's text is put behind the gold's own
first paragraph. Each set is scored four times: as body has the standfirst, with what stands above
the copy as dek in, with the standfirst that opens the copy out, and with embedded posts out.
"""

import argparse
import importlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import mean
from typing import Any, Final

from benchmarks.page_sets import SETS, Sample, Score, samples, score
from tasks.article.page.blocks.block_kinds import EMBEDDED, STANDFIRST
from tasks.article.page.blocks.body import Body, find_body
from tasks.article.page.metadata import statement_of
from tasks.article.page.page import open_page

Extractor = Callable[[Sample], str]
COPY: Final = ("body", "subhead")


def body_of(sample: Sample) -> Body:
    page = open_page(sample.html, sample.url)
    return find_body(page, statement_of(page).witnesses)


def ours(sample: Sample) -> str:
    return text_of(body_of(sample), COPY)


def ours_with_dek(sample: Sample) -> str:
    return text_of(body_of(sample), (*COPY, "dek"))


def ours_without(reason: str) -> Extractor:
    def extract(sample: Sample) -> str:
        body = body_of(sample)
        blocks = tuple(block for block in body.blocks if block.reason != reason)
        return text_of(replace(body, blocks=blocks), COPY)

    return extract


def text_of(body: Body, kinds: Sequence[str]) -> str:
    return "\n\n".join(block.text for block in body.blocks if block.kind in kinds)


def _trafilatura(*, favor_precision: bool) -> Extractor:
    library: Any = importlib.import_module("trafilatura")

    def extract(sample: Sample) -> str:
        return library.extract(
            sample.html, url=sample.url, include_comments=False, favor_precision=favor_precision
        ) or ""  # fmt: skip

    return extract


def _resiliparse() -> Extractor:
    library: Any = importlib.import_module("resiliparse.extract.html2text")

    def extract(sample: Sample) -> str:
        return str(
            library.extract_plain_text(
                sample.html, main_content=True, alt_texts=False, links=False, form_fields=False
            )
        )

    return extract


def _readability() -> Extractor:
    library: Any = importlib.import_module("readability")
    lxml_html: Any = importlib.import_module("lxml.html")

    def extract(sample: Sample) -> str:
        root = lxml_html.fromstring(library.Document(sample.html).summary())
        for node in root.iter("p", "li", "div", "h2", "h3", "td", "br"):
            node.tail = " \n" + (node.tail or "")
        return str(root.text_content())

    return extract


def _newspaper() -> Extractor:
    library: Any = importlib.import_module("newspaper")

    def extract(sample: Sample) -> str:
        article = library.Article(sample.url or "https://page.example/", fetch_images=False)
        article.download(input_html=sample.html)
        article.parse()
        return str(article.text)

    return extract


def _goose() -> Extractor:
    library: Any = importlib.import_module("goose3")
    goose = library.Goose({"enable_image_fetching": False})

    def extract(sample: Sample) -> str:
        return str(goose.extract(raw_html=sample.html).cleaned_text)

    return extract


PEERS: Final[Mapping[str, Callable[[], Extractor]]] = {
    "trafilatura": lambda: _trafilatura(favor_precision=False),
    "trafilatura, precision": lambda: _trafilatura(favor_precision=True),
    "resiliparse": _resiliparse,
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
    "goose3": _goose,
}


def scores(extract: Extractor, pages: Sequence[Sample]) -> Iterator[Score]:
    """A score a page; a page on which the extractor fails counts as nothing found."""
    for sample in pages:
        try:
            found = extract(sample)
        except Exception as error:  # noqa: BLE001 - peers raise whatever they like
            print(f"  {sample.corpus}/{sample.name[:30]}: {type(error).__name__}", file=sys.stderr)
            found = ""
        if sample.corpus == "daniel-news":
            found = sample.body.partition("\n\n")[0] + "\n\n" + found
        yield score(sample.corpus, sample.body, found)


def row(corpus: str, name: str, found: Sequence[Score]) -> str:
    low = mean(one.f1 < 0.8 for one in found)
    precision, recall = mean(one.precision for one in found), mean(one.recall for one in found)
    return (
        f"{corpus:18} {name:24} {mean(one.f1 for one in found):.4f} {precision:.4f} {recall:.4f}"
        f" {mean(one.exact for one in found):6.1%} {low:6.1%}"
    )


def cross_validated(pages: Sequence[Sample]) -> Mapping[str, list[Score]]:
    """The scores of our blocks by models that saw no page of the publisher, by set."""
    training: Any = importlib.import_module("benchmarks.train_blocks")
    found: dict[str, list[Score]] = {sample.corpus: [] for sample in pages}
    known = []
    by_script = 0
    for sample in pages:
        method = body_of(sample).method
        page = training.labelled(sample) if method == "blocks" else None
        if page is not None:
            known.append(page)
        else:  # no model had a say in what is read from the page's data
            by_script += method == "script"
            found[sample.corpus] += scores(ours, [sample])
    print(f"{by_script} of {len(pages)} pages have their text in a script: by the shipped model")
    for page, likelihood in training.cross_validated(known):
        found[page.sample.corpus].append(training.agreement(page, likelihood))
    return found


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", action="append", choices=SETS)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--ours", action="store_true", help="leave the peers out")
    asked = parser.parse_args(arguments)
    extractors: dict[str, Extractor] = {
        "ours": ours,
        "ours, dek always in": ours_with_dek,
        "ours, standfirst out": ours_without(STANDFIRST),
        "ours, posts out": ours_without(EMBEDDED),
    }
    for name, load in () if asked.ours else PEERS.items():
        try:
            extractors[name] = load()
        except ImportError:
            print(f"{name}: not installed")
    print(f"{'set':18} {'extractor':24} F1     P      R      exact  under .8")
    for corpus in asked.corpus or SETS:
        pages = list(samples(corpus))[: asked.limit or None]
        for name, extract in extractors.items():
            print(row(corpus, name, list(scores(extract, pages))), flush=True)
    if asked.cross_validate:
        every = [sample for corpus in SETS for sample in samples(corpus)]
        for corpus, found in cross_validated(every).items():
            print(row(corpus, "ours, other sites", found))


if __name__ == "__main__":
    main(sys.argv[1:])
