"""The names in a report, without any volunteer's cipher."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from standto.wording import Names, names_of

if TYPE_CHECKING:
    from standto.model.event import Event, Source
    from standto.model.scenario import Scenario

WITHHELD = "[a volunteer's cipher]"
_WORD = re.compile(r"[\w.-]+")
_EDGE = re.compile(r"^|$|(?<=[^_.-])(?=[_.-])|(?<=[_.-])")
_HEAD_ROW = 1


class ReportNames:
    """The names of one scenario.

    Parameters
    ----------
    scenario
        A sound scenario.

    Attributes
    ----------
    called
        The names of forces, duties and pools.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._ciphers = frozenset(person.id for person in scenario.people if not person.id.isdecimal())
        self._sources = {source.id: source for source in scenario.sources}
        forces = names_of(scenario.forces, self.without_ciphers)
        duties = names_of((*scenario.duties_in_order, *scenario.crews), self.without_ciphers)
        self.called = Names(forces, duties, scenario.pool, scenario.words)
        self._rows = {id(event): row for row, event in enumerate(scenario.events, start=_HEAD_ROW + 1)}

    def without_ciphers(self, words: str) -> str:
        """Return free words on one line, without any volunteer's cipher.

        A cipher of digits alone stays: in a sentence it is a number like any other.
        """
        return _WORD.sub(lambda found: self._plain(found[0]), " ".join(words.split()))

    def _plain(self, word: str) -> str:
        """Return a word with the ciphers in it withheld, the longest first, because `a` may be a part of `a-1`."""
        edges = [edge.start() for edge in _EDGE.finditer(word)]
        spans = sorted(combinations(edges, 2), key=lambda span: span[0] - span[1])
        for start, end in spans:
            if word[start:end].lower() in self._ciphers:
                return self._plain(word[:start]) + WITHHELD + self._plain(word[end:])
        return word

    def source(self, source: str) -> Source | None:
        """Return the source with an id; None if there is none."""
        return self._sources.get(source)

    def reference(self, event: Event) -> str:
        """Return the reference of an event: its id, or its row in `events.csv`, where the header is row 1."""
        plain = event.id and event.subject not in self._ciphers and self.without_ciphers(event.id) == event.id
        return event.id if plain else f"events.csv row {self.row(event)}"

    def row(self, event: Event) -> int:
        """Return the row of an event in `events.csv`, as a spreadsheet counts it."""
        return self._rows[id(event)]
