"""Outlets that two inputs call by different names: a name, and a host that spells it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import yaml

from tasks.text.addresses import site_of
from tasks.text.words import letters_of

_HOST: Final = re.compile(r"(?<![\w-])[\w-]++(?>(?:\.[\w-]++)+)")


@dataclass(frozen=True, slots=True)
class Double:
    """A name and the hosts whose first label has the same letters, each an outlet of its own.

    They are most likely one; only a person can say so, for "post.example" may be any Post.
    """

    outlet_id: str
    name: str
    hosts: tuple[str, ...]
    ids: tuple[str, ...]

    @property
    def file(self) -> str:
        """What the outlet's file in a folder of one's own is called."""
        return f"{self.outlet_id}.yaml"

    @property
    def yaml(self) -> str:
        """The three lines that make them one."""
        said = {"outlet_id": self.outlet_id, "name": self.name, "domains": list(self.hosts)}
        return yaml.safe_dump(
            said, sort_keys=False, allow_unicode=True, default_flow_style=None, width=10**6
        )

    def __str__(self) -> str:
        hosts = " and ".join(self.hosts)
        spells = "spells" if len(self.hosts) == 1 else "spell"
        return f"{' and '.join(self.ids)} may be one outlet: {hosts} {spells} {self.name}"


def doubles_of(unregistered: Iterable[tuple[str, str]]) -> list[Double]:
    """The doubles among (outlet_id, name) of outlets that the registry does not know, by name."""
    named: list[tuple[str, str]] = []
    hosts: dict[str, list[tuple[str, str]]] = {}
    for outlet_id, name in sorted(unregistered):
        if _HOST.fullmatch(name):
            label = site_of(name).partition(".")[0]
            hosts.setdefault(letters_of(label), []).append((outlet_id, name))
        else:
            named.append((outlet_id, name))
    found = []
    for outlet_id, name in named:
        # "The Linhai Post" lives at linhaipost.example as often as at thelinhaipost.example
        spelled = {letters_of(name), letters_of(re.sub(r"(?i)^the\s+", "", name))} - {""}
        same = [host for letters in sorted(spelled) for host in hosts.get(letters, [])]
        ids = (outlet_id, *(one for one, _ in same))
        # an id of the registry is Latin letters: 光明日报 goes under the id of its host
        fit = next((one for one in ids if re.fullmatch(r"[a-z][a-z0-9_]*", one)), None)
        if same and fit:
            sites = tuple(dict.fromkeys(site_of(host) for _, host in same))
            found.append(Double(fit, name, sites, ids))
    return sorted(found, key=lambda one: one.name)
