"""The moments at which somebody could decide, checked."""

from __future__ import annotations

from collections.abc import Sequence

from standto.errors import OptionError
from standto.model.time import Instant
from standto.register import Situation
from standto.wording import instant_of, shortened


def later_moments(moments: object, situation: Situation, until: Instant) -> tuple[Instant, ...]:
    """Return some moments as instants, in order.

    Parameters
    ----------
    moments
        At least one moment, from the start of the situation on.
    until
        The end of the time asked for, before which they must be.

    Raises
    ------
    OptionError
        Says all of them that are not allowed.
    """
    if isinstance(moments, str) or not isinstance(moments, Sequence) or not moments:
        raise OptionError(f"moments: {shortened(moments)} is not a list of moments: write at least one")
    zone, start = situation.scenario.zone, situation.period.start
    found: set[Instant] = set()
    faults = []
    for one in moments:
        try:
            instant = instant_of(one, zone, situation.scenario.horizon, "moments", since=start)
        except OptionError as error:
            faults.append(str(error))
            continue
        if not start <= instant < until:
            allowed = f"from {zone.iso(start)}, before {zone.iso(until)}"
            faults.append(f"moments: {zone.iso(instant)} is outside the time asked for; allowed: {allowed}")
        found.add(instant)
    if faults:
        raise OptionError("\n".join(faults))
    return tuple(sorted(found))
