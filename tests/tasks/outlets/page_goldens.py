"""Sample pages of outlets' layouts and what is read from them.

`python -m tests.tasks.outlets.page_goldens` writes the goldens anew: look at the diff before you
commit it. A sample is named `<outlet_id>.<layout>.html` and holds made-up text in the markup of
the outlet's pages; its golden lies beside it.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from tasks.article.page.layouts.layouts import layout_body
from tasks.article.page.page import open_page
from tasks.outlets.registry import Layout, Outlet, Registry
from tasks.rulebook import load_registry

PAGES: Final = Path(__file__).parent / "pages"


def wanted(registry: Registry) -> Iterator[tuple[str, Outlet, Layout]]:
    """(name of the sample, outlet, layout) of every layout for pages."""
    for outlet in registry.outlets.values():
        for layout, _ in outlet.page_layouts:
            yield f"{outlet.outlet_id}.{layout.name}", outlet, layout


def fetched(layout: Layout) -> date | None:
    """A day on which the layout was in force."""
    if layout.valid_until is not None:
        return layout.valid_until
    return layout.valid_from + timedelta(days=1) if layout.valid_from else None


def read_sample(name: str, outlet: Outlet, layout: Layout) -> dict[str, Any]:
    """What the sample is read as: the layout that took it, its witnesses and its blocks."""
    page = open_page((PAGES / f"{name}.html").read_text("utf-8"))
    reading = layout_body(page, outlet, None, fetched(layout))
    if reading is None:
        return {"layout": None, "witnesses": [], "blocks": []}
    return {
        "layout": reading.name,
        "witnesses": [[one.field, one.value] for one in reading.witnesses],
        "blocks": [[block.kind, block.text, block.reason] for block in reading.blocks],
    }


def write_goldens() -> None:
    """Every golden as the code reads its sample now."""
    for name, outlet, layout in wanted(load_registry()):
        if (PAGES / f"{name}.html").exists():
            read = read_sample(name, outlet, layout)
            (PAGES / f"{name}.json").write_text(golden_of(read), encoding="utf-8")


def golden_of(read: dict[str, Any]) -> str:
    """The golden's text: JSON with a line for each witness and each block, for short diffs."""
    lists = []
    for name in ("witnesses", "blocks"):
        lines = ",\n    ".join(json.dumps(one, ensure_ascii=False) for one in read[name])
        lists.append(f'  "{name}": [\n    {lines}\n  ]')
    return f'{{\n  "layout": {json.dumps(read["layout"])},\n' + ",\n".join(lists) + "\n}\n"


if __name__ == "__main__":
    write_goldens()
