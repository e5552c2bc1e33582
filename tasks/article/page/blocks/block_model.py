"""How likely each block of a page is copy: decision trees learned from pages with known copy."""

import json
import pkgutil
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tasks.article.page.blocks.block_places import Numbers

MODEL_FILE: Final = "block_model.json"  # written by benchmarks/train_blocks.py
AT_ONCE: Final = 2_000  # rows; bounds the memory that a page of many thousand blocks takes


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of equal depth: on each level one question, "is feature f over border b?".

    `features` and `borders` have a row a level and a column a tree, `values` a row a tree and a
    column for each way through it. `columns` is the number of features asked of a page.
    """

    features: NDArray[np.int64]
    borders: NDArray[np.float32]
    values: NDArray[np.float32]
    bias: float
    columns: int

    def likelihood(self, rows: Numbers) -> Numbers:
        """For each row the likelihood, 0 to 1, that its block is copy."""
        if rows.shape[1] != self.columns:
            raise ValueError(
                f"the model knows {self.columns} features, not {rows.shape[1]}: train it anew "
                "with benchmarks/train_blocks.py"
            )
        parts = [self._of(rows[i : i + AT_ONCE]) for i in range(0, len(rows), AT_ONCE)]
        likelihood: Numbers = np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)
        return likelihood

    def _of(self, rows: Numbers) -> Numbers:
        columns = np.ascontiguousarray(rows.T)
        ways = np.zeros((self.features.shape[1], len(rows)), dtype=np.uint8)
        for level, (feature, border) in enumerate(zip(self.features, self.borders, strict=True)):
            ways |= (columns.take(feature, axis=0) > border[:, None]).view(np.uint8) << level
        trees = np.arange(len(ways))[:, None] * self.values.shape[1]
        total = self.values.ravel().take(trees + ways).sum(axis=0) + self.bias
        likelihood: Numbers = (1 / (1 + np.exp(-total))).astype(np.float32)
        return likelihood


def load_trees() -> Trees:
    """The trained model that lies beside this module."""
    data = pkgutil.get_data(__package__ or "tasks.article.page.blocks", MODEL_FILE)
    if data is None:
        raise FileNotFoundError(f"{MODEL_FILE} is missing; benchmarks/train_blocks.py writes it")
    said = json.loads(data)
    arrays = (
        np.array(said["features"], dtype=np.int64),
        np.array(said["borders"], dtype=np.float32),
        np.array(said["values"], dtype=np.float32) / said["unit"],
    )
    for array in arrays:
        array.flags.writeable = False
    return Trees(*arrays, bias=float(said["bias"]), columns=int(said["columns"]))
