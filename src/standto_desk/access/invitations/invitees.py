"""The people who can be invited: those of a force in the register who cannot sign in yet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from standto_desk.access.models import Account, Membership
from standto_desk.access.roles import OF_TWO
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.situations import situation_at
from standto_desk.clock import now

UNUSABLE = "!"
"""The beginning of what Django keeps as the password of an account that has none."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """A person to invite.

    Attributes
    ----------
    person
        The cipher.
    username, email
        Those that a file gave; blank for a username at random, and for no address.
    """

    person: str
    team: str = ""
    username: str = ""
    email: str = ""


class AccountStanding(NamedTuple):
    """Whether people can be invited, by cipher."""

    new: frozenset[str]
    """Without an account."""
    again: frozenset[str]
    """With an account that nobody has signed in to, so that a new code replaces the old one."""
    in_use: frozenset[str]
    """With an account that somebody uses, or that acts for others: a code would give its use to whoever got it."""
    disabled: frozenset[str]


def teams_of(force: str) -> dict[str, str]:
    """Return the team of each person of a force in the register, by cipher; blank for people without one."""
    try:
        people = situation_at(now()).scenario.people
    except NoScenario:
        return {}
    return {one.id: one.team for one in people if one.force == force}


def standing_of(force: str, people: Collection[str]) -> AccountStanding:
    """Return which of some people of a force have an account, and whether it is in use."""
    columns = ("cipher", "is_active", "last_login", "password")
    accounts = Account.objects.filter(force=force).exclude(cipher="")
    rows = accounts.values_list(*columns)
    acting = set(
        Membership.objects.ahead()
        .filter(role__in=OF_TWO, account__in=accounts)
        .values_list("account__cipher", flat=True)
    )
    held = {row[0]: row[1:] for row in rows}
    found: dict[str, set[str]] = {"new": set(), "again": set(), "in_use": set(), "disabled": set()}
    for person in people:
        active, signed_in, password = held.get(person, (None, None, ""))
        unused = signed_in is None and password.startswith(UNUSABLE) and person not in acting
        kind = "new" if active is None else "disabled" if not active else "again" if unused else "in_use"
        found[kind].add(person)
    return AccountStanding(**{kind: frozenset(names) for kind, names in found.items()})


def invitees_of(force: str, teams: Collection[str] = (), *, again: bool = False) -> list[Invitee]:
    """Return the people of some teams (none: all) who have no account.

    Parameters
    ----------
    again
        Whether to return those who have a code and have not signed in too.
    """
    register = teams_of(force)
    standing = standing_of(force, register)
    able = standing.new | standing.again if again else standing.new
    asked = (one for one, team in register.items() if one in able and (not teams or team in teams))
    return in_order(Invitee(one, team=register[one]) for one in asked)


def in_order(invitees: Iterable[Invitee]) -> list[Invitee]:
    """Return invitees as letters are handed out: by team, then by cipher, with numbers in them by size."""
    return sorted(invitees, key=lambda one: (by_size(one.team), by_size(one.person)))


def by_size(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts ``team-9`` before ``team-10``."""
    parts = re.findall(r"\d+|\D+", name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
