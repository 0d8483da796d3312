"""Duties, and the powers that say which kind of force may do them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from standto.model.time import ALWAYS, Period

ANY = "*"
"""Every task, or every site, in a row of `powers.csv`."""
JOINED = "+"
"""Joins the capabilities of an alternative that one person must hold together."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A standing requirement for `strength` people, each with any one of `capabilities`.

    Attributes
    ----------
    capabilities
        Alternatives, as written: each is a capability, or several joined by `+`.
    ready_minutes
        How long it can wait for people.
    crew
        The crew whose seat it is; empty for a duty of its own.
    """

    id: str
    task: str
    capabilities: tuple[str, ...]
    strength: int
    criticality: int = 1
    site: str = ""
    period: Period = ALWAYS
    shifts: tuple[str, ...] = ()
    when: str = ""
    name: str = ""
    ready_minutes: int = 0
    crew: str = ""

    @property
    def label(self) -> str:
        """Its name, or its id if it has none."""
        return self.name or self.id

    @property
    def alternatives(self) -> tuple[frozenset[str], ...]:
        """The sets of capabilities, any one of which is enough if one person holds it whole."""
        return alternatives_of(self.capabilities)


def alternatives_of(capabilities: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Return alternatives as sets of capabilities: `driver+ba` is both held by one person."""
    return tuple(frozenset(alternative.split(JOINED)) for alternative in capabilities)


@dataclass(frozen=True, slots=True)
class Power:
    """A rule of law: whether a kind of force may do a task, where, when, and by what authority."""

    id: str
    kind: str
    task: str
    permitted: bool
    site: str = ANY
    when: str = ""
    authority: str = ""
    period: Period = ALWAYS

    def bears_on(self, kind: str, duty: Duty) -> bool:
        """Return whether the rule is ever about a kind of force and a duty; a blank site means every site."""
        return self.kind == kind and self.task in (ANY, duty.task) and self.site in (ANY, "", duty.site)
