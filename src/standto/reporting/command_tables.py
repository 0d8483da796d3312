"""The tables of a report to command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.kernel.critical_sets import SHORT
from standto.reporting.document import Column, Table, Words
from standto.reporting.head_matter import source_words
from standto.wording import between, claimed, id_words, moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standto.model.words import Vocabulary
    from standto.model.zone import Zone
    from standto.presenting.crews import CrewLine
    from standto.presenting.help import HelpLine
    from standto.reporting.command import CommandReport, DutySeries

NOTHING = "\N{EN DASH}"


def duties_table(report: CommandReport, zone: Zone, words: Vocabulary) -> Table:
    """Return the table of duties, now and over the look-ahead."""
    return Table(
        Words(f"Each duty now, and until {moment(zone, report.until)}", report.traced.cover),
        (
            Column("Duty"),
            Column("Criticality", number=True),
            Column("Required", number=True),
            Column("Home", number=True),
            Column(in_head(words.aid), number=True),
            Column(in_head(words.contingency), number=True),
            Column("Now"),
            Column("Look-ahead"),
            Column("First short", short=True),
            Column("Place-hours short", number=True),
        ),
        tuple(
            (
                Words(one.name),
                *_numbers(one.criticality),
                Words(NOTHING if one.required is None else f"{one.required:,}", trace),
                *_numbers(one.now.home, one.now.aid, one.now.contingency),
                _state(one.required, one.gap),
                Words("", tag=one.ahead, tone="bad" if one.most_short else "good"),
                Words(NOTHING if one.first_short is None else moment(zone, one.first_short)),
                Words(f"{one.gap_hours:,g}"),
            )
            for one, trace in ((traced.line, traced.trace) for traced in report.duties)
        ),
    )


def crews_table(report: CommandReport, zone: Zone) -> Table:
    """Return the table of crews, now and over the look-ahead."""
    return Table(
        Words(f"Each crew now, and until {moment(zone, report.until)}", report.traced.cover),
        (
            Column("Crew"),
            Column("Criticality", number=True),
            Column("Needs"),
            Column("Now"),
            Column("Since", short=True),
            Column("Look-ahead"),
            Column("First short", short=True),
            Column("Hours short", number=True),
        ),
        tuple(
            (
                Words(one.name),
                *_numbers(one.criticality),
                Words(id_words(one.needs)),
                Words("", trace, one.now.words, "plain" if one.level == "none" else "good" if one.covered else "bad"),
                Words("the start" if one.since is None else moment(zone, one.since)),
                Words("", tag=one.ahead, tone="bad" if one.short else "good"),
                Words(NOTHING if one.first_short is None else moment(zone, one.first_short.start)),
                Words(f"{one.hours:,g}"),
            )
            for one, trace in ((traced.line, traced.trace) for traced in report.crews or ())
        ),
    )


def crew_stretches_table(line: CrewLine, zone: Zone) -> Table:
    """Return the states of a crew over the look-ahead."""
    return Table(
        Words(f"{line.name}, over the look-ahead"),
        (Column("From", short=True), Column("Until", short=True), Column("State"), Column("Has what it needs")),
        tuple(
            (
                Words(moment(zone, one.start)),
                Words(moment(zone, one.until)),
                Words(one.words),
                Words("yes" if one.covered else "no"),
            )
            for one in line.stretches
        ),
        folded=True,
    )


def _state(required: int | None, gap: int) -> Words:
    if required is None:
        return Words("", tag="does not stand")
    return Words("", tag=f"{gap:,} short", tone="bad") if gap else Words("", tag="covered", tone="good")


def margin_table(report: CommandReport) -> Table:
    """Return the margin of each criticality."""
    return Table(
        Words("How many more may step back before cover fails", report.traced.margin),
        (
            Column("Duties of"),
            Column("Worst case", number=True),
            Column("Could still step back", number=True),
            Column("At random, 1 run in 20", number=True),
            Column("At random, median", number=True),
            Column("At random, 19 runs in 20", number=True),
        ),
        tuple(
            (
                Words(one.label),
                Words(one.worst),
                *_numbers(one.register),
                *(Words(_random(number)) for number in (one.p05, one.p50, one.p95)),
            )
            for one in report.margins
        ),
    )


def _random(number: int | None) -> str:
    if number is None:
        return "no limit"
    return "short" if number == SHORT else f"{number:,}"


def help_table(report: CommandReport, zone: Zone) -> Table:
    """Return the places of every pool by state."""
    return Table(
        Words("Places of every pool, by state"),
        (
            Column("Pool"),
            Column("Force"),
            Column("State"),
            Column("Places", number=True),
            Column("Since", short=True),
            Column("For", short=True),
            Column("Until", short=True),
        ),
        tuple(
            (
                Words(one.pool),
                Words(one.force),
                _place_state(one),
                Words(f"{one.count:,}", trace),
                Words("the start" if one.since is None else moment(zone, one.since)),
                Words(NOTHING if one.since is None else between(one.since, report.heading.at)),
                Words("no end" if one.ends is None else moment(zone, one.ends)),
            )
            for one, trace in ((traced.line, traced.trace) for traced in report.help)
        ),
    )


def _place_state(one: HelpLine) -> Words:
    """Return the state of places, with the reason if they can fill no duty now."""
    text = f"{one.words}; {one.idle}" if one.idle else one.words
    return Words(text, tag="answer overdue" if one.overdue else "", tone="bad")


def changes_table(report: CommandReport, since: str) -> Table:
    """Return the table of changes."""
    return Table(
        Words(f"Changed since {since}"),
        (Column("What"), Column("Then"), Column("Now")),
        tuple((Words(one.what), Words(one.before), Words(one.now, one.trace)) for one in report.changes),
    )


def figures_table(report: CommandReport, zone: Zone, words: Vocabulary) -> Table:
    """Return the table of published claims beside the register's numbers."""
    return Table(
        Words(f"How many {words.people} had stepped back: published claims, and the register at the same time"),
        (
            Column("About"),
            Column("As of", short=True),
            Column("Claimed", number=True),
            Column("Register", number=True),
            Column("Source"),
            Column("Published", short=True),
            Column("Event", short=True),
        ),
        tuple(
            (
                Words(one.force),
                Words(moment(zone, one.at)),
                Words(claimed(one.count, one.low, one.high), one.trace[:1]),
                Words(f"{one.register:,}", one.trace[1:]),
                Words(". ".join(part for part in (source_words(one.origin), one.note) if part)),
                Words(one.origin.published or "not known"),
                Words(one.reference),
            )
            for one in report.figures
        ),
    )


def series_table(series: DutySeries, zone: Zone, words: Vocabulary) -> Table:
    """Return the numbers behind a chart."""
    return Table(
        Words(f"{series.name}, over time", series.trace),
        (
            Column("From", short=True),
            Column("Until", short=True),
            Column("Required", number=True),
            Column("Home", number=True),
            Column(in_head(words.aid), number=True),
            Column(in_head(words.contingency), number=True),
            Column("Gap", number=True),
        ),
        tuple(
            (
                Words(moment(zone, one.start)),
                Words(moment(zone, one.until)),
                *_numbers(one.required, one.home, one.aid, one.contingency, one.gap),
            )
            for one in series.stretches
        ),
        folded=True,
    )


def in_head(word: str) -> str:
    """Return a word as the head of a column, with a capital."""
    return f"{word[0].upper()}{word[1:]}"


def annex_table(report: CommandReport) -> Table:
    """Return the table of evidence: the command, then the events, each on a line of its own."""
    return Table(
        Words("Evidence"),
        (Column("Row"), Column("Of"), Column("From")),
        tuple(
            (
                Words(one.ref),
                Words(one.what),
                Words("\n".join([*([f"{one.query} ({one.within})"] if one.query else []), *one.entries])),
            )
            for one in report.annex
        ),
        anchors=tuple(one.ref.lower() for one in report.annex),
    )


def _numbers(*numbers: int | None) -> Iterable[Words]:
    return (Words(NOTHING if number is None else f"{number:,}") for number in numbers)
