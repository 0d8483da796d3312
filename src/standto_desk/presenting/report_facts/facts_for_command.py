"""The facts of a report to command: every answer of the engines, without the ledger's free text."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from standto.model.time import Instant
from standto.register import Situation
from standto.reporting.changes import compared
from standto.reporting.command import CommandReport, command_report
from standto.reporting.command_document import for_command
from standto.reporting.document import Block, Section, Summary
from standto.reporting.heading import COMMAND, Heading, heading_of
from standto.reporting.html import CONTENTS_LEVEL
from standto.reporting.names import ReportNames
from standto.reporting.standpoint import Standpoint
from standto.wording import listed

LEFT_OUT = frozenset({"changes", "time", "statements", "annex", "made-from"})
"""The sections that a report of the desk does without: the desk itself has the evidence; others hold free text."""
OWN_ROWS = frozenset({"Report", "Previous report"})
"""The rows of the head that a report of the desk words itself."""


class Facts(NamedTuple):
    """The facts of a report.

    Attributes
    ----------
    heading
        Its marking, its time and its inputs.
    sections
        Its parts, of which the first is its head.
    compared
        What may change between two reports, each with its value in words.
    headline
        What matters most, without a time: the same as long as nothing of it has changed.
    """

    heading: Heading
    sections: tuple[Section, ...]
    compared: tuple[tuple[str, str], ...]
    headline: str


def standpoint_of(situation: Situation, at: Instant, known_at: Instant) -> Standpoint:
    """Return the standpoint of a situation, from which the engines answer."""
    return Standpoint(situation.records, ReportNames(situation.records.scenario), at, known_at)


def command_facts(stand: Standpoint, since: Instant | None) -> Facts:
    """Return the facts of a report to command.

    Parameters
    ----------
    since
        The moment of the report before, from which decisions and recorded events are listed; None if there is none.
    """
    start = stand.scenario.horizon.start
    before = None
    if since is not None and start <= since < stand.at:
        before = replace(stand, at=since, known_at=min(since, stand.known_at))
    report = _without_notes(command_report(stand, before, heading_of(stand, COMMAND, None)))
    document = for_command(report, stand.scenario.zone, stand.scenario.words)
    kept = [one for one in document.sections if one.id not in LEFT_OUT and one.level <= CONTENTS_LEVEL]
    return Facts(report.heading, tuple(map(_plain_head, kept)), compared(stand), _headline(report))


def _without_notes(report: CommandReport) -> CommandReport:
    """Return a report without the ledger's free text, which could not be redacted once it is in the chain."""
    return replace(
        report,
        decisions=tuple(replace(one, note="") for one in report.decisions),
        figures=tuple(replace(one, note="") for one in report.figures),
    )


def _plain_head(section: Section) -> Section:
    return replace(section, blocks=tuple(map(_without_own_rows, section.blocks)))


def _without_own_rows(block: Block) -> Block:
    if isinstance(block, Summary):
        return Summary(tuple((name, words) for name, words in block.rows if name not in OWN_ROWS))
    return block


def _headline(report: CommandReport) -> str:
    """Return the shortages, now and ahead, in words without a time."""
    lines, crews = [one.line for one in report.duties], [one.line for one in report.crews or ()]
    now = [f"{line.name} ({line.gap:,})" for line in lines if line.gap]
    now += [f"{line.name} ({line.now.words})" for line in crews if not line.covered]
    ahead = [f"{line.name} (up to {line.most_short:,})" for line in lines if line.gaps and not line.gap]
    ahead += [f"{line.name} ({line.ahead})" for line in crews if line.short and line.covered]
    said = [f"short now: {listed(now)}"] if now else []
    said += [f"short ahead: {listed(ahead)}"] if ahead else []
    return "; ".join(said) or "everything is covered"
