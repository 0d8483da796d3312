"""A report to command: everything, with the evidence of every number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from standto.coverage.lines import duty_stretches, rest_line
from standto.ladder.lines import advice_lines, help_lines, kept_lines, remaining_lines
from standto.model.time import Period, hours
from standto.reporting.changes import changed, decisions, entered
from standto.reporting.evidence import Annex
from standto.reporting.figures import claims, statements, stepped_back
from standto.reporting.heading import number_of
from standto.reporting.shortages import what_is_short
from standto.reporting.traces import (
    cover_trace,
    margin_trace,
    pool_trace,
    requirement_trace,
    review_trace,
    supply_trace,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from standto.model.time import Instant
    from standto.presenting.advice import Advice
    from standto.presenting.crews import CrewLine
    from standto.presenting.duties import DutyLine, RemainingLine, Stretch
    from standto.presenting.help import HelpLine, KeptLine
    from standto.presenting.margins import MarginLine
    from standto.presenting.readiness import ReadinessLine
    from standto.presenting.rest_words import RestLine
    from standto.reporting.changes import Entered, ReportedChange, ReportedDecision
    from standto.reporting.evidence import Evidence
    from standto.reporting.figures import FigureLine, StatementLine, SteppedBack
    from standto.reporting.heading import Heading
    from standto.reporting.shortages import Shortage
    from standto.reporting.standpoint import Standpoint

LineT = TypeVar("LineT")


@dataclass(frozen=True, slots=True)
class TracedLine(Generic[LineT]):
    """A line, and the rows of the annex that prove it."""

    line: LineT
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutySeries:
    """A duty over time, with its rows of the annex."""

    duty: str
    name: str
    stretches: tuple[Stretch, ...]
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """Rows of the annex that the figures of a part have in common."""

    cover: tuple[str, ...]
    margin: tuple[str, ...]
    review: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommandReport:
    """The content of a report to command.

    Attributes
    ----------
    heading
        Its marking, its time, and its inputs.
    until
        The end of the look-ahead.
    next_review
        The latest time of the next review.
    declared
        Declarations in force now.
    rest
        The numbers of people in stints that break a rule on rest; None if the scenario has no rules.
    previous, previous_number
        The time and the number of the previous report; None if this is the first.
    duties, shortages
        Each duty's cover, and each shortage with its proof.
    crews, readiness
        Each crew's state, with since when and why; and what is covered now, and within each readiness that the scenario
        knows. None in a scenario without crews, and where nobody needs any time.
    runs, seed, margins
        The random runs, and the margins.
    stepped_back, help
        The number of people who have stepped back, and help by state.
    recommendations, remaining, kept
        The review: its recommendations, the gaps that no step closes, and the help that stays.
    changes, entered, decisions
        Changes, recorded events and decisions since the previous report.
    figures, statements
        Published figures and statements, beside the register's own numbers.
    series_from, series
        Each duty over time, from before the report until the look-ahead ends.
    traced, annex
        The evidence of the numbers.
    """

    heading: Heading
    until: Instant
    next_review: Instant
    declared: tuple[str, ...]
    rest: TracedLine[RestLine] | None
    previous: Instant | None
    previous_number: str | None
    duties: tuple[TracedLine[DutyLine], ...]
    crews: tuple[TracedLine[CrewLine], ...] | None
    readiness: tuple[ReadinessLine, ...] | None
    shortages: tuple[Shortage, ...]
    runs: int
    seed: int
    margins: tuple[MarginLine, ...]
    stepped_back: tuple[SteppedBack, ...]
    help: tuple[TracedLine[HelpLine], ...]
    recommendations: tuple[TracedLine[Advice], ...]
    remaining: tuple[TracedLine[RemainingLine], ...]
    kept: tuple[TracedLine[KeptLine], ...]
    changes: tuple[ReportedChange, ...]
    entered: tuple[Entered, ...]
    decisions: tuple[ReportedDecision, ...]
    figures: tuple[FigureLine, ...]
    statements: tuple[StatementLine, ...]
    series_from: Instant
    series: tuple[DutySeries, ...]
    traced: Traced
    annex: tuple[Evidence, ...]


def command_report(stand: Standpoint, previous: Standpoint | None, heading: Heading) -> CommandReport:
    """Return the content of a report to command."""
    annex = Annex(stand.names)
    zone, period = stand.scenario.zone, charted(stand)
    traced = Traced(
        cover=(cover_trace(stand, annex), supply_trace(stand, annex)),
        margin=(margin_trace(stand, annex), supply_trace(stand, annex)),
        review=(review_trace(stand, "next_review", annex),),
    )
    return CommandReport(
        heading=heading,
        until=stand.review.until,
        next_review=stand.review.next_review,
        declared=stand.situation.declared(stand.at),
        rest=_rest(stand, traced.cover[:1]),
        previous=None if previous is None else previous.at,
        previous_number=None if previous is None else number_of(zone, previous.at, previous.known_at),
        duties=_traced(stand.duty_lines, lambda line: (requirement_trace(stand, line.duty, annex),)),
        crews=_traced(stand.crew_lines, lambda _: (cover_trace(stand, annex),)) or None,
        readiness=stand.readiness_lines or None,
        shortages=what_is_short(stand, annex),
        runs=stand.runs,
        seed=stand.seed,
        margins=stand.margin_lines,
        stepped_back=stepped_back(stand, previous, annex),
        help=_help(stand, annex),
        recommendations=_recommendations(stand, annex),
        remaining=_remaining(stand, annex),
        kept=_kept(stand, annex),
        changes=() if previous is None else changed(stand, previous, annex),
        entered=() if previous is None else entered(stand, previous, annex),
        decisions=decisions(stand, previous, annex),
        figures=claims(stand, annex),
        statements=statements(stand),
        series_from=period.start,
        series=_series(stand, period, annex),
        traced=traced,
        annex=annex.rows,
    )


def _traced(lines: Iterable[LineT], trace: Callable[[LineT], tuple[str, ...]]) -> tuple[TracedLine[LineT], ...]:
    return tuple(TracedLine(line, trace(line)) for line in lines)


def _help(stand: Standpoint, annex: Annex) -> tuple[TracedLine[HelpLine], ...]:
    lines = help_lines(stand.situation, stand.review, names=stand.names.called)
    return _traced(lines, lambda line: (pool_trace(stand, line.pool, annex),))


def _recommendations(stand: Standpoint, annex: Annex) -> tuple[TracedLine[Advice], ...]:
    def trace(line: Advice) -> tuple[str, ...]:
        found = review_trace(stand, "recommendations", annex)
        return (found, pool_trace(stand, line.pool, annex)) if line.pool else (found,)

    return _traced(advice_lines(stand.review, names=stand.names.called), trace)


def _remaining(stand: Standpoint, annex: Annex) -> tuple[TracedLine[RemainingLine], ...]:
    lines = remaining_lines(stand.review, names=stand.names.called)
    return _traced(lines, lambda _: (review_trace(stand, "remaining", annex),))


def _kept(stand: Standpoint, annex: Annex) -> tuple[TracedLine[KeptLine], ...]:
    lines = kept_lines(stand.review, names=stand.names.called)
    return _traced(lines, lambda line: (review_trace(stand, "kept", annex), pool_trace(stand, line.pool, annex)))


def _rest(stand: Standpoint, trace: tuple[str, ...]) -> TracedLine[RestLine] | None:
    line = rest_line(stand.cover)
    return None if line is None else TracedLine(line, trace)


def _series(stand: Standpoint, period: Period, annex: Annex) -> tuple[DutySeries, ...]:
    """Return each duty over the charted time, as known at the report's time."""
    over = stand.cover_over(period)
    query = stand.query("cover", at=period.start, look_ahead=True)
    return tuple(
        DutySeries(
            duty=duty.id,
            name=stand.names.called.duties[duty.id],
            stretches=stretches,
            trace=(
                annex.add("Every duty over time", query=query, within="windows"),
                requirement_trace(stand, duty.id, annex),
                supply_trace(stand, annex),
            ),
        )
        for duty, stretches in zip(stand.scenario.duties_in_order, duty_stretches(over), strict=True)
        if not duty.crew
    )


def charted(stand: Standpoint) -> Period:
    """Return the time that the charts show: as far back as the look-ahead is long, within the horizon."""
    back = stand.at - hours(stand.scenario.policy.look_ahead_hours)
    return Period(max(stand.scenario.horizon.start, back), stand.review.until)
