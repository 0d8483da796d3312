"""Powers that bear on no duty: a ban with a mistyped name forbids nothing, and nothing tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.model.scenario import ANY
from standto.scenario.cells import spelt
from standto.scenario.name_likeness import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.scenario import Power, Scenario


class IdlePower(NamedTuple):
    """A power that bears on no duty.

    Attributes
    ----------
    row
        Its row, from 0.
    power
        The power.
    column
        The column to blame.
    what
        What is hardly meant, with the nearest name.
    """

    row: int
    power: Power
    column: str
    what: str


def idle_powers(scenario: Scenario) -> Iterator[IdlePower]:
    """Go through the powers that bear on no duty, or on no force.

    Parameters
    ----------
    scenario
        A sound scenario.
    """
    kinds = {force.kind for force in scenario.forces}
    places = {(duty.task, duty.site) for duty in scenario.duties}
    for row, power in enumerate(scenario.powers or ()):
        of_task = {site for task, site in places if power.task in (ANY, task)}
        if not of_task:
            what = f"no duty has the task {spelt(power.task)}{_near(power.task, (task for task, _ in places))}"
            yield IdlePower(row, power, "task", f"{_without_effect(power)}: {what}")
        elif power.site not in (ANY, "") and power.site not in of_task:
            at_all = "" if power.task == ANY else f" of the task {spelt(power.task)}"
            what = f"no duty{at_all} has the site {spelt(power.site)}{_near(power.site, of_task)}"
            yield IdlePower(row, power, "site", f"{_without_effect(power)}: {what}")
        elif power.kind not in kinds:
            yield IdlePower(row, power, "kind", f"{_without_effect(power)}: no force is of kind {power.kind}")


def idle_military_powers(scenario: Scenario) -> list[str]:
    """Return what to warn of beside a recommendation: powers of the military that bear on no duty, where it has a pool.

    Parameters
    ----------
    scenario
        A sound scenario.
    """
    if not any(scenario.force[pool.force].kind == "military" for pool in scenario.pools):
        return []
    return [idle.what for idle in idle_powers(scenario) if idle.power.kind == "military"]


def _without_effect(power: Power) -> str:
    """Say that a power has no effect."""
    return f"power {power.id!r} {'permits' if power.permitted else 'forbids'} nothing"


def _near(name: str, among: Iterator[str] | set[str]) -> str:
    """Return the nearest name as an addition."""
    near = nearest(name, among)
    return f"; the nearest is {spelt(near)}" if near else ""
