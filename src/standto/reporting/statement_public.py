"""A public cover statement: an allow-list. Anything without a field here cannot be in it.

Everything in it is made from single months, each of which shows the same whatever other months are in the statement. So
two statements about overlapping periods tell no more than their months do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from standto.attribution.rows_of_time import MONTH, row_name, starts_month
from standto.attribution.strengths import over_rows
from standto.errors import OptionError
from standto.model.time import Period
from standto.reporting.small_numbers import HoursShort, banded, shown_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.attribution.statement_facts import StatementFacts
    from standto.reporting.heading import Heading


@dataclass(frozen=True, slots=True)
class PublicMonth:
    """A month of a public statement.

    Attributes
    ----------
    month
        Its name, as ``2023-09``.
    hours
        Place-hours short of all duties together, in steps; None if suppressed.
    causes
        The same by cause; None if suppressed.
    crew_hours
        Hours of crews below what they need, in steps; None if suppressed.
    strengths
        The mean requirement of all duties together and the mean numbers of people beside it, in bands; empty if no duty
        stood.
    incomplete
        Why the month may not be the whole truth.
    """

    month: str
    hours: int | None
    causes: tuple[int | None, ...]
    crew_hours: int | None
    strengths: tuple[str, ...]
    incomplete: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicStatement:
    """The content of a cover statement for the public.

    Attributes
    ----------
    heading
        Its marking, its number and its inputs.
    period
        The time that it is about: whole months.
    known_at
        Only events recorded by then count; None: everything known.
    small
        The bound: a smaller number is suppressed, and other numbers are in steps of it.
    covered
        Whether nothing was short.
    months
        The months in order.
    crews
        Whether the scenario has crews.
    """

    heading: Heading
    period: Period
    known_at: int | None
    small: int
    covered: bool
    months: tuple[PublicMonth, ...]
    crews: bool

    @property
    def hours(self) -> int | None:
        """The place-hours short in the months that are not suppressed; None if all that were short are."""
        return _sum_of_shown([month.hours for month in self.months])

    @property
    def crew_hours(self) -> int | None:
        """The hours of crews in the months that are not suppressed; None if all with any are."""
        return _sum_of_shown([month.crew_hours for month in self.months])

    @property
    def causes(self) -> tuple[int | None, ...]:
        """The hours of each cause in the months in which it is not suppressed; None if all with any are."""
        return tuple(_sum_of_shown(list(hours)) for hours in zip(*(month.causes for month in self.months), strict=True))

    def of_months(self, each: Sequence[PublicStatement]) -> PublicStatement:
        """Return this statement with the months of other ones, one for each month, in order."""
        return replace(
            self,
            covered=all(one.covered for one in each),
            months=tuple(month for one in each for month in one.months),
            crews=any(one.crews for one in each),
        )

    def suppressed(self, cause: int | None = None) -> bool:
        """Return whether hours of a cause, or of all causes together, are suppressed in some month."""
        return any((month.hours if cause is None else month.causes[cause]) is None for month in self.months)


def _sum_of_shown(hours: list[int | None]) -> int | None:
    shown = sum(one for one in hours if one is not None)
    return None if None in hours and not shown else shown


def public_statement(facts: StatementFacts, heading: Heading, small: int) -> PublicStatement:
    """Return the content of a cover statement for the public.

    Raises
    ------
    OptionError
        It is not about whole months, or not over yet, or it assumes a declaration.
    """
    _check(facts)
    rows = range(len(facts.rows_of_time))
    months = [[row] for row in rows] if facts.row_kind == MONTH else [list(rows)]
    return PublicStatement(
        heading=heading,
        period=Period(facts.start, facts.until),
        known_at=facts.situation.known_at,
        small=small,
        covered=facts.covered,
        months=tuple(_month(facts, month, small) for month in months),
        crews=bool(facts.scenario.crews),
    )


def _check(facts: StatementFacts) -> None:
    """Raise `OptionError` if a statement is not for the public."""
    zone, horizon = facts.scenario.zone, facts.scenario.horizon
    if facts.situation.assumed:
        raise OptionError("audience: a statement with assumed declarations is not for the public: allowed is command")
    if facts.now is not None and facts.until > facts.now:
        raise OptionError("audience: a statement that is not over yet is not for the public: allowed is command")
    for name, instant in (("starts", facts.start), ("ends", facts.until)):
        if instant not in (horizon.start, horizon.until) and not starts_month(zone, instant):
            raise OptionError(
                f"audience: the period {name} at {zone.iso(instant)}, which is not the start of a local month: a "
                "public statement is of whole months, so that no two of them differ by a few days"
            )


def _month(facts: StatementFacts, rows: list[int], small: int) -> PublicMonth:
    """Return a month from its rows."""
    found = facts.attribution
    by_cause = np.array([facts.sums(crews=False, row=row) for row in rows], dtype=np.int64).sum(axis=0).tolist()
    *most, most_together = found.most[rows].max(axis=0).tolist()
    hours = HoursShort(sum(by_cause), most_together).shown(small)
    parts = [HoursShort(*part) for part in zip(by_cause, most, strict=True)]
    below = HoursShort(sum(sum(facts.sums(crews=True, row=row)) for row in rows), int(found.most_crews[rows].max()))
    together = over_rows([facts.strengths[row][-1] for row in rows])
    return PublicMonth(
        month=row_name(facts.scenario.zone, MONTH, facts.rows_of_time[rows[0]].start),
        hours=hours,
        causes=shown_parts(parts, small) if hours is not None else tuple(None if part.micros else 0 for part in parts),
        crew_hours=below.shown(small),
        strengths=tuple(banded(level.total // together.stood, small) for level in together.levels),
        incomplete=facts.incomplete(rows[-1]),
    )
