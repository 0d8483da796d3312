"""The clauses of the review's rules."""

from __future__ import annotations

from typing import NamedTuple

from tests.ladder.profiles.profile import Profile


class Clause(NamedTuple):
    """A clause in the contract's words, the text of plain code that keeps it, and the text that drops it."""

    words: str
    keeps: str
    drops: str


class Rule(NamedTuple):
    """A rule: the method of `Case` that answers it, the profiles in which it matters, and its clauses."""

    says: str
    profiles: tuple[Profile, ...]
    clauses: tuple[Clause, ...]


def others(states, state):
    """All of some states but one."""
    return tuple(one for one in states if one != state)
