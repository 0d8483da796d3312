"""A small force to enter, and moments to enter it at."""

from __future__ import annotations

from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft

NOON = 1_695_380_400_000_000  # 2023-09-22T12:00+01:00
MINUTE, HOUR = 60_000_000, 3_600_000_000
ANA = Author("account-1", "duty-officer", "met")

SETTINGS = """format = 1
title = "A small force"
timezone = "Europe/London"
starts = 2023-09-22T06:00:00
ends = 2023-09-29T06:00:00
home = "met"
"""


def row(kind: str, subject: str, /, *, step: str = "set", occurred: int | None = None, capability: str = "", **cells):
    """Return a draft that sets a row, or ends it."""
    return Draft("row", kind, subject, step=step, occurred=occurred, capability=capability, body=cells or None)


def small_force() -> list[Draft]:
    """Return drafts of two people, a pool of each kind, and a duty."""
    return [
        row("scenario", "scenario", toml=SETTINGS),
        row("forces", "met", kind="home"),
        row("forces", "kent", kind="police"),
        row("forces", "mod", kind="military"),
        row("capabilities", "arv"),
        row("people", "m1"),
        row("people", "m2"),
        row("authorisations", "m1", capability="arv"),
        row("authorisations", "m2", capability="arv", **{"from": "2023-09-01T07:00"}),
        row("pools", "met-arv", force="met", capabilities="arv", count="4"),
        row("pools", "kent-arv", force="kent", capabilities="arv", count="6"),
        row("pools", "mod-arv", force="mod", capabilities="arv", count="12"),
        row("duties", "patrol", task="patrol", capabilities="arv", strength="1"),
        row("sources", "met-0924"),
    ]


def started(now: int = NOON):
    """Enter the small force."""
    return append(small_force(), author=ANA, now=now)


def event(kind: str, subject: str, **columns) -> Draft:
    """Return a draft of an event."""
    return Draft("event", kind, subject, **columns)
