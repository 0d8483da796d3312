"""The names of rows in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from standto.model.scenario import Scenario
from standto.model.words import USUAL, Vocabulary


class Nameable(Protocol):
    """A row with an id, and perhaps a name."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """Its name, or a blank."""


def id_words(name: str) -> str:
    """Return an id in words, such as a post's or a state's: hyphens become spaces."""
    return name.replace("-", " ")


def names_of(
    rows: Iterable[Nameable], written: Callable[[str], str] = lambda name: " ".join(name.split())
) -> dict[str, str]:
    """Return the name of each row of a table, by id; a name that several rows have gets the id too.

    Parameters
    ----------
    rows
        The rows; a row without a name goes by its id.
    written
        Returns a name as it is to be written; by default on one line.
    """
    names = {row.id: written(row.name) or row.id for row in rows}
    often = Counter(names.values())
    return {row: name if often[name] == 1 else f"{name} ({row})" for row, name in names.items()}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the forces, duties and pools of a scenario.

    Attributes
    ----------
    forces, duties
        The name of each, by id; seats and crews are among the duties.
    pools
        The ids of the pools: pools have no names.
    words
        The scenario's words for people, kinds of help and steps.
    """

    forces: Mapping[str, str]
    duties: Mapping[str, str]
    pools: Container[str]
    words: Vocabulary = USUAL

    @classmethod
    def of(cls, scenario: Scenario) -> Names:
        """Return the names of a sound scenario."""
        duties = names_of((*scenario.duties_in_order, *scenario.crews))
        return cls(names_of(scenario.forces), duties, scenario.pool, scenario.words)

    def subject(self, subject: str) -> str:
        """Return the name of the subject of a decision or a report; its id if no table has it."""
        if subject in self.pools:
            return subject
        return self.duties.get(subject) or self.forces.get(subject, subject)


def source_names(scenario: Scenario) -> dict[str, str]:
    """Return the name of each source of a scenario, by id: its publisher and its title, as far as it has them."""
    return {source.id: publication(source.publisher, source.title) or source.id for source in scenario.sources}


def publication(publisher: str, title: str) -> str:
    """Return the publisher and the title of a source in words, as far as it has them."""
    return ": ".join(part for part in (publisher, title) if part)
