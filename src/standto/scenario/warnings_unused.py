"""Warnings about rows that nothing uses, with the nearest name that is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from standto.model.crews import Crew
from standto.model.duties import ANY, Duty, Power
from standto.model.event import LINES, REPORT, Source
from standto.model.people import Capability, Force, Team
from standto.model.scenario import Scenario
from standto.scenario.cells import shown, spelt
from standto.scenario.faults import Warned
from standto.scenario.layout import CAPABILITIES, CREWS, DUTIES, FORCES, POWERS, SETTINGS, SOURCES, TEAMS
from standto.scenario.name_likeness import likeness, nearest, shape

_Named = Team | Source | Capability | Force

_LIKELY_TYPO = 0.8
"""The similarity from which a name is likely to be another one mistyped."""


def about_unused(scenario: Scenario) -> Iterator[Warned]:
    """Yield a warning for each row of a sound scenario that nothing uses."""
    for idle in idle_powers(scenario):
        yield Warned(POWERS.file, idle.row, idle.column, idle.what)
    yield from _declarations(scenario)
    yield from _at_a_glance(scenario)
    yield from _shifts_and_patterns(scenario)
    yield from _rows(scenario)


def _ruled(scenario: Scenario) -> tuple[tuple[str, Sequence[Duty | Crew | Power]], ...]:
    return (DUTIES.file, scenario.duties), (CREWS.file, scenario.crews), (POWERS.file, scenario.powers or ())


def _declarations(scenario: Scenario) -> Iterator[Warned]:
    """Yield conditions that are never declared, if a similar name is."""
    declared = {event.subject for event in scenario.events if event.kind in LINES["declared"]}
    for file, rows in _ruled(scenario):
        for row, one in enumerate(rows):
            if one.when and one.when not in declared and (near := nearest(one.when, declared)):
                what = f"{shown(one.when)} is never declared; {shown(near)} is"
                yield Warned(file, row, "when", what)


def _at_a_glance(scenario: Scenario) -> Iterator[Warned]:
    """Yield tasks and sites that differ from another only by capitals, or by letters of the same shape."""
    for column in ("task", "site"):
        first: dict[str, str] = {}
        seen: set[str] = set()
        for file, rows in _ruled(scenario):
            for row, one in enumerate(rows):
                name = getattr(one, column)
                other = first.setdefault(shape(name), name)
                if other != name and name not in seen:
                    seen.add(name)
                    capitals = likeness(name).lower() == likeness(other).lower()
                    by = "capitals alone" if capitals else "characters of the same shape"
                    yield Warned(file, row, column, f"{spelt(name)} differs from {spelt(other)} by {by}")


def _shifts_and_patterns(scenario: Scenario) -> Iterator[Warned]:
    """Yield the shifts in `scenario.toml` that no pattern or duty uses, and the patterns that no team works."""
    shifts = {name for pattern in scenario.patterns for name in pattern.cycle}
    shifts |= {name for duty in scenario.demands for name in duty.shifts}
    nothing = "no pattern, duty or crew" if scenario.crews else "no pattern and no duty"
    patterns = {team.pattern for team in scenario.teams}
    for row, shift in enumerate(scenario.shifts):
        if shift.id not in shifts:
            what = f"{nothing} has the shift {shift.id!r}{_near(shift.id, shifts)}"
            yield Warned(SETTINGS, row, "shift", what)
    for row, pattern in enumerate(scenario.patterns, len(scenario.shifts)):
        if pattern.id not in patterns:
            what = f"no team works the pattern {pattern.id!r}{_near(pattern.id, patterns)}"
            yield Warned(SETTINGS, row, "pattern", what)


def _rows(scenario: Scenario) -> Iterator[Warned]:
    """Yield teams and forces without people, and sources and capabilities that nothing names."""
    teams = {person.team for person in scenario.people}
    yield from _absent(TEAMS.file, "team", scenario.teams, teams, "nobody is in team")
    sources = {event.source for event in scenario.events}
    yield from _absent(SOURCES.file, "source", scenario.sources, sources, "no event names the source")
    yield from _capabilities(scenario)
    used = {one.force for rows in (scenario.people, scenario.teams, scenario.pools) for one in rows}
    used |= {event.subject for event in scenario.events if event.kind == REPORT} | {scenario.home}
    yield from _absent(FORCES.file, "force", scenario.forces, used, "no person, pool or report is of force")


def _capabilities(scenario: Scenario) -> Iterator[Warned]:
    """Yield capabilities that no duty asks for, if nobody holds them or a duty asks for one with a similar name.

    It is normal that people hold a skill that no duty asks for.
    """
    asked = {name for duty in scenario.demands for alternative in duty.alternatives for name in alternative}
    held = {ticket.capability for ticket in scenario.authorisations}
    held |= {event.capability for event in scenario.events} | {
        name for pool in scenario.pools for name in pool.capabilities
    }
    nothing = "no duty or seat" if scenario.crews else "no duty"
    for row, capability in enumerate(scenario.capabilities):
        if capability.id in asked:
            continue
        near = nearest(capability.id, asked, _LIKELY_TYPO)
        if near or capability.id not in held:
            what = f"{nothing} asks for {capability.id!r}{f'; the nearest that is used is {near!r}' if near else ''}"
            yield Warned(CAPABILITIES.file, row, "capability", what)


def _absent(file: str, column: str, rows: Iterable[_Named], used: set[str], what: str) -> Iterator[Warned]:
    """Yield the rows that nothing names."""
    for row, one in enumerate(rows):
        if one.id not in used:
            yield Warned(file, row, column, f"{what} {one.id!r}{_near(one.id, used)}")


def _near(name: str, used: set[str]) -> str:
    near = nearest(name, used)
    return f"; the nearest that is used is {near!r}" if near else ""


class IdlePower(NamedTuple):
    """A power without effect, with the column that is to blame and the reason in words."""

    row: int
    power: Power
    column: str
    what: str


def idle_powers(scenario: Scenario) -> Iterator[IdlePower]:
    """Yield the powers that apply to no duty, or to no force, of a sound scenario."""
    kinds = {force.kind for force in scenario.forces}
    places = {(duty.task, duty.site) for duty in scenario.demands}
    for row, power in enumerate(scenario.powers or ()):
        of_task = {site for task, site in places if power.task in (ANY, task)}
        if not of_task:
            what = f"no duty has the task {spelt(power.task)}{_nearest(power.task, (task for task, _ in places))}"
            yield IdlePower(row, power, "task", f"{_without_effect(power)}: {what}")
        elif power.site not in (ANY, "") and power.site not in of_task:
            at_all = "" if power.task == ANY else f" of the task {spelt(power.task)}"
            what = f"no duty{at_all} has the site {spelt(power.site)}{_nearest(power.site, of_task)}"
            yield IdlePower(row, power, "site", f"{_without_effect(power)}: {what}")
        elif power.kind not in kinds:
            yield IdlePower(row, power, "kind", f"{_without_effect(power)}: no force is of kind {power.kind}")


def idle_military_powers(scenario: Scenario) -> list[str]:
    """Return warnings about powers of the military that have no effect, if a military force has a pool."""
    if not any(scenario.force[pool.force].kind == "military" for pool in scenario.pools):
        return []
    return [idle.what for idle in idle_powers(scenario) if idle.power.kind == "military"]


def _without_effect(power: Power) -> str:
    return f"power {power.id!r} {'permits' if power.permitted else 'forbids'} nothing"


def _nearest(name: str, among: Iterator[str] | set[str]) -> str:
    near = nearest(name, among)
    return f"; the nearest is {spelt(near)}" if near else ""
