"""The ladder of help: the states of a pool's places and the steps between them."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """An event that moves places of a pool along the ladder.

    Attributes
    ----------
    into
        The state the places move into.
    sources
        The states they may come from, the first that has any first.
    grows
        Whether places that the sources lack are added to the pool.
    """

    into: str
    sources: tuple[str, ...]
    grows: bool


_GONE = ("not-asked", "declined", "withdrawn", "released")
_DONE = ("not-asked", "declined", "stood-down")

AID_STEPS: dict[str, Step] = {
    "aid-asked": Step("asked", _GONE, grows=True),
    "aid-offered": Step("offered", ("asked", *_GONE), grows=True),
    "aid-confirmed": Step("confirmed", ("offered", "asked", *_GONE), grows=True),
    "aid-arrived": Step("arrived", ("confirmed", "offered", "asked", *_GONE), grows=True),
    "aid-declined": Step("declined", ("asked", "not-asked"), grows=False),
    "aid-withdrawn": Step("withdrawn", ("confirmed", "offered"), grows=False),
    "aid-released": Step("released", ("arrived", "confirmed", "offered"), grows=False),
}
CONTINGENCY_STEPS: dict[str, Step] = {
    "contingency-requested": Step("requested", _DONE, grows=True),
    "contingency-agreed": Step("standby", ("requested", *_DONE), grows=True),
    "contingency-deployed": Step("deployed", ("standby", "requested", *_DONE), grows=True),
    "contingency-declined": Step("declined", ("requested", "not-asked"), grows=False),
    "contingency-stood-down": Step("stood-down", ("deployed", "standby", "requested"), grows=False),
}
HOME_STEPS: dict[str, Step] = {
    "stepped-back": Step("stepped-back", ("available",), grows=False),
    "returned": Step("available", ("stepped-back",), grows=False),
}
STEPS: dict[str, Step] = {**AID_STEPS, **CONTINGENCY_STEPS, **HOME_STEPS}

HOME_STATES = ("available", "stepped-back")
AID_STATES = ("not-asked", "asked", "offered", "confirmed", "arrived", "declined", "withdrawn", "released")
CONTINGENCY_STATES = ("not-asked", "requested", "standby", "deployed", "declined", "stood-down")

BASES: dict[str, frozenset[str]] = {
    "none": frozenset({"available"}),
    "present": frozenset({"available", "arrived", "deployed"}),
    "confirmed": frozenset({"available", "arrived", "deployed", "confirmed"}),
    "offered": frozenset({"available", "arrived", "deployed", "confirmed", "offered", "standby"}),
}
"""The states of places that count under each basis; `available` is a home pool's."""
