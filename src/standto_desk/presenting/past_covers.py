"""Cover in the days before now, as known now: the gaps that each duty and crew had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from standto.coverage import cover
from standto.coverage.crews_in_words import crew_lines
from standto.coverage.lines import duty_lines
from standto.model.time import DAY, Instant, Period
from standto.presenting.crews import CrewLine
from standto.presenting.duties import DutyLine
from standto.register import situation_of
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.periods import book_of
from standto_desk.clock import now
from standto_desk.components.moments import here
from standto_desk.ledger.cached_answers import LedgerCache

DAYS = 7
"""The number of days that are looked back on."""


@dataclass(frozen=True)
class PastCover:
    """Cover over some past days, by the rows in force at their end.

    Attributes
    ----------
    period
        The days.
    duties, crews
        The line of each duty and of each crew, by id.
    same_tables
        Whether the same rows were in force throughout.
    """

    period: Period
    duties: Mapping[str, DutyLine]
    crews: Mapping[str, CrewLine]
    same_tables: bool


def past_cover() -> PastCover | None:
    """Return cover over the last days up to the last whole hour; None if nothing was planned then."""
    present = now()
    until = here().hour(present)
    return _kept.get_as_known(present, until, lambda: _past_cover(Period(until - DAYS * DAY, until), present))


_kept: LedgerCache[Instant, PastCover | None] = LedgerCache(2)


def _past_cover(period: Period, known_at: Instant) -> PastCover | None:
    try:
        book = book_of(period, known_at)
    except NoScenario:
        return None
    scenario = book.scenario
    situation = situation_of(scenario, at=scenario.horizon.start, known_at=known_at)
    answer = cover(situation, until=scenario.horizon.until)
    return PastCover(
        scenario.horizon,
        {line.duty: line for line in duty_lines(answer)},
        {line.crew: line for line in crew_lines(answer, named=True)} if scenario.crews else {},
        book.same_tables,
    )
