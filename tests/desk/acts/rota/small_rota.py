"""A small force with a rota of March 2024, on a desk whose clock shows noon on 26 February."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from standto_desk.access.models import Account
from standto_desk.clock import now
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.picture.rota.months import Month
from tests.desk.people import account_of

MARCH = Month(2024, 3)
IMPORTER = Author("importer", "", "met")
SETTINGS = """format = 1
title = "A small rota"
timezone = "Europe/London"
starts = 2024-02-20T00:00:00
ends = 2024-02-28T00:00:00
home = "met"
"""


def moment(day: int, hour: int, month: int = 3) -> int:
    """An instant of 2024."""
    return int(datetime(2024, month, day, hour, tzinfo=UTC).timestamp()) * 1_000_000


NOON = moment(26, 12, month=2)


def row(kind: str, subject: str, /, **cells: str) -> Draft:
    """A row that is set."""
    return Draft("row", kind, subject, step="set", body=cells or None)


def _written(day: int, hour: int, month: int) -> str:
    return datetime(2024, month, day, hour, tzinfo=UTC).isoformat()


def row_set(person: str, day: int, start: int, until: int, month: int = 3) -> Draft:
    """A row of the rota that is set: a day of the month, from one hour until another."""
    return row("rota", person, **{"from": _written(day, start, month), "until": _written(day, until, month)})


def row_ended(person: str, day: int, start: int) -> Draft:
    """A row of the rota that is ended."""
    return Draft("row", "rota", person, step="ended", body={"from": _written(day, start, 3)})


ROWS = [
    row("scenario", "scenario", toml=SETTINGS),
    row("forces", "met", kind="home"),
    row("capabilities", "arv"),
    row("teams", "alpha", force="met"),
    row("teams", "beta", force="met"),
    *(row("people", person, team=team) for person, team in (("a1", "alpha"), ("a2", "alpha"), ("b1", "beta"))),
    row("duties", "patrol", task="patrol", capabilities="arv", strength="2"),
    row_set("a1", 1, 8, 20),
    row_set("b1", 2, 8, 20),
]


@dataclass
class Officer:
    """A duty officer, and the author of what they enter."""

    account: Account

    @property
    def author(self) -> Author:
        return Author(str(self.account.pk), "", "met")


def enter(*drafts: Draft) -> None:
    """Enter rows now."""
    append(drafts, author=IMPORTER, now=now())


def small_rota() -> Officer:
    """Enter the small force, and return a duty officer of it."""
    start_demo_clock(at=NOON)
    enter(*ROWS)
    return Officer(account_of("duty-officer"))
