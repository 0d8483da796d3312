"""Reaching people: the one way from a cipher to a person whose record an account may see or change.

A person is reached by force and cipher, never by the cipher alone. The force is the register's, asked anew each time,
since entries of the ledger can change it. No caller says of which force a person is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from standto_desk.access.forces import home_force
from standto_desk.access.permission import Action, may
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.situations import situation_at
from standto_desk.caching.answers import LatestAnswer
from standto_desk.clock import now
from standto_desk.ledger.reading import known_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from uuid import UUID

    from standto.model.scenario import Person
    from standto.model.time import Instant
    from standto_desk.access.models import Account
    from standto_desk.ledger.models import Entry

AT_ONCE = 500
PEOPLE, TEAMS = "people", "teams"
"""The tables of the ledger that say of which force a person is."""


def reachable(account: Account, action: Action, people: Collection[str]) -> frozenset[str]:
    """Return the people among some ciphers whose records an account may see or change."""
    forces = forces_of(people)
    return frozenset(one for one, force in forces.items() if force and may(account, action, force, one))


def may_reach(account: Account, action: Action, person: str) -> bool:
    """Tell whether an account may see or enter something of one person."""
    return person in reachable(account, action, (person,))


def own_person(account: Account) -> str:
    """Return the cipher of the volunteer whose account it is; empty where it is nobody's of its force.

    The register of now must have the person, and as one of the account's own force.
    """
    force = force_of(account.cipher) if account.cipher else ""
    return account.cipher if force and may(account, Action.STEP_BACK_SELF, force, account.cipher) else ""


def entered_of_themselves(accounts: Collection[Account], entries: Collection[Entry]) -> frozenset[int]:
    """Return the sequences of those entries that the owners of accounts made of themselves; of disabled ones too.

    The account's force must be the one that the register had the person in then: whoever has moved to another since
    still made the entry, and an account of another force's person never did.
    """
    by_id = {str(one.pk): one for one in accounts if one.cipher}
    mine = [one for one in entries if one.account in by_id and by_id[one.account].cipher == one.subject]
    rows = _rows_about({one.subject for one in mine})
    return frozenset(one.sequence for one in mine if rows.force_at(one) == by_id[one.account].force)


def misplaced(accounts: Collection[Account]) -> frozenset[UUID]:
    """Return the ids of the accounts whose cipher is that of a person of another force: they reach nobody."""
    forces = forces_now({one.cipher for one in accounts})
    return frozenset(one.pk for one in accounts if forces.get(one.cipher, one.force) != one.force)


def claims_on(forces: Collection[str]) -> list[Account]:
    """Return the accounts that belong to other forces and have the cipher of a person of these, by username."""
    from standto_desk.access.models import Account

    others = list(Account.objects.exclude(cipher="").exclude(force__in=forces).order_by("username"))
    theirs = forces_now({one.cipher for one in others})
    return [one for one in others if theirs.get(one.cipher) in forces]


def force_of(person: str) -> str:
    """Return the force of a person that the register knows now; empty for nobody."""
    return forces_now((person,)).get(person, "")


def forces_now(names: Collection[str]) -> dict[str, str]:
    """Return the force of each person among some names whom the register has now."""
    register = _register()
    return {one: register[one] for one in names if one in register}


def forces_of(names: Collection[str]) -> dict[str, str]:
    """Return the force of each person among some names; of people who have left the register, their last.

    Names of no person are left out. The force is empty where nothing tells it, and then nobody reaches the person.
    """
    found = forces_now(names)
    return _last_forces(sorted(set(names) - found.keys())) | found


def _register() -> Mapping[str, str]:
    """Return everybody's force, by cipher; made once for each table of people."""
    try:
        people = situation_at(now()).scenario.people
    except NoScenario:
        return {}
    return _forces.get(people, lambda people: {person.id: person.force for person in people})


_forces: LatestAnswer[tuple[Person, ...], dict[str, str]] = LatestAnswer()


def _last_forces(names: list[str]) -> dict[str, str]:
    """Return the force of people whom the register does not have now, by the last rows of them and of their teams."""
    rows = _rows_about(names)
    return {person: rows.force_of(person) for person in rows.people}


class _ForceRow(NamedTuple):
    """A row of a table that was set: from when on it is in force, and what it says."""

    occurred: Instant
    sequence: int
    cells: dict[str, str]


class _ForceRows(NamedTuple):
    """Rows that say of which force people are: their own and their teams', by name, in the order of the ledger."""

    people: dict[str, list[_ForceRow]]
    teams: dict[str, list[_ForceRow]]

    def force_of(self, person: str) -> str:
        """Return the force of a person by the last rows."""
        return self._force(self.people[person][-1].cells, lambda rows: rows[-1:])

    def force_at(self, entry: Entry) -> str:
        """Return the force in which the register had the subject of an entry when it was made; empty for nobody."""

        def before(rows: list[_ForceRow]) -> list[_ForceRow]:
            return sorted(one for one in rows if one.sequence < entry.sequence and one.occurred <= entry.known)[-1:]

        return "".join(self._force(one.cells, before) for one in before(self.people.get(entry.subject, [])))

    def _force(self, cells: dict[str, str], which: Callable[[list[_ForceRow]], list[_ForceRow]]) -> str:
        """Return the force that a person's row names, or else the row of their team that counts, or else home."""
        team = which(self.teams.get(cells.get("team", ""), []))
        return cells.get("force") or "".join(one.cells.get("force", "") for one in team) or home_force()


def _rows_about(people: Iterable[str]) -> _ForceRows:
    """Return the rows that say of which force some people are, or were."""
    found = _rows_of(PEOPLE, people)
    return _ForceRows(found, _rows_of(TEAMS, {row.cells.get("team", "") for rows in found.values() for row in rows}))


def _rows_of(table: str, names: Iterable[str]) -> dict[str, list[_ForceRow]]:
    """Return the rows that were set of each name in a table; names without one are left out."""
    found: dict[str, list[_ForceRow]] = {}
    wanted = sorted(names)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        rows = known_entries().rows_set(table).about_any(some).in_order()
        for name, occurred, sequence, body in rows.values_list("subject", "occurred", "sequence", "body"):
            found.setdefault(name, []).append(_ForceRow(occurred, sequence, json.loads(body) if body else {}))
    return found
