"""Trains tasks/article/page/blocks' model on the labelled pages, and says how well it does.

Run it with a Python that has catboost, from the checkout: `python -m benchmarks.train_blocks`
trains on all pages and writes the model; `--cross-validate` prints what models score on
publishers that they were not trained on, `--leave-set-out` on sets that they were not trained on:
the only honest figures of this file. `--seeds 3` takes the mean of three models of each fold, which
what a change is worth needs: a seed alone moves a set by .003 to .008.
"""

import argparse
import difflib
import hashlib
import importlib
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.page_sets import ROOT, SETS, Sample, Score, samples, score, tokens
from tasks.article.page.blocks.block_places import Numbers
from tasks.article.page.blocks.blocks import Leaf
from tasks.article.page.blocks.body import judged, threshold, together
from tasks.article.page.blocks.heard import heard_of
from tasks.article.page.blocks.walk import outline_of
from tasks.article.page.page import open_page

MODEL: Final = ROOT / "tasks" / "article" / "page" / "blocks" / "block_model.json"
FOLDS: Final = 5
UNIT: Final = 10_000  # the model's values are whole numbers of so many parts
# fundus and scrapinghub have gold made by hand for news; the others take in captions and boxes
WEIGHTS: Final = {
    "fundus": 1.5, "scrapinghub-aeb": 1.5, "daniel-news": 0.5, "wcxb-articles": 0.8,
    "readability-pages": 0.7, "parser-fixtures": 1.0,
}  # fmt: skip
SURE: Final = (0.15, 0.85)  # share of a block's words in the gold; between them it says little
SETTINGS: Final[dict[str, Any]] = {
    "iterations": 300, "depth": 6, "learning_rate": 0.08, "l2_leaf_reg": 5, "border_count": 48,
    "boosting_type": "Plain", "bootstrap_type": "Bernoulli", "subsample": 0.8, "rsm": 0.25,
    "thread_count": 1, "verbose": 0, "allow_writing_files": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """The blocks of a page: rows of features, the share of each block's words in the gold."""

    sample: Sample
    texts: tuple[str, ...]
    rows: Numbers
    share: NDArray[np.float64]
    words: NDArray[np.float64]


def labelled(sample: Sample) -> Labelled | None:
    """The page's blocks with their labels; None when it shows none."""
    page = open_page(sample.html, sample.url)
    outline = outline_of(page.tree)
    if not outline.leaves:
        return None
    apart, asked, rows = judged(outline, heard_of(page, ()))
    share, words = shares(outline.leaves, sample.body)
    chosen = [i for i, why in enumerate(apart) if not why]
    if not chosen:
        return None
    return Labelled(sample, tuple(leaf.text for leaf in asked), rows, share[chosen], words[chosen])


def shares(leaves: Sequence[Leaf], body: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each leaf the share of its words that align with the gold, in order; and its words."""
    words: list[str] = []
    owners: list[int] = []
    for i, leaf in enumerate(leaves):
        own = tokens(leaf.text)
        words += own
        owners += [i] * len(own)
    hits = np.zeros(len(leaves))
    counts = np.bincount(np.array(owners, dtype=np.int64), minlength=len(leaves)).astype(float)
    aligned = difflib.SequenceMatcher(None, words, tokens(body), autojunk=False)
    for match in aligned.get_matching_blocks():
        for place in range(match.a, match.a + match.size):
            hits[owners[place]] += 1
    return hits / np.maximum(counts, 1), counts


def weights(page: Labelled) -> NDArray[np.float64]:
    """How much each block counts: longer ones more, doubtful ones less."""
    weight = np.clip(np.sqrt(page.words), 1, 8)
    weight[(page.share > SURE[0]) & (page.share < SURE[1])] *= 0.3
    weight[page.words == 0] = 0.2
    if page.sample.corpus == "daniel-news":
        # its gold keeps headlines, date lines and captions: short lines there teach nothing
        weight[(page.share >= 0.5) & (page.words < 25) & (page.rows[:, 4] == 0)] = 0
    return weight * WEIGHTS[page.sample.corpus]


def trained(pages: Sequence[Labelled], seed: int) -> Any:
    """A model of catboost, trained on the blocks of the pages."""
    catboost: Any = importlib.import_module("catboost")  # not among the project's own
    rows = np.concatenate([page.rows for page in pages])
    labels = np.concatenate([page.share >= 0.5 for page in pages]).astype(int)
    weight = np.concatenate([weights(page) for page in pages])
    used = weight > 0
    model = catboost.CatBoostClassifier(random_seed=seed, **SETTINGS)
    model.fit(rows[used], labels[used], sample_weight=weight[used])
    return model


def written(model: Any, columns: int) -> dict[str, Any]:
    """The model as block_model.py reads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        said = json.loads(path.read_text(encoding="utf-8"))
    depth = SETTINGS["depth"]
    trees = [tree for tree in said["oblivious_trees"] if len(tree["splits"]) == depth]
    short = [tree for tree in said["oblivious_trees"] if len(tree["splits"]) < depth]
    for tree in short:  # a question that no number answers with yes makes it as deep as others
        missing = depth - len(tree["splits"])
        tree["splits"] += [{"float_feature_index": 0, "border": 1e9}] * missing
        tree["leaf_values"] += [0.0] * (2**depth - len(tree["leaf_values"]))
    trees += short
    scale, bias = said["scale_and_bias"]
    if isinstance(bias, list):
        bias = bias[0]
    return {
        "columns": columns,
        "unit": UNIT,
        "bias": round(bias, 6),
        "features": [
            [tree["splits"][level]["float_feature_index"] for tree in trees]
            for level in range(depth)
        ],
        "borders": [
            [float(f"{tree['splits'][level]['border']:.7g}") for tree in trees]
            for level in range(depth)
        ],
        "values": [
            [round(scale * value * UNIT) for value in tree["leaf_values"]] for tree in trees
        ],
    }


def fold_of(site: str) -> int:
    return int(hashlib.sha256(site.encode()).hexdigest()[:8], 16) % FOLDS


def cross_validated(
    pages: Sequence[Labelled], seed: int = 1
) -> Iterator[tuple[Labelled, NDArray[np.float64]]]:
    """Each page with likelihoods of a model that saw no page of its publisher."""
    for fold in range(FOLDS):
        model = trained([page for page in pages if fold_of(page.sample.site) != fold], seed)
        for page in pages:
            if fold_of(page.sample.site) == fold:
                yield page, model.predict_proba(page.rows)[:, 1]


def set_left_out(
    pages: Sequence[Labelled], seed: int = 1
) -> Iterator[tuple[Labelled, NDArray[np.float64]]]:
    """Each page with likelihoods of a model that saw neither its set nor its publisher.

    What a set's gold counts as copy is its custom, too: the model has not learned that either.
    """
    for corpus in SETS:
        sites = {page.sample.site for page in pages if page.sample.corpus == corpus}
        model = trained([page for page in pages if page.sample.site not in sites], seed)
        for page in pages:
            if page.sample.corpus == corpus:
                yield page, model.predict_proba(page.rows)[:, 1]


def agreement(page: Labelled, likelihood: NDArray[np.float64]) -> Score:
    """The score of the blocks that are likely enough, before any typing."""
    opened = open_page(page.sample.html, page.sample.url)
    outline = outline_of(opened.tree)
    _, asked, _ = judged(outline, heard_of(opened, ()))
    likelihood = together(outline, asked, likelihood.astype(np.float32))
    least = threshold(likelihood, page.rows)
    found = [text for text, one in zip(page.texts, likelihood, strict=True) if one >= least]
    if page.sample.corpus == "daniel-news":  # its gold begins with the headline
        found.insert(0, page.sample.body.partition("\n\n")[0])
    return score(page.sample.corpus, page.sample.body, "\n\n".join(found))


def report(every: Sequence[Sample], judged: Sequence[tuple[Labelled, NDArray[np.float64]]]) -> None:
    """Prints a row for each set; a page without blocks counts as one of which nothing is found."""
    for corpus in SETS:
        found = [agreement(*one) for one in judged if one[0].sample.corpus == corpus]
        names = {page.sample.name for page, _ in judged if page.sample.corpus == corpus}
        missing = sum(sample.corpus == corpus for sample in every) - len(names)
        count = len(found) * (1 + missing / max(1, len(names)))
        f1 = sum(one.f1 for one in found) / count
        exact = sum(one.exact for one in found) / count
        low = 1 - sum(one.f1 >= 0.8 for one in found) / count
        print(f"{corpus:18} F1 {f1:.4f} exact {exact:.3f} under .8 {low:.3f}")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--leave-set-out", action="store_true")
    parser.add_argument("--seeds", type=int, default=1, help="models of each fold; their mean")
    asked = parser.parse_args(arguments)
    every = [sample for corpus in SETS for sample in samples(corpus)]
    pages = [page for page in map(labelled, every) if page is not None]
    if asked.cross_validate or asked.leave_set_out:
        split = set_left_out if asked.leave_set_out else cross_validated
        report(every, [one for seed in range(1, asked.seeds + 1) for one in split(pages, seed)])
        return
    said = written(trained(pages, seed=1), pages[0].rows.shape[1])
    MODEL.write_text(json.dumps(said, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{MODEL.name}: {MODEL.stat().st_size} bytes, {len(said['values'])} trees")


if __name__ == "__main__":
    main(sys.argv[1:])
