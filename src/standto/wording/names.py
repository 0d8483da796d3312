"""What rows are called in sentences: by their names, where they have any."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

    from standto.model.scenario import Scenario


class Nameable(Protocol):
    """A row that has an id, and may have a name."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """Its name, or nothing."""


def names_of(
    rows: Iterable[Nameable], said: Callable[[str], str] = lambda name: " ".join(name.split())
) -> dict[str, str]:
    """Return what each row of a table is called, by id: its name, with its id where another has the same name.

    Parameters
    ----------
    rows
        The rows; one without a name is called by its id.
    said
        How a name is said; by default as it is, on one line.
    """
    names = {row.id: said(row.name) or row.id for row in rows}
    often = Counter(names.values())
    return {row: name if often[name] == 1 else f"{name} ({row})" for row, name in names.items()}


@dataclass(frozen=True, slots=True)
class Names:
    """What the forces, duties and pools of a scenario are called.

    Attributes
    ----------
    forces, duties
        The name of each, by id.
    pools
        The ids of the pools: pools have no names.
    """

    forces: Mapping[str, str]
    duties: Mapping[str, str]
    pools: Container[str]

    @classmethod
    def of(cls, scenario: Scenario) -> Names:
        """Return the names of a sound scenario."""
        return cls(names_of(scenario.forces), names_of(scenario.duties), scenario.pool)

    def subject(self, subject: str) -> str:
        """Return what the subject of a decision or a report is called; one that no table has, by its id."""
        if subject in self.pools:
            return subject
        return self.duties.get(subject) or self.forces.get(subject, subject)


def source_names(scenario: Scenario) -> dict[str, str]:
    """Return what each source is called, by id: its publisher and its title, as far as it has them.

    Parameters
    ----------
    scenario
        A sound scenario.
    """
    return {
        source.id: ": ".join(part for part in (source.publisher, source.title) if part) or source.id
        for source in scenario.sources
    }
