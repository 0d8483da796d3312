"""The periods that the page offers as links: the last month, quarter and year, and the month so far."""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple

from standto.model.time import Instant, Period
from standto.reporting.heading import COMMAND, PUBLIC
from standto_desk.components.moments import here
from standto_desk.pages.statement.forms import query_of

OFFERED = (("Last month", 1), ("Last three months", 3), ("Last twelve months", 12))
"""Words for whole months up to the start of this one, and how many."""


class OfferedPeriod(NamedTuple):
    """A link to a statement."""

    words: str
    period: Period
    query: str


def periods_offered(present: Instant, *, public: bool) -> list[OfferedPeriod]:
    """Return the periods that a reader can choose with one click."""
    today = here().local(present)
    until = _first_of(today.year, today.month)
    audience = PUBLIC if public else COMMAND
    found = []
    for words, months in OFFERED:
        before = today.year * 12 + today.month - 1 - months
        found.append((words, Period(_first_of(before // 12, before % 12 + 1), until)))
    if not public and until < present:
        found.append(("This month so far", Period(until, present)))
    return [OfferedPeriod(words, period, query_of(period, audience)) for words, period in found]


def _first_of(year: int, month: int) -> Instant:
    return here().wall_clock(date(year, month, 1), time())
