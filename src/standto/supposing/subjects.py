"""Finding the subject that a text means: by id, by name, in any capitals, with its sort before it if need be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from standto.model.scenario import Scenario
from standto.scenario.cells import shown
from standto.scenario.name_likeness import nearest
from standto.wording import listed

PERSON, TEAM, FORCE, POOL = "person", "team", "force", "pool"
DUTY, CREW, CAPABILITY, DECLARATION = "duty", "crew", "capability", "declaration"
SORTS = (PERSON, TEAM, FORCE, POOL, DUTY, CREW, CAPABILITY, DECLARATION)

_PLURALS = {"person": "people.csv", "team": "teams.csv", "force": "forces.csv", "pool": "pools.csv"} | {
    "duty": "duties.csv", "crew": "crews.csv", "capability": "capabilities.csv",
}  # fmt: skip
_ARTICLE = re.compile(r"(?:(?:everybody|everyone|all)\s+(?:of|in|from)\s+)?(?:(?:the|an|a)\s+)?", re.IGNORECASE)
_FEW = 12
"""The most ids that are listed in a message."""


class Subject(NamedTuple):
    """Something in the scenario: its sort, one of `SORTS`, and its id."""

    sort: str
    id: str

    def __str__(self) -> str:
        """Return its id, after its sort unless it is a person, a pool or a duty, or the id says it: ``team-a``."""
        bare = self.sort in (PERSON, POOL, DUTY, CAPABILITY) or self.id.startswith(f"{self.sort}-")
        return self.id if bare else f"{self.sort} {self.id}"


class Unknown(ValueError):
    """A text that means no subject, or several; the message says what is wrong and what is nearest."""


class Subjects:
    """The subjects of a scenario.

    Parameters
    ----------
    people
        The ciphers that may be found, as if the scenario had no others; None: all.
    """

    def __init__(self, scenario: Scenario, people: Collection[str] | None = None) -> None:
        self._scenario = scenario
        self._keys = _KeysBySort(scenario, people)

    def find(self, text: str, *sorts: str) -> Subject:
        """Return the one subject of some sorts that a text means; raise `Unknown` if there is none, or are several."""
        found = self._meant(text, sorts)
        if not found and (named := _ARTICLE.sub("", text, count=1)) != text:
            found = self._meant(named, sorts)
        if len(found) == 1:
            return found[0]
        if found:
            several = listed([f"{one.sort} {one.id}" for one in found], "or")
            raise Unknown(f"{shown(text)} may be several things: write {several}")
        raise Unknown(self._no_such(text, sorts))

    def known(self, text: str, *sorts: str) -> bool:
        """Return whether a text means anything of some sorts."""
        return bool(self._meant(text, sorts or SORTS))

    def _meant(self, text: str, sorts: Iterable[str]) -> list[Subject]:
        plain, first = key_of(text), text.split()[:1]
        sort = first[0].casefold() if len(text.split()) > 1 else ""
        # The id itself goes before an id in other capitals or with spaces, and that before "team a" for the team a.
        exact = [Subject(one, text) for one in sorts if text in self._keys[one].get(plain, ())]
        whole = exact or [Subject(one, name) for one in sorts for name in self._keys[one].get(plain, ())]
        if whole or sort not in sorts:
            return whole
        return [Subject(sort, name) for name in self._keys[sort].get(key_of(" ".join(text.split()[1:])), ())]

    def _no_such(self, text: str, sorts: tuple[str, ...]) -> str:
        if not self._keys[PERSON] and PERSON in sorts:
            sorts = tuple(one for one in sorts if one != PERSON)
            if not sorts:
                return f"{shown(text)} is not allowed: no person can be named here"
        names = [name for sort in sorts for keys in self._keys[sort].values() for name in keys]
        names += [key for sort in sorts for key in self._keys[sort]]
        what = f"no {listed(sorts, 'or')} {shown(text)}"
        if other := self._meant(text, [sort for sort in SORTS if sort not in sorts]):
            return f"{shown(text)} is a {other[0].sort}, not a {listed(sorts, 'or')}"
        if near := nearest(key_of(text), names):
            return f"{what}: the nearest is {near!r}"
        ids = list(dict.fromkeys(name for sort in sorts for keys in self._keys[sort].values() for name in keys))
        if len(ids) <= _FEW:
            return f"{what}: allowed are {', '.join(ids)}" if ids else f"{what}: the scenario has none"
        files = dict.fromkeys(_PLURALS[sort] for sort in sorts if sort in _PLURALS)
        return f"{what}: allowed are those of {listed(list(files), 'and')}"


class _KeysBySort(dict[str, Mapping[str, list[str]]]):
    """The ids by key of each sort, as they are needed: an id is its own key, and a name is one where no id is."""

    def __init__(self, scenario: Scenario, people: Collection[str] | None) -> None:
        super().__init__()
        self._scenario, self._people = scenario, people

    def __missing__(self, sort: str) -> Mapping[str, list[str]]:
        rows = list(self._rows(sort))
        ids, names = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
        for name, label in rows:
            ids[key_of(name)].append(name)
            if label:
                names[key_of(label)].append(name)
        found = self[sort] = {**names, **ids}
        return found

    def _rows(self, sort: str) -> Iterable[tuple[str, str]]:
        """Return the id and the name of each row of a sort."""
        scenario = self._scenario
        if sort == DECLARATION:
            return ((name, "") for name in scenario.declarations)
        tables: dict[str, Sequence[Any]] = {
            PERSON: [one for one in scenario.people if self._people is None or one.id in self._people],
            TEAM: scenario.teams,
            FORCE: scenario.forces,
            POOL: scenario.pools,
            DUTY: scenario.duties,
            CREW: scenario.crews,
            CAPABILITY: scenario.capabilities,
        }
        return ((row.id, getattr(row, "name", "")) for row in tables[sort])


def key_of(text: str) -> str:
    """Return the form in which ids and names are compared: small letters, hyphens for spaces, no quotes."""
    return "-".join(
        text.casefold().strip().strip("'\"\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}").split()
    )
