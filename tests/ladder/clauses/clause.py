"""Clauses of the review's rules, and how one is dropped from the plain code."""

from __future__ import annotations

from typing import NamedTuple

from tests.ladder.profiles.profile import Profile


class Clause(NamedTuple):
    """A clause in the contract's words, the text that keeps to it, and the text that does not."""

    words: str
    keeps: str
    drops: str


class Rule(NamedTuple):
    """A rule: what a case says of it, the scenarios in which it decides something, and its clauses."""

    says: str
    profiles: tuple[Profile, ...]
    clauses: tuple[Clause, ...]


def others(states, state):
    """All of some states but one."""
    return tuple(one for one in states if one != state)
