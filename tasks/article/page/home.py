"""Whose page it is when it bears no address: the site that most of its own links lead to."""

import re
from collections import Counter
from typing import Final

from tasks.article.page.page import Page
from tasks.outlets.registry import Registry

LEAST_LINKS: Final = 15  # fewer are a printed version or a mail, whose links may all be citations
OWN_SHARE: Final = 0.5  # of the links with a host; menus and teasers lead home on every news page
_HOST: Final = re.compile(r"""href=["']?https?://([^/"'\s<>?#]{4,100})""", re.IGNORECASE)


def home_outlet(page: Page, registry: Registry) -> str | None:
    """Id of the registered outlet whose domains most links lead to; None when none has half."""
    hosts = Counter(host.lower() for host in _HOST.findall(page.html))
    total = hosts.total()
    if total < LEAST_LINKS:
        return None
    outlets: Counter[str] = Counter()
    for host, count in hosts.items():
        outlet = registry.of_url(f"http://{host}")
        if outlet is not None:
            outlets[outlet.outlet_id] += count
    for outlet_id, count in outlets.most_common(1):
        if count >= OWN_SHARE * total:
            return outlet_id
    return None
