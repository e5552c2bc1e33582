"""The card in docs/citing.md, made anew from a warehouse of samples/copy.

`python -m flows.card_page WAREHOUSE PAGE` puts the query of the card that PAGE shows again, and
writes card and `dateline verify`'s first line into it; `make docs` does so.
"""

import json
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

from flows.citing import as_text, card_of
from warehouse.reading import read_snapshot
from warehouse.store import Store

CARD: Final = re.compile(r"(?<=<!-- card -->\n```json\n).*?(?=```\n)", re.DOTALL)
SAME: Final = re.compile(r"^same: .*$", re.MULTILINE)


def with_card(page: str, warehouse: Path) -> str:
    """The page with the card that its query has today, made when the page says."""
    found = CARD.search(page)
    if found is None:
        raise ValueError("the page shows no card")
    shown = json.loads(found[0])
    with read_snapshot(Store(warehouse)) as reading:
        card = card_of(
            reading,
            shown["sql"],
            shown["parameters"],
            question=shown["question"],
            created_at=datetime.fromisoformat(shown["created_at"]),
        )
    snapshot, result = card["snapshot"]["snapshot_id"], card["result"]
    same = f"same: {result['rows']} rows, SHA-256 {result['hash']}, from snapshot {snapshot}"
    return SAME.sub(same, CARD.sub(lambda _: as_text(card), page))


if __name__ == "__main__":
    target = Path(sys.argv[2])
    target.write_text(with_card(target.read_text("utf-8"), Path(sys.argv[1])), encoding="utf-8")
