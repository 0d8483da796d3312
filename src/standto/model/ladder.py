"""The ladder of help: the states of a pool's places and the steps between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from standto.model.event import RETURNED, STEPPED_BACK

AID_ASKED, AID_OFFERED, AID_CONFIRMED = "aid-asked", "aid-offered", "aid-confirmed"
AID_ARRIVED, AID_RELEASED = "aid-arrived", "aid-released"
AID_DECLINED, AID_WITHDRAWN = "aid-declined", "aid-withdrawn"
CONTINGENCY_REQUESTED, CONTINGENCY_AGREED = "contingency-requested", "contingency-agreed"
CONTINGENCY_DEPLOYED, CONTINGENCY_STOOD_DOWN = "contingency-deployed", "contingency-stood-down"
CONTINGENCY_DECLINED = "contingency-declined"


class LadderStep(NamedTuple):
    """An event that moves places of a pool along the ladder.

    Attributes
    ----------
    into
        The state the places move into.
    sources
        The states that they may come from, in the order in which they are emptied.
    grows
        Whether the pool grows by the places that the sources lack.
    """

    into: str
    sources: tuple[str, ...]
    grows: bool

    def taken(self, places: Mapping[str, int], count: int | None) -> dict[str, int]:
        """Return how many places the step takes out of each state.

        Parameters
        ----------
        places
            How many places are in each state.
        count
            How many places the step names; None for all places of the first source that has any.
        """
        there = {state: places[state] for state in self.sources if places.get(state)}
        if count is None:
            return dict(list(there.items())[:1])
        taken: dict[str, int] = {}
        for state, number in there.items():
            taken[state] = min(number, count - sum(taken.values()))
        return taken

    def arriving(self, taken: Mapping[str, int], count: int | None) -> int:
        """Return how many places the step puts into its state, having taken some out of others."""
        return count if self.grows and count is not None else sum(taken.values())


_GONE = ("not-asked", "declined", "withdrawn", "released")
_DONE = ("not-asked", "declined", "stood-down")

AID_STEPS: dict[str, LadderStep] = {
    AID_ASKED: LadderStep("asked", _GONE, grows=True),
    AID_OFFERED: LadderStep("offered", ("asked", *_GONE), grows=True),
    AID_CONFIRMED: LadderStep("confirmed", ("offered", "asked", *_GONE), grows=True),
    AID_ARRIVED: LadderStep("arrived", ("confirmed", "offered", "asked", *_GONE), grows=True),
    AID_DECLINED: LadderStep("declined", ("asked", "not-asked"), grows=False),
    AID_WITHDRAWN: LadderStep("withdrawn", ("confirmed", "offered"), grows=False),
    AID_RELEASED: LadderStep("released", ("arrived", "confirmed", "offered"), grows=False),
}
CONTINGENCY_STEPS: dict[str, LadderStep] = {
    CONTINGENCY_REQUESTED: LadderStep("requested", _DONE, grows=True),
    CONTINGENCY_AGREED: LadderStep("standby", ("requested", *_DONE), grows=True),
    CONTINGENCY_DEPLOYED: LadderStep("deployed", ("standby", "requested", *_DONE), grows=True),
    CONTINGENCY_DECLINED: LadderStep("declined", ("requested", "not-asked"), grows=False),
    CONTINGENCY_STOOD_DOWN: LadderStep("stood-down", ("deployed", "standby", "requested"), grows=False),
}
HOME_STEPS: dict[str, LadderStep] = {
    STEPPED_BACK: LadderStep("stepped-back", ("available",), grows=False),
    RETURNED: LadderStep("available", ("stepped-back",), grows=False),
}
STEPS: dict[str, LadderStep] = {**AID_STEPS, **CONTINGENCY_STEPS, **HOME_STEPS}

HOME_STATES = ("available", "stepped-back")
AID_STATES = ("not-asked", "asked", "offered", "confirmed", "arrived", "declined", "withdrawn", "released")
CONTINGENCY_STATES = ("not-asked", "requested", "standby", "deployed", "declined", "stood-down")

BASES: dict[str, frozenset[str]] = {
    "none": frozenset({"available"}),
    "present": frozenset({"available", "arrived", "deployed"}),
    "confirmed": frozenset({"available", "arrived", "deployed", "confirmed"}),
    "offered": frozenset({"available", "arrived", "deployed", "confirmed", "offered", "standby"}),
}
"""The states of places that count under each basis; home pools alone have `available`."""

AID_ANSWERS = (AID_OFFERED, AID_CONFIRMED, AID_ARRIVED, AID_DECLINED, AID_WITHDRAWN)
CONTINGENCY_ANSWERS = (CONTINGENCY_AGREED, CONTINGENCY_DECLINED)
"""The steps by which another force answers."""
UNANSWERED = ("asked", "offered", "requested")
"""The states in which another force owes an answer."""
HELPING = frozenset({"offered", "confirmed", "arrived", "standby", "deployed"})
"""The states in which places are here, or promised."""
ON_THE_LADDER = frozenset({*UNANSWERED, *HELPING})
"""The states in which places are asked for, promised or here."""


def move(places: dict[str, int], step: LadderStep, count: int | None) -> int:
    """Move places of one pool along a step, in place, and return how many arrived; see `LadderStep.taken`."""
    taken = step.taken(places, count)
    for state, number in taken.items():
        places[state] -= number
    arrived = step.arriving(taken, count)
    places[step.into] = places.get(step.into, 0) + arrived
    return arrived
