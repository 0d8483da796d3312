"""What rows are called in sentences: by their names, where they have any."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from standto.model.scenario import Scenario


class Named(Protocol):
    """A row that has an id, and may have a name."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """Its name, or nothing."""


def names_of(rows: Iterable[Named], said: Callable[[str], str] = lambda name: " ".join(name.split())) -> dict[str, str]:
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


def subject_names(scenario: Scenario) -> dict[str, str]:
    """Return what the subjects of decisions and reports are called, by id: pools have no names, and stay as they are.

    Parameters
    ----------
    scenario
        A sound scenario.
    """
    pools = {pool.id: pool.id for pool in scenario.pools}
    return names_of(scenario.forces) | names_of(scenario.duties) | pools


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
