"""A person's standing, and capabilities as bits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

BY_PATTERN = -1
"""The state of the rota of people whom no rota made by hand concerns."""


class Standing(NamedTuple):
    """Everything about a person at an instant that affects cover; many people share a standing.

    Attributes
    ----------
    force
        Index into `Scenario.forces_in_order`.
    team
        Index into `Scenario.teams`; -1 for none.
    called
        True: called in; False: stood off; None: neither decides.
    ever
        Relevant capabilities for which the person has a ticket at any time, as a bit mask (`Skills`), with the bits of
        `Skills.joint` for capabilities that they have tickets for at one and the same time.
    current, authority, willing
        The relevant capabilities with a current ticket; those that the force has not withdrawn; those from which the
        person has not stepped back.
    unavailable
        On leave, sick, on limited duties or in training; which of these is not recorded.
    stepped_back
        Stepped back from any capability, even one that no duty asks for.
    on_call
        The minutes that the person needs while an `on-call` decides; None if none does.
    rota
        The state of the rota made by hand, an index into `Rota.states`; `BY_PATTERN` if it does not concern the person.
    rested
        False while the rules on working time leave the person out.
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
    on_call: int | None = None
    rota: int = BY_PATTERN
    rested: bool = True


class Skills:
    """Capabilities as bits; those that are relevant, because a duty asks for them, come first.

    Parameters
    ----------
    capabilities
        Every capability.
    asked_for
        The relevant capabilities.
    together
        Sets of relevant capabilities that a duty asks one person to hold together.

    Attributes
    ----------
    bit
        The bit of each capability.
    relevant
        The bits of the relevant capabilities.
    everything
        The bits of all capabilities; at least one, so that stepping back shows even in a scenario without any.
    joint
        A further bit for each such set, by the bits of its capabilities.
    """

    def __init__(
        self, capabilities: Sequence[str], asked_for: Iterable[str], together: Iterable[frozenset[str]] = ()
    ) -> None:
        wanted = set(asked_for)
        ordered = [one for one in capabilities if one in wanted] + [one for one in capabilities if one not in wanted]
        self.bit: dict[str, int] = {capability: 1 << place for place, capability in enumerate(ordered)}
        self.relevant = (1 << len(wanted)) - 1
        self.everything = (1 << max(len(ordered), 1)) - 1
        masks = dict.fromkeys(self.mask(one) for one in together)
        self.joint: dict[int, int] = {mask: 1 << len(ordered) + place for place, mask in enumerate(masks)}

    def mask(self, capabilities: Iterable[str]) -> int:
        """Return the bits of some capabilities."""
        bits = 0
        for capability in capabilities:
            bits |= self.bit[capability]
        return bits

    def alternatives_in(self, held: int) -> int:
        """Return relevant capabilities that are held at one time, with the bits of those held together."""
        return held | sum(bit for mask, bit in self.joint.items() if mask & held == mask)


def able(standing: Standing) -> int:
    """Return the capabilities for which a person counts while they are on duty."""
    if standing.unavailable or not standing.rested:
        return 0
    return standing.current & standing.authority & standing.willing
