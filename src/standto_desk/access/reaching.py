"""Reaching people: the one way from a cipher to a person of whom an account may see or enter something.

A person is reached by force and cipher, never by the cipher alone. The force is the register's, asked anew each time,
since entries of the ledger can change it. No caller says of which force a person is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from standto_desk.access.home import home_force
from standto_desk.access.permission import Action, may
from standto_desk.book import NoScenario, situation_at
from standto_desk.clock import now
from standto_desk.ledger import known_entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from uuid import UUID

    from standto.model.scenario import Person
    from standto_desk.access.models import Account

AT_ONCE = 500
PEOPLE, TEAMS = "people", "teams"
"""The tables of the ledger that say of which force a person is."""


def reachable(account: Account, action: Action, people: Collection[str]) -> frozenset[str]:
    """Return the people among some ciphers of whom an account may see or enter something."""
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


def owners_of(accounts: Collection[Account]) -> dict[str, str]:
    """Return the person whose account each is, by its id; of disabled ones too, and none of another force's person."""
    forces = forces_of({one.cipher for one in accounts})
    return {str(one.pk): one.cipher for one in accounts if one.cipher and forces.get(one.cipher) == one.force}


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
    """Return everybody's force, by cipher; laid out once for each table of people."""
    try:
        people = situation_at(now()).scenario.people
    except NoScenario:
        return {}
    laid = next(iter(_laid_out), None)
    if laid is None or laid[0] is not people:
        laid = (people, {person.id: person.force for person in people})
        _laid_out[:] = [laid]
    return laid[1]


_laid_out: list[tuple[tuple[Person, ...], dict[str, str]]] = []


def _last_forces(names: list[str]) -> dict[str, str]:
    """Return the force of people whom the register does not have now, by the last rows of them and of their teams."""
    rows = _last_rows(PEOPLE, names)
    teams = _last_rows(TEAMS, sorted({str(row.get("team", "")) for row in rows.values()}))
    return {
        person: str(row.get("force") or teams.get(row.get("team", ""), {}).get("force") or home_force())
        for person, row in rows.items()
    }


def _last_rows(table: str, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the last row that was set of each name in a table; names without one are left out."""
    found: dict[str, dict[str, str]] = {}
    wanted = list(names)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        rows = known_entries().filter(subject__in=some, sort="row", kind=table, step="set")
        found |= {name: json.loads(body) if body else {} for name, body in rows.values_list("subject", "body")}
    return found
