"""What command is told: everything, with the evidence of every number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.time import Period, hours
from standto.reporting.advice import advised, kept, remaining, review_trace
from standto.reporting.changes import changed, decisions, entered
from standto.reporting.duties import cover_trace, duty_lines, duty_series, supply_trace
from standto.reporting.evidence import Annex
from standto.reporting.figures import claims, statements, stepped_back
from standto.reporting.heading import number_of
from standto.reporting.margins import margin_lines, margin_trace
from standto.reporting.pools import help_lines
from standto.reporting.shortages import what_is_short

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto.reporting.advice import Advice, KeptHelp, RemainingGap
    from standto.reporting.changes import Change, Decided, Entered
    from standto.reporting.duties import DutyLine
    from standto.reporting.evidence import Evidence
    from standto.reporting.figures import Figure, Said, SteppedBack
    from standto.reporting.heading import Heading
    from standto.reporting.margins import MarginLine
    from standto.reporting.pools import HelpLine
    from standto.reporting.series import DutySeries
    from standto.reporting.shortages import Shortage
    from standto.reporting.standpoint import Standpoint


@dataclass(frozen=True, slots=True)
class Traced:
    """Rows of the annex for the figures of each part that has them in common."""

    cover: tuple[str, ...]
    margin: tuple[str, ...]
    review: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommandReport:
    """Everything that a report to command says.

    Attributes
    ----------
    heading
        Its marking, its time, and what it was made from.
    until
        Where the look-ahead ends.
    next_review
        When to look again at the latest.
    declared
        Declarations in force now.
    previous, previous_number
        The time and the number of the previous report; None: this is the first.
    duties, shortages
        What is covered; what is short, and why.
    runs, seed, margins
        The random runs, and how many more may step back.
    stepped_back, help
        How many have stepped back, and help by state.
    recommendations, remaining, kept
        What the review says.
    changes, entered, decisions
        What changed, was recorded and was decided since the previous report.
    figures, statements
        What others published, beside the register's own numbers.
    series_from, series
        Each duty over time, from before the report until the look-ahead ends.
    traced, annex
        Where the numbers come from.
    """

    heading: Heading
    until: Instant
    next_review: Instant
    declared: tuple[str, ...]
    previous: Instant | None
    previous_number: str | None
    duties: tuple[DutyLine, ...]
    shortages: tuple[Shortage, ...]
    runs: int
    seed: int
    margins: tuple[MarginLine, ...]
    stepped_back: tuple[SteppedBack, ...]
    help: tuple[HelpLine, ...]
    recommendations: tuple[Advice, ...]
    remaining: tuple[RemainingGap, ...]
    kept: tuple[KeptHelp, ...]
    changes: tuple[Change, ...]
    entered: tuple[Entered, ...]
    decisions: tuple[Decided, ...]
    figures: tuple[Figure, ...]
    statements: tuple[Said, ...]
    series_from: Instant
    series: tuple[DutySeries, ...]
    traced: Traced
    annex: tuple[Evidence, ...]


def command_report(stand: Standpoint, previous: Standpoint | None, heading: Heading) -> CommandReport:
    """Return everything that command is told."""
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
        previous=None if previous is None else previous.at,
        previous_number=None if previous is None else number_of(zone, previous.at, previous.known_at),
        duties=duty_lines(stand, annex),
        shortages=what_is_short(stand, annex),
        runs=stand.runs,
        seed=stand.seed,
        margins=margin_lines(stand),
        stepped_back=stepped_back(stand, previous, annex),
        help=help_lines(stand, annex),
        recommendations=advised(stand, annex),
        remaining=remaining(stand, annex),
        kept=kept(stand, annex),
        changes=() if previous is None else changed(stand, previous, annex),
        entered=() if previous is None else entered(stand, previous, annex),
        decisions=decisions(stand, previous, annex),
        figures=claims(stand, annex),
        statements=statements(stand),
        series_from=period.start,
        series=duty_series(stand, stand.cover_over(period), annex),
        traced=traced,
        annex=annex.rows,
    )


def charted(stand: Standpoint) -> Period:
    """Return the time that the charts show: as far back as the review looks ahead, inside the horizon."""
    back = stand.at - hours(stand.scenario.policy.look_ahead_hours)
    return Period(max(stand.scenario.horizon.start, back), stand.review.until)
