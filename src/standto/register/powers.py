"""Powers: which kinds of force may lawfully do which duties, and when."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standto.model.duties import Duty, Power
from standto.model.people import FORCE_KINDS
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.register.instants import within


def permits(powers: Sequence[Power] | None, kind: str, duty: Duty, moment: Instant, declared: Sequence[str]) -> bool:
    """Return whether a kind of force may do a duty: a row of the table permits it and none forbids it.

    Without a table of powers, every kind may do every duty, except that the military may do none.
    """
    if powers is None:
        return kind != "military"
    matching = [power.permitted for power in powers if _matches(power, kind, duty, moment, declared)]
    return bool(matching) and all(matching)


def permitting(
    powers: Sequence[Power] | None, kind: str, duty: Duty, moment: Instant, declared: Sequence[str]
) -> str | None:
    """Return the id of the first row that permits it; None without a table, or if it is not permitted."""
    if powers is None or not permits(powers, kind, duty, moment, declared):
        return None
    return next(power.id for power in powers if _matches(power, kind, duty, moment, declared))


def _matches(power: Power, kind: str, duty: Duty, moment: Instant, declared: Sequence[str]) -> bool:
    """Return whether a row of powers applies to a kind of force, a duty and an instant."""
    return power.bears_on(kind, duty) and (not power.when or power.when in declared) and moment in power.period


def opened_by(scenario: Scenario, kind: str, moment: Instant, declared: Sequence[str], name: str) -> int:
    """Return the demands that a kind of force may fill at an instant only under a declaration, as a bit mask.

    Parameters
    ----------
    declared
        The declarations in force then, with or without the one in question.
    name
        The declaration in question.
    """
    others = tuple(one for one in declared if one != name)
    with_it = _permitted(scenario, kind, moment, (*others, name))
    return with_it & ~_permitted(scenario, kind, moment, others)


def permitted_in(
    scenario: Scenario, starts: NDArray[np.int64], declared: Sequence[tuple[str, ...]]
) -> tuple[dict[str, int], ...]:
    """Return the demands that each kind of force may fill in each span, as bit masks; equal spans share one mapping."""
    known: dict[tuple[object, ...], dict[str, int]] = {}
    rows = np.array([within(starts, [power.period]) for power in scenario.powers or ()]).reshape(-1, len(starts))
    result = []
    for moment, names, in_period in zip(starts.tolist(), declared, rows.T, strict=True):
        key = (names, in_period.tobytes())
        if key not in known:
            known[key] = {kind: _permitted(scenario, kind, moment, names) for kind in FORCE_KINDS}
        result.append(known[key])
    return tuple(result)


def _permitted(scenario: Scenario, kind: str, moment: Instant, declared: Sequence[str]) -> int:
    """Return the demands that a kind of force may fill at an instant, as a bit mask."""
    # The law distinguishes demands by task and site alone.
    known: dict[tuple[str, str], bool] = {}
    mask = 0
    for place, demand in enumerate(scenario.demands):
        key = (demand.task, demand.site)
        if key not in known:
            known[key] = permits(scenario.powers, kind, demand, moment, declared)
        mask |= known[key] << place
    return mask
