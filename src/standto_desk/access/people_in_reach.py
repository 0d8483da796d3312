"""People in reach: the one way from a cipher to a person whose record an account may see or change.

A person is found by force and cipher, never by the cipher alone. The force comes from the register each time, because
entries of the ledger can change it. No caller passes a person's force.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from standto.model.people import Person
from standto.model.time import Instant
from standto_desk.access.forces import home_force
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, may
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.situations import situation_at
from standto_desk.caching.answers import LatestAnswer
from standto_desk.clock import now
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries

AT_ONCE = 500
PEOPLE, TEAMS = "people", "teams"
"""The tables of the ledger that determine a person's force."""


def reachable(account: Account, action: Action, people: Collection[str]) -> frozenset[str]:
    """Return the ciphers, among some, of people whose records an account may see or change."""
    forces = forces_of(people)
    return frozenset(one for one, force in forces.items() if force and may(account, action, force, one))


def may_reach(account: Account, action: Action, person: str) -> bool:
    """Tell whether an account may see or enter something about one person."""
    return person in reachable(account, action, (person,))


def own_person(account: Account) -> str:
    """Return the cipher of an account's own volunteer; empty if it has none.

    The current register must have the person in the account's own force.
    """
    force = force_of(account.cipher) if account.cipher else ""
    return account.cipher if force and may(account, Action.STEP_BACK_SELF, force, account.cipher) else ""


def entered_about_themselves(accounts: Collection[Account], entries: Collection[Entry]) -> frozenset[int]:
    """Return the sequences of the entries that owners of accounts made about themselves, disabled accounts included.

    The account's force must be the person's force in the register at that time: a person who has moved since still
    made the entry, and an account with the cipher of another force's person never did.
    """
    by_id = {str(one.pk): one for one in accounts if one.cipher}
    mine = [one for one in entries if one.account in by_id and by_id[one.account].cipher == one.subject]
    rows = _rows_about({one.subject for one in mine})
    return frozenset(one.sequence for one in mine if rows.force_at(one) == by_id[one.account].force)


def misplaced(accounts: Collection[Account]) -> frozenset[UUID]:
    """Return the ids of accounts whose cipher belongs to a person of another force; they reach no record."""
    forces = forces_now({one.cipher for one in accounts})
    return frozenset(one.pk for one in accounts if forces.get(one.cipher, one.force) != one.force)


def left_register(accounts: Collection[Account]) -> frozenset[UUID]:
    """Return the ids of accounts whose person was in the register and is there no longer."""
    names = {one.cipher for one in accounts if one.cipher}
    gone = names - forces_now(names).keys()
    were = forces_of(gone)
    return frozenset(one.pk for one in accounts if one.cipher in were)


def accounts_of(people: Collection[str], forces: Collection[str]) -> list[Account]:
    """Return the accounts, of some forces, of people by cipher."""
    from standto_desk.access.models import Account

    return [one for one in Account.objects.filter(force__in=forces).exclude(cipher="") if one.cipher in people]


def claims_on(forces: Collection[str]) -> list[Account]:
    """Return the accounts of other forces that have the cipher of a person of these forces, by username."""
    from standto_desk.access.models import Account

    others = list(Account.objects.exclude(cipher="").exclude(force__in=forces).order_by("username"))
    theirs = forces_now({one.cipher for one in others})
    return [one for one in others if theirs.get(one.cipher) in forces]


def force_of(person: str) -> str:
    """Return the current force of a person; empty if the register has no such person."""
    return forces_now((person,)).get(person, "")


def forces_now(names: Collection[str]) -> dict[str, str]:
    """Return the current force of each name that is a person in the register."""
    register = _register()
    return {one: register[one] for one in names if one in register}


def forces_of(names: Collection[str]) -> dict[str, str]:
    """Return the force of each name that is a person; for people who have left the register, their last force.

    Other names are left out. The force is empty if it is unknown; then no account reaches the person.
    """
    found = forces_now(names)
    return _last_forces(sorted(set(names) - found.keys())) | found


def _register() -> Mapping[str, str]:
    """Return the force of every person, by cipher."""
    try:
        people = situation_at(now()).scenario.people
    except NoScenario:
        return {}
    return _forces.get(people, lambda people: {person.id: person.force for person in people})


_forces: LatestAnswer[tuple[Person, ...], dict[str, str]] = LatestAnswer()


def _last_forces(names: list[str]) -> dict[str, str]:
    """Return the last force of people who have left the register, from their rows and their teams' rows."""
    rows = _rows_about(names)
    return {person: rows.force_of(person) for person in rows.people}


class _ForceRow(NamedTuple):
    """A row that was set: when it came into force, and its cells."""

    occurred: Instant
    sequence: int
    cells: dict[str, str]


class _ForceRows(NamedTuple):
    """The rows that determine people's forces: their own and their teams', by name, in the ledger's order."""

    people: dict[str, list[_ForceRow]]
    teams: dict[str, list[_ForceRow]]

    def force_of(self, person: str) -> str:
        """Return the force of a person by the last rows."""
        return self._force(self.people[person][-1].cells, lambda rows: rows[-1:])

    def force_at(self, entry: Entry) -> str:
        """Return the force of an entry's subject when the entry was made; empty if there was no such person."""

        def before(rows: list[_ForceRow]) -> list[_ForceRow]:
            return sorted(one for one in rows if one.sequence < entry.sequence and one.occurred <= entry.known)[-1:]

        return "".join(self._force(one.cells, before) for one in before(self.people.get(entry.subject, [])))

    def _force(self, cells: dict[str, str], which: Callable[[list[_ForceRow]], list[_ForceRow]]) -> str:
        """Return the force in a person's row, or else in their team's row, or else the home force."""
        team = which(self.teams.get(cells.get("team", ""), []))
        return cells.get("force") or "".join(one.cells.get("force", "") for one in team) or home_force()


def _rows_about(people: Iterable[str]) -> _ForceRows:
    """Return the rows that determine the force of some people, now or earlier."""
    found = _rows_of(PEOPLE, people)
    return _ForceRows(found, _rows_of(TEAMS, {row.cells.get("team", "") for rows in found.values() for row in rows}))


def _rows_of(table: str, names: Iterable[str]) -> dict[str, list[_ForceRow]]:
    """Return the rows that were set for each name in a table; names without a row are left out."""
    found: dict[str, list[_ForceRow]] = {}
    wanted = sorted(names)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        rows = known_entries().rows_set(table).about_any(some).in_order()
        for name, occurred, sequence, body in rows.values_list("subject", "occurred", "sequence", "body"):
            found.setdefault(name, []).append(_ForceRow(occurred, sequence, json.loads(body) if body else {}))
    return found
