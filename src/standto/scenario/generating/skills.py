"""Skills that build on each other: nobody holds a higher one without those below it."""

from __future__ import annotations

from typing import NamedTuple

from standto.model.scenario import Capability


class Skill(NamedTuple):
    """A rung of skill.

    Attributes
    ----------
    id, name
        The capability.
    share
        The part of all people for whom it is the highest.
    """

    id: str
    name: str
    share: float


SKILLS = (
    Skill("afo", "Authorised firearms officer", 0.58),
    Skill("arv", "Armed response vehicle officer", 0.28),
    Skill("sfo", "Specialist firearms officer", 0.08),
    Skill("ctsfo", "Counter-terrorist specialist firearms officer", 0.06),
)
"""From the lowest: each is recruited from the one before. The shares are invented."""
SUPPORT = Capability("military-support", "Guarding and support by the armed forces")
"""What lent soldiers can do; duties that may be theirs in law list it beside their own skill."""


def capabilities() -> tuple[Capability, ...]:
    """Return every skill as a capability, the soldiers' last."""
    return (*(Capability(skill.id, skill.name) for skill in SKILLS), SUPPORT)
