"""Warnings about rows that nothing uses, with the nearest name where one is likely to be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.event import LINES, REPORT
from standto.scenario.cells import shown, spelt
from standto.scenario.layout import CAPABILITIES, DUTIES, FORCES, POWERS, SETTINGS, SOURCES, TEAMS
from standto.scenario.name_likeness import likeness, nearest, shape
from standto.scenario.powers_unused import idle_powers
from standto.scenario.warning import Warned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from standto.model.scenario import Capability, Duty, Force, Power, Scenario, Source, Team

    _Named = Team | Source | Capability | Force


_ALL_BUT_LIKE = 0.8
"""How near a name is to another, of 1, where it is likely to be mistyped."""


def about_unused(scenario: Scenario) -> Iterator[Warned]:
    """Go through what nothing uses.

    Parameters
    ----------
    scenario
        A sound scenario.
    """
    for idle in idle_powers(scenario):
        yield Warned(POWERS.file, idle.row, idle.column, idle.what)
    yield from _declarations(scenario)
    yield from _at_a_glance(scenario)
    yield from _shifts_and_patterns(scenario)
    yield from _rows(scenario)


def _ruled(scenario: Scenario) -> tuple[tuple[str, Sequence[Duty | Power]], ...]:
    """Return what powers are about, and the powers, each by its file."""
    return (DUTIES.file, scenario.duties), (POWERS.file, scenario.powers or ())


def _declarations(scenario: Scenario) -> Iterator[Warned]:
    """Go through conditions that nobody ever declares, where something is declared under a name that is near."""
    declared = {event.subject for event in scenario.events if event.kind in LINES["declared"]}
    for file, rows in _ruled(scenario):
        for row, one in enumerate(rows):
            if one.when and one.when not in declared and (near := nearest(one.when, declared)):
                what = f"{shown(one.when)} is never declared; {shown(near)} is"
                yield Warned(file, row, "when", what)


def _at_a_glance(scenario: Scenario) -> Iterator[Warned]:
    """Go through tasks and sites that differ from another by capitals alone, or by letters with the same shape."""
    for column in ("task", "site"):
        first: dict[str, str] = {}
        told: set[str] = set()
        for file, rows in _ruled(scenario):
            for row, one in enumerate(rows):
                name = getattr(one, column)
                other = first.setdefault(shape(name), name)
                if other != name and name not in told:
                    told.add(name)
                    capitals = likeness(name).lower() == likeness(other).lower()
                    by = "capitals alone" if capitals else "signs that have the same shape"
                    yield Warned(file, row, column, f"{spelt(name)} differs from {spelt(other)} by {by}")


def _shifts_and_patterns(scenario: Scenario) -> Iterator[Warned]:
    """Go through shifts in no pattern and of no duty, and patterns that no team works; `scenario.toml` has both."""
    shifts = {name for pattern in scenario.patterns for name in pattern.cycle}
    shifts |= {name for duty in scenario.duties for name in duty.shifts}
    patterns = {team.pattern for team in scenario.teams}
    for row, shift in enumerate(scenario.shifts):
        if shift.id not in shifts:
            what = f"shift {shift.id!r} is in no pattern and of no duty{_near(shift.id, shifts)}"
            yield Warned(SETTINGS, row, "shift", what)
    for row, pattern in enumerate(scenario.patterns, len(scenario.shifts)):
        if pattern.id not in patterns:
            what = f"no team works the pattern {pattern.id!r}{_near(pattern.id, patterns)}"
            yield Warned(SETTINGS, row, "pattern", what)


def _rows(scenario: Scenario) -> Iterator[Warned]:
    """Go through teams without people, sources and capabilities that nothing names, and forces without anybody."""
    teams = {person.team for person in scenario.people}
    yield from _absent(TEAMS.file, "team", scenario.teams, teams, "nobody is in team")
    sources = {event.source for event in scenario.events}
    yield from _absent(SOURCES.file, "source", scenario.sources, sources, "no event names the source")
    yield from _capabilities(scenario)
    used = {one.force for rows in (scenario.people, scenario.teams, scenario.pools) for one in rows}
    used |= {event.subject for event in scenario.events if event.kind == REPORT} | {scenario.home}
    yield from _absent(FORCES.file, "force", scenario.forces, used, "nobody, no pool and no report is of force")


def _capabilities(scenario: Scenario) -> Iterator[Warned]:
    """Go through capabilities that no duty asks for: those that nobody holds, or that are all but like one asked for.

    That somebody holds a skill that no duty asks for is nothing out of the way.
    """
    asked = {name for duty in scenario.duties for name in duty.capabilities}
    held = {ticket.capability for ticket in scenario.authorisations}
    held |= {event.capability for event in scenario.events} | {
        name for pool in scenario.pools for name in pool.capabilities
    }
    for row, capability in enumerate(scenario.capabilities):
        near = nearest(capability.id, asked, _ALL_BUT_LIKE)
        if capability.id not in asked and (near or capability.id not in held):
            what = f"no duty asks for {capability.id!r}{f'; the nearest that is used is {near!r}' if near else ''}"
            yield Warned(CAPABILITIES.file, row, "capability", what)


def _absent(file: str, column: str, rows: Iterable[_Named], used: set[str], what: str) -> Iterator[Warned]:
    """Go through the rows that nothing names."""
    for row, one in enumerate(rows):
        if one.id not in used:
            yield Warned(file, row, column, f"{what} {one.id!r}{_near(one.id, used)}")


def _near(name: str, used: set[str]) -> str:
    """Return the nearest name that is used, as an addition."""
    near = nearest(name, used)
    return f"; the nearest that is used is {near!r}" if near else ""
