"""A person's standing, and capabilities as bits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Standing(NamedTuple):
    """Everything about a person at an instant that affects cover; many people share a standing.

    Attributes
    ----------
    force
        Index into `Scenario.forces_in_order`.
    team
        Index into `Scenario.teams`; -1 for none.
    called
        True: called in; False: stood off; None: on duty by the team's pattern.
    ever
        Relevant capabilities for which the person has a ticket at any time, as a bit mask (`Skills`).
    current, authority, willing
        The relevant capabilities with a current ticket; those that the force has not withdrawn; those from which the
        person has not stepped back.
    unavailable
        On leave, sick, on limited duties or in training; which of these is not recorded.
    stepped_back
        Stepped back from any capability, even one that no duty asks for.
    """

    force: int
    team: int
    called: bool | None
    ever: int
    current: int
    authority: int
    willing: int
    unavailable: bool
    stepped_back: bool


class Skills:
    """Capabilities as bits; those that are relevant, because a duty asks for them, come first.

    Parameters
    ----------
    capabilities
        Every capability.
    asked_for
        The relevant capabilities.
    """

    def __init__(self, capabilities: Sequence[str], asked_for: Iterable[str]) -> None:
        wanted = set(asked_for)
        ordered = [one for one in capabilities if one in wanted] + [one for one in capabilities if one not in wanted]
        self.bit: dict[str, int] = {capability: 1 << place for place, capability in enumerate(ordered)}
        self.relevant = (1 << len(wanted)) - 1
        # At least one bit, so that stepping back shows even in a scenario without capabilities.
        self.everything = (1 << max(len(ordered), 1)) - 1

    def mask(self, capabilities: Iterable[str]) -> int:
        """Return the bits of some capabilities."""
        bits = 0
        for capability in capabilities:
            bits |= self.bit[capability]
        return bits


def able(standing: Standing) -> int:
    """Return the capabilities for which a person counts while they are on duty."""
    return 0 if standing.unavailable else standing.current & standing.authority & standing.willing
