"""Statements from the ledger, each worked out once for all readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from standto.attribution import CoverStatement, statement
from standto.attribution.rows_of_time import MONTH
from standto.attribution.tracing import CauseEntry
from standto.model.time import Instant, Period
from standto.reporting import StatementReport, statement_report
from standto.reporting.heading import PUBLIC
from standto_desk.book.periods import book_of
from standto_desk.components.small_numbers import small_number
from standto_desk.ledger.cached_answers import LedgerCache

KEPT = 16
"""The most statements kept, those of a year's single months among them, which share the events of the ledger."""


class LedgerStatement(NamedTuple):
    """A statement, with the number of the entry behind each event.

    Attributes
    ----------
    found
        The statement.
    sequences
        The number of the entry of each event, in the order of the scenario's events.
    same_tables
        Whether the same rows were in force throughout.
    """

    found: CoverStatement
    sequences: tuple[int, ...]
    same_tables: bool

    def sequence(self, entry: CauseEntry) -> int:
        """Return the number of the entry behind a cause."""
        return self.sequences[entry.row - FIRST_ROW]

    def report(self, audience: str, months: Sequence[CoverStatement] = ()) -> StatementReport:
        """Return the statement laid out for an audience; it warns of rows that changed during its period.

        Parameters
        ----------
        months
            For the public, where rows changed, the statements of the single months.
        """
        laid_out = statement_report(self.found, audience=audience, small=small_number(), months=months)
        if self.same_tables:
            return laid_out
        warning = CHANGED_IN_MONTHS if months else CHANGED
        return replace(laid_out, warnings=(warning,))


CHANGED = (
    "People, duties or other rows changed during this period. The statement uses those in force at its end throughout."
)
CHANGED_IN_MONTHS = (
    "People, duties or other rows changed during this period. Each month uses those in force at its own end."
)
FIRST_ROW = 2
"""The row of the first event, as `standto.attribution.tracing` counts them."""

_kept: LedgerCache[tuple[Period, Instant | None, Instant | None], LedgerStatement] = LedgerCache(KEPT)


def statement_of(period: Period, known: Instant | None, present: Instant, *, exact: bool = True) -> LedgerStatement:
    """Return the statement of a past period.

    Parameters
    ----------
    known
        As known at this instant; None: with everything known up to the present.
    present
        The last moment that the reader can see.
    exact
        Whether that is now, not the last whole hour of a viewer.
    """
    known_at = present if known is None else known

    def made() -> LedgerStatement:
        """Work the statement out."""
        scenario, sequences, same = book_of(period, known_at)
        return LedgerStatement(statement(scenario, known_at=known), sequences, same)

    # As known now, it is made again once there are more entries. As known at a viewer's hour, it is another answer.
    return _kept.get_as_known(known_at, (period, known, None if exact else present), made)


def report_for_public(
    found: LedgerStatement, known: Instant | None, present: Instant, *, exact: bool = True
) -> StatementReport:
    """Return a statement laid out for the public.

    It is put together from single months where rows changed during its period, so that each month shows the same in
    every statement. The parameters are those with which the statement was found.
    """
    if found.same_tables:
        return found.report(PUBLIC)
    facts = found.found
    rows = facts.rows_of_time if facts.row_kind == MONTH else [Period(facts.start, facts.until)]
    return found.report(PUBLIC, [statement_of(row, known, present, exact=exact).found for row in rows])
