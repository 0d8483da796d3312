"""People of two forces in one register, and accounts that have the cipher of somebody of the other."""

from __future__ import annotations

from standto.model.time import SECOND
from standto_desk.access.models import Account, Membership
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from tests.desk.people import HOME, account_of

OURS = "m0001"
"""A person of the home force."""
LENT, BY_TEAM = "k0001", "k0002"
"""Two people of Kent's: one by their own row, the other by their team's."""
OPERATOR = Author("operator", "", "")


def row(table: str, subject: str, step: str = "set", /, **cells: str) -> Draft:
    """A row of a table."""
    return Draft("row", table, subject, step=step, body=cells if step == "set" else None)


def enter(*drafts: Draft) -> None:
    """Enter something, as whoever runs the machine, and let the clock go on."""
    append(drafts, author=OPERATOR, now=now())
    set_demo_clock(at=now() + SECOND)


def with_kent() -> None:
    """Add people of Kent to the register, one of whom has stepped back."""
    enter(
        row("teams", "kent-team", force="kent"),
        row("people", LENT, force="kent"),
        row("people", BY_TEAM, team="kent-team"),
    )
    enter(*(Draft("event", "stepped-back", person) for person in (LENT, BY_TEAM, OURS)))


def account_with(*roles: tuple[str, str], force: str = HOME, cipher: str = "", username: str = "stranger") -> Account:
    """An account with roles for forces: ``("kent", "volunteer")``."""
    made = account_of(force=force, cipher=cipher, username=username, password="a long enough password")
    for of, role in roles:
        Membership.objects.create(account=made, force=of, role=role)
    return made


def leave(person: str) -> None:
    """Let a person leave the register, with their authorisations."""
    tickets = Entry.objects.filter(kind="authorisations", sort="row", subject=person)
    ended = [Draft("row", "authorisations", person, step="ended", capability=one.capability) for one in tickets]
    enter(*ended, row("people", person, "ended"))
