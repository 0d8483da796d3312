"""A desk on either database, and the people who work at it for a week, each in a browser of their own."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from standto import situation_of
from standto.register.situation import Situation
from standto_desk.access.models import Account
from standto_desk.book.situations import scenario_at
from standto_desk.clock import now
from standto_desk.ledger.models import Entry
from tests.desk.browser.conftest import PASSWORD, PHONE, Visitor
from tests.desk.people import account_of
from tests.desk.weekends import london

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A phone that keeps passkeys and knows its owner."""
STAYS, LEAVES = (one.id for one in sorted(london().scenario.people, key=lambda one: (one.team, one.id))[:2])
"""Two people of the first page of the rota."""
GOLD = "strategic-commander"
STAFF = {
    "duty-officer": "duty-officer",
    "planner": "silver",
    "commander": GOLD,
    "auditor": "",
    "administrator": "",
    "second": "",
    "viewer": "",
}
"""The accounts that the desk has on Monday, and the post that each of them holds."""


class Week:
    """A desk, and the browser of each account in it; `invited` has the codes of invited people."""

    def __init__(self, server: Any, visitors: Any) -> None:
        self.server, self._visitors = server, visitors
        self._open: dict[str, Visitor] = {}
        self.invited: dict[str, dict[str, str]] = {}

    def __getitem__(self, name: str) -> Visitor:
        """Somebody's browser, in which they are signed in from the first time on."""
        if name not in self._open:
            self._open[name] = self._visitors(self.server, name)
        return self._open[name]

    def stranger(self, **options: Any) -> Visitor:
        """A browser in which nobody is signed in."""
        return self._visitors(self.server, **options)

    def joins(self, name: str, visitor: Visitor) -> Visitor:
        """Keep the browser of somebody who has signed in by themself."""
        return self._open.setdefault(name, visitor)

    def keeps_codes(self, path: Path) -> None:
        """Read the file of codes that an administrator was given."""
        with path.open(newline="", encoding="utf-8") as file:
            self.invited = {row["cipher"]: row for row in csv.DictReader(file)}

    def enters_code(self, person: str) -> Visitor:
        """Let an invited person enter their code on a phone that keeps passkeys."""
        visitor = self.stranger(viewport=PHONE)
        tools = visitor.context.new_cdp_session(visitor.page)
        tools.send("WebAuthn.enable")
        tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        visitor.goes_to("/account/invited/")
        visitor.fills(code=self.invited[person]["code"])
        visitor.presses("Continue")
        return visitor

    @property
    def faults(self) -> dict[str, list[str]]:
        """What went wrong in each browser."""
        return {name: visitor.faults for name, visitor in self._open.items() if visitor.faults}


def make_staff() -> None:
    """Make the accounts of Monday."""
    for name, post in STAFF.items():
        role = "administrator" if name == "second" else name
        account_of(role, username=name, password=PASSWORD, post=post)


def situation() -> Situation:
    """What is so now, from the entries alone."""
    return situation_of(scenario_at(now()), at=now())


def entered(**fields: Any) -> list[Entry]:
    """The entries with some fields, oldest first."""
    return list(Entry.objects.filter(imported=False, **fields).order_by("sequence"))


def account(username: str) -> Account:
    """An account by its name."""
    return Account.objects.get(username=username)
