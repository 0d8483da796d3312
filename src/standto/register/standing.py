"""What is so of a person at an instant, as far as cover is concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Standing(NamedTuple):
    """All that is so of a person as far as cover is concerned; many people share one.

    Attributes
    ----------
    force
        Index into `Scenario.forces_in_order`.
    team
        Index into `Scenario.teams`, -1 for none.
    called
        True: called in; False: stood off; None: on duty by the team's pattern.
    ever
        Capabilities that the person has a ticket for at any time, as a bit mask (`Skills`).
    current, authority, willing
        Capabilities with a ticket now in force, not suspended by the force, not stepped back from.
    unavailable
        On leave, sick, on limited duties or in training: it is not known which.
    stepped_back
        Stepped back from anything at all, also from capabilities that no duty asks for.
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
    """Capabilities as bits: those that a duty asks for first.

    Parameters
    ----------
    capabilities
        Every capability there is.
    asked_for
        Those that some duty asks for.
    """

    def __init__(self, capabilities: Sequence[str], asked_for: Iterable[str]) -> None:
        wanted = set(asked_for)
        ordered = [one for one in capabilities if one in wanted] + [one for one in capabilities if one not in wanted]
        self.bit: dict[str, int] = {capability: 1 << place for place, capability in enumerate(ordered)}
        self.relevant = (1 << len(wanted)) - 1
        # One bit at least, so that stepping back leaves a trace even where there is no capability.
        self.everything = (1 << max(len(ordered), 1)) - 1

    def mask(self, capabilities: Iterable[str]) -> int:
        """Return the bits of some capabilities."""
        bits = 0
        for capability in capabilities:
            bits |= self.bit[capability]
        return bits


def able(standing: Standing) -> int:
    """Return the capabilities that count for somebody who is on duty."""
    return 0 if standing.unavailable else standing.current & standing.authority & standing.willing
