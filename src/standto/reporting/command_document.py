"""A report to command as a document: first the decisions to take, then the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.time import Period
from standto.model.words import USUAL, Vocabulary
from standto.presenting.readiness import readiness_sentences
from standto.reporting.command_tables import (
    annex_table,
    changes_table,
    crew_stretches_table,
    crews_table,
    duties_table,
    figures_table,
    help_table,
    margin_table,
    series_table,
)
from standto.reporting.document import Chart, Document, Inset, Paragraph, Points, Section, Summary, Warn, Words
from standto.reporting.head_matter import head_rows, made_from, source_words
from standto.wording import counted, day_and_time, listed, moment, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.zone import Zone
    from standto.reporting.command import CommandReport
    from standto.reporting.document import Block
    from standto.reporting.figures import Origin, StatementLine
    from standto.reporting.shortages import Shortage

SAME = "For the same reasons."
SHOWN = 12
"""The most shortages that are written out; the tables behind the charts have the rest."""


def for_command(report: CommandReport, zone: Zone, words: Vocabulary = USUAL) -> Document:
    """Return a report to command as a document."""
    return Document(
        title=f"{'What if: situation' if report.heading.what_if else 'Situation'} report for command",
        heading=report.heading,
        sections=(
            Section("head", "", tuple(_head(report, zone, words)), level=1),
            Section("decide", "What to decide", tuple(_recommendations(report))),
            Section("covered", "What is covered", tuple(_covered(report, zone, words))),
            Section("short", "What is short, and why", tuple(_shortages(report, zone, words))),
            Section("margin", "How many more may step back", tuple(_margin(report, words))),
            Section("help", "Help, by state", tuple(_help(report, zone))),
            Section("changes", "Changes since the previous report", tuple(_changes(report, zone))),
            Section("decisions", "Decisions taken since", tuple(_decisions(report, zone))),
            Section("figures", "Figures side by side", tuple(_figures(report, zone, words))),
            Section("time", "Each duty over time", tuple(_over_time(report, zone, words))),
            *_charts(report, zone, words),
            Section("statements", "Statements", tuple(_statements(report, zone))),
            Section("annex", "Annex: where each number comes from", tuple(_annex(report))),
            made_from(report.heading),
        ),
    )


def _head(report: CommandReport, zone: Zone, words: Vocabulary) -> Iterator[Block]:
    yield _verdict(report, zone)
    if report.previous is None:
        previous = "None: this is the first report"
    else:
        previous = f"{report.previous_number}, as of {day_and_time(zone, report.previous)}"
    rows = [
        *head_rows(report.heading, zone),
        ("Looks ahead to", Words(day_and_time(zone, report.until))),
        ("Next review by", Words(day_and_time(zone, report.next_review), report.traced.review)),
        ("Declarations in force", Words(listed(report.declared) or "None", report.traced.cover[:1])),
        *(() if report.rest is None else (("Rest", Words(report.rest.line.worded(words), report.rest.trace)),)),
        ("Previous report", Words(previous)),
    ]
    yield Summary(tuple(rows))


def _covered(report: CommandReport, zone: Zone, words: Vocabulary) -> Iterator[Block]:
    if report.duties or not report.crews:
        yield duties_table(report, zone, words)
    if report.crews:
        yield crews_table(report, zone)
    if report.readiness:
        yield Paragraph(Words("How soon, until the end of the look-ahead:", report.traced.cover[:1]))
        yield Points(tuple((Words(sentence), ()) for sentence in readiness_sentences(report.readiness)))


def _verdict(report: CommandReport, zone: Zone) -> Block:
    short = [traced.line for traced in report.duties if traced.line.gaps]
    crews = [traced.line for traced in report.crews or () if traced.line.short]
    if not short and not crews:
        words = (
            f"Every duty{' and crew' if report.crews else ''} is covered, now and until {moment(zone, report.until)}."
        )
        return Inset(Words(words, report.traced.cover[:1], "covered", "good"))
    now = [f"{line.name} ({line.gap:,})" for line in short if line.gap]
    now += [f"{line.name} ({line.now.words})" for line in crews if not line.covered]
    firsts = [line.first_short for line in short if line.first_short is not None]
    ahead = min([*firsts, *(line.short[0].start for line in crews)])
    words = f"Short now: {listed(now)}." if now else f"Covered now; short from {moment(zone, ahead)}."
    later = [f"{line.name} (up to {line.most_short:,})" for line in short if not line.gap]
    later += [f"{line.name} ({line.ahead})" for line in crews if line.covered]
    words += f" Short before {moment(zone, report.until)}: {listed(later)}." if later else ""
    return Warn(Words(words, report.traced.cover[:1]))


def _recommendations(report: CommandReport) -> Iterator[Block]:
    """Yield the recommendations, the gaps that no step closes, and the help that is kept."""
    if report.recommendations:
        yield Paragraph(Words("Standto recommends and proves; a named post decides."))
        yield Points(tuple(_recommended(report)))
    else:
        yield Paragraph(Words("Nothing.", report.traced.review))
    if report.remaining:
        yield Paragraph(Words("No step closes these gaps:"))
        yield Points(tuple((Words(one.line.words, one.trace), ()) for one in report.remaining))
    if report.kept:
        yield Paragraph(Words("Help that stays, and the reason:"))
        yield Points(tuple((Words(one.line.words, one.trace), ()) for one in report.kept))


def _recommended(report: CommandReport) -> Iterator[tuple[Words, tuple[Words, ...]]]:
    """Yield each recommendation with its reasons; the same reasons are not repeated one after another."""
    before: tuple[str, ...] = ()
    for traced in report.recommendations:
        one = traced.line
        reasons = (SAME,) if one.because and one.because == before else one.because
        yield Words(one.sentence, traced.trace, "late" if one.late else "", "bad"), tuple(map(Words, reasons))
        before = one.because


def _shortages(report: CommandReport, zone: Zone, words: Vocabulary) -> Iterator[Block]:
    if not report.shortages:
        yield Paragraph(Words("Nothing is short in the look-ahead.", report.traced.cover[:1]))
        return
    more = f"requires more {words.people} than could fill any of them"
    yield Paragraph(Words(f"Each set of duties below {more}. That proves the gap."))
    yield Points(tuple(_shortage(one, zone) for one in report.shortages[:SHOWN]))
    others = len(report.shortages) - SHOWN
    if others > 0:
        yield Paragraph(Words(f"And {counted(others, 'more shortage')}: see the tables behind the charts."))
    yield from _crews_short(report)


def _crews_short(report: CommandReport) -> Iterator[Block]:
    """Yield why crews are below what they need, as far as there is room."""
    lines = [traced.line for traced in report.crews or ()]
    sentences = [line.sentence(stretch) for line in lines for stretch in line.short]
    if sentences:
        yield Paragraph(Words("Crews below what they need. A seat that a crew needs is a duty in the sets above."))
        yield Points(tuple((Words(sentence), ()) for sentence in sentences[:SHOWN]))
        if len(sentences) > SHOWN:
            yield Paragraph(Words(f"And {counted(len(sentences) - SHOWN, 'more time')}: see the tables of the crews."))


def _shortage(one: Shortage, zone: Zone) -> tuple[Words, tuple[Words, ...]]:
    """Return the time and the size of a shortage, and its proof."""
    size = f"{span(zone, one.start, one.until)}, criticality {one.criticality}: up to {one.short:,} short."
    return Words(size, one.trace), (Words(f"At {moment(zone, one.at)}: {one.words}"),)


def _margin(report: CommandReport, words: Vocabulary) -> Iterator[Block]:
    yield margin_table(report)
    yield Points(tuple((Words(f"{line.label}: {line.words}"), ()) for line in report.margins))
    yield Paragraph(
        Words(
            f"Worst case: cover survives whichever {words.people} on duty step back, up to this number. At random: "
            f"{words.people} who could still step back now do so one by one, in random order, until a duty is short at "
            f"some time of the look-ahead ({counted(report.runs, 'run')}, seed {report.seed}).",
            report.traced.margin,
        )
    )


def _help(report: CommandReport, zone: Zone) -> Iterator[Block]:
    """Yield the numbers of people who have stepped back, and help by state."""
    for one in report.stepped_back:
        before = "" if one.before is None else f" (at the previous report: {one.before:,})"
        doubt = "figures conflict" if one.conflict else "figure is old" if one.stale else ""
        number = f"Stepped back, {one.force}, by the register: {one.count:,}{before}."
        yield Paragraph(Words(number, one.trace, doubt, "bad"))
    if report.help:
        yield help_table(report, zone)
    else:
        yield Paragraph(Words("No pool has any places."))


def _changes(report: CommandReport, zone: Zone) -> Iterator[Block]:
    """Yield the changes since the previous report, or say that there is none."""
    if report.previous is None:
        yield Paragraph(Words("This is the first report."))
        return
    since = day_and_time(zone, report.previous)
    if report.changes:
        yield changes_table(report, since)
    else:
        yield Inset(Words(f"No change since {since}."))
    entered = ", ".join(f"{one.count:,} {one.event}" for one in report.entered)
    trace = report.entered[0].trace if report.entered else ()
    yield Paragraph(Words(f"Events recorded since: {entered or 'none'}.", trace))


def _decisions(report: CommandReport, zone: Zone) -> Iterator[Block]:
    if not report.decisions:
        yield Paragraph(Words("None."))
        return
    yield Points(
        tuple(
            (
                Words(f"{moment(zone, one.at)}: {one.words} ({one.reference}).", one.trace),
                tuple(Words(text) for text in (one.note, _source(one.origin)) if text),
            )
            for one in report.decisions
        )
    )


def _source(origin: Origin) -> str:
    """Return a source as a sentence; blank if there is none."""
    return f"Source: {source_words(origin)}." if origin.source else ""


def _figures(report: CommandReport, zone: Zone, words: Vocabulary) -> Iterator[Block]:
    if not report.figures:
        yield Paragraph(Words("No figures are known."))
        return
    if any(one.conflict for one in report.stepped_back):
        yield Warn(Words("These figures cannot all be true. We keep them side by side and correct none."))
    yield figures_table(report, zone, words)


def _statements(report: CommandReport, zone: Zone) -> Iterator[Block]:
    if not report.statements:
        yield Paragraph(Words("None known."))
        return
    yield Points(
        tuple(
            (
                Words(f"{moment(zone, one.at)}, about {one.force}: {one.words}"),
                tuple(Words(text) for text in (_source(one.origin), _when(one)) if text),
            )
            for one in reversed(report.statements)
        )
    )


def _when(one: StatementLine) -> str:
    """Return when a statement was published, and its event."""
    return f"Published: {one.origin.published or 'not known'}. Event: {one.reference}."


def _over_time(report: CommandReport, zone: Zone, words: Vocabulary) -> Iterator[Block]:
    usual = words.contingency == USUAL.contingency
    last = f"of the military ({words.contingency})" if usual else f"of the last resort ({words.contingency})"
    shown = span(zone, report.series_from, report.until)
    yield Paragraph(
        Words(
            f"{shown}, as known at {day_and_time(zone, report.heading.known_at)}. Each picture shows what a duty "
            f"requires, and how many {words.people} of the home force, of other forces ({words.aid}) and {last} "
            "fill it. The dashed line marks this report. The part to its right uses the events known so far. A table "
            "follows each picture; open it before you print, so that it is printed too."
        )
    )


def _charts(report: CommandReport, zone: Zone, words: Vocabulary) -> Iterator[Section]:
    period = Period(report.series_from, report.until)
    for number, series in enumerate(report.series, start=1):
        chart = Chart(series, period, report.heading.at, zone, words)
        yield Section(f"duty-{number}", series.name, (chart, series_table(series, zone, words)), level=3)
    for number, traced in enumerate(report.crews or (), start=1):
        yield Section(f"crew-{number}", traced.line.name, (crew_stretches_table(traced.line, zone),), level=3)


def _annex(report: CommandReport) -> Iterator[Block]:
    yield Paragraph(
        Words(
            "Every number above leads to a row here. Run the row's command to get the number again; put the scenario's "
            "folder in place of FOLDER. Rows list the events behind a number by their ids. An event that has no id, or "
            "is about a volunteer, is listed by its row in events.csv (row 1 is the header; empty lines do not count). "
            "No row names a volunteer."
        )
    )
    yield annex_table(report)
