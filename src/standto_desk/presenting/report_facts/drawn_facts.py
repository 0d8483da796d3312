"""The facts of a report as they are kept: drawn from the ledger at a moment, the same whenever they are drawn again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from standto.model.time import Instant, Period
from standto.reporting.document import Document, Section, Warn, Words
from standto.reporting.heading import PUBLIC as LIBRARY_PUBLIC
from standto.reporting.heading import Heading, heading_of
from standto.reporting.plain_values import plain_document
from standto.reporting.public import public_report
from standto.reporting.standpoint import Standpoint
from standto.wording import day_and_time
from standto_desk.acts.situation_reports.report_chain import ReportChain
from standto_desk.acts.situation_reports.report_parts import COMMAND, DESK, PUBLIC, STATEMENT
from standto_desk.book.situations import situation_at
from standto_desk.components.small_numbers import small_number
from standto_desk.ledger.cached_answers import LedgerCache
from standto_desk.presenting.drawing import outlined
from standto_desk.presenting.planned_changes import ChangeAhead, changes_ahead, with_gaps
from standto_desk.presenting.report_facts.fact_changes import changes_in_words, first_report
from standto_desk.presenting.report_facts.facts_for_command import Facts, command_facts, standpoint_of
from standto_desk.presenting.report_facts.facts_for_statements import statement_facts
from standto_desk.presenting.report_facts.facts_for_the_desk import (
    headline_without_times,
    outline_compared,
    outline_sections,
)
from standto_desk.presenting.report_facts.facts_for_the_public import cover_sentence, public_compared, public_sections

KEPT = 16
DESK_MARKING = "FOR USE AT THE DESK"
NOT_COUNTED = "This report does not count that yet."
TITLE, TITLE_OF_STATEMENT = "Situation report", "Cover statement"

_kept: LedgerCache[tuple[Any, ...], dict[str, Any]] = LedgerCache(KEPT)


def draw_facts(audience: str, at: Instant, known_at: Instant, since: ReportChain | None) -> dict[str, Any]:
    """Return the facts of a report as plain values: a document, what may change in it, and its headline.

    Parameters
    ----------
    audience
        Its audience: command sees every number, the others see what viewers see.
    at, known_at
        The moment that it is about, and the instant by which its facts were known; whole hours unless for command.
    since
        The report since which it lists the changes; None for the first.

    Raises
    ------
    NoScenario
        None had been entered by then.
    """
    key = audience, at, known_at, since and since.entry.sequence, small_number()
    return _kept.get_as_known(known_at, key, lambda: _drawn(audience, at, known_at, since))


def draw_statement(months: Period, known_at: Instant, since: ReportChain | None) -> dict[str, Any]:
    """Return the facts of a cover statement for the public as plain values, as those of a report.

    Parameters
    ----------
    months
        The whole months that it is about.
    known_at
        The time of its latest facts: a whole hour.
    since
        The statement that it corrects, from which it lists the changes; None if it corrects none.
    """
    key = STATEMENT, months, known_at, since and since.entry.sequence, small_number()

    def drawn() -> dict[str, Any]:
        facts = statement_facts(months, known_at)
        changes = () if since is None else (_changes(since, facts, "What this corrects"),)
        return _plain(TITLE_OF_STATEMENT, facts, changes)

    return _kept.get_as_known(known_at, key, drawn)


def facts_of(report: ReportChain, since: ReportChain | None) -> dict[str, Any]:
    """Return the facts of a report: as they were published, or drawn again.

    Parameters
    ----------
    since
        The report since which it lists the changes.
    """
    if report.content:
        return report.content
    if report.months is not None:
        return draw_statement(report.months, report.known_at, since)
    return draw_facts(report.audience, report.at, report.known_at, since)


def _drawn(audience: str, at: Instant, known_at: Instant, since: ReportChain | None) -> dict[str, Any]:
    facts = _DRAWN[audience](at, known_at, since)
    return _plain(TITLE, facts, (_changes(since, facts, "Changes since the last report"),))


def _changes(since: ReportChain | None, facts: Facts, title: str) -> Section:
    blocks = first_report()
    if since is not None and since.content:
        blocks = changes_in_words(since.content["compared"], facts.compared, since.short_title.lower())
    return Section("changes", title, blocks)


def _plain(title: str, facts: Facts, changes: tuple[Section, ...]) -> dict[str, Any]:
    """Return facts as plain values, with the changes after the head."""
    head, *others = facts.sections
    plain = plain_document(Document(title, facts.heading, (head, *changes, *others)))
    compared = [list(pair) for pair in facts.compared]
    return {**_without_traces(plain), "compared": compared, "headline": facts.headline}


def _command(at: Instant, known_at: Instant, since: ReportChain | None) -> Facts:
    stand = _stand(at, known_at)
    until = min(at + stand.scenario.policy.look_ahead, stand.scenario.horizon.until)
    say = partial(day_and_time, stand.scenario.zone)
    ahead = with_gaps(changes_ahead(at, until, known_at), until, known_at, say)
    return _warned(command_facts(stand, None if since is None else since.at), ahead, say)


def _warned(facts: Facts, ahead: Iterable[ChangeAhead], say: Callable[[Instant], str]) -> Facts:
    """Return facts with a warning of each change of the register that they do not count, at the end of their head."""
    head, *others = facts.sections
    warnings = (
        Warn(Words(f"From {say(one.at)} on, the register changes: {one.rows}. {NOT_COUNTED} {one.gaps}".strip()))
        for one in ahead
    )
    return facts._replace(sections=(replace(head, blocks=(*head.blocks, *warnings)), *others))


def _desk(at: Instant, known_at: Instant, _since: ReportChain | None) -> Facts:
    outline = outlined(at, known_at).board
    stand = _stand(at, known_at)
    heading = heading_of(stand, COMMAND, DESK_MARKING)
    facts = Facts(
        _plain_heading(replace(heading, audience=DESK)),
        outline_sections(outline),
        tuple(outline_compared(outline)),
        headline_without_times(outline),
    )
    return _warned(facts, outline.ahead, partial(day_and_time, stand.scenario.zone))


def _public(at: Instant, known_at: Instant, _since: ReportChain | None) -> Facts:
    outline = outlined(at, known_at).board
    stand = _stand(at, known_at)
    scenario = stand.scenario
    report = public_report(stand, heading_of(stand, LIBRARY_PUBLIC, None))
    sections = public_sections(report, outline, scenario.zone, scenario.words, scenario.policy.review_hours)
    return Facts(
        _plain_heading(report.heading), sections, tuple(public_compared(report, outline)), cover_sentence(outline)
    )


def _stand(at: Instant, known_at: Instant) -> Standpoint:
    return standpoint_of(situation_at(at, known_at), at, known_at)


def _plain_heading(heading: Heading) -> Heading:
    """Return a heading without the digest of the inputs, which changes with every entry."""
    return replace(heading, digest=None)


def _without_traces(plain: Any) -> Any:
    """Return plain values without references to evidence, which the desk itself shows."""
    if isinstance(plain, dict):
        return {name: [] if name in ("trace", "anchors") else _without_traces(one) for name, one in plain.items()}
    return [_without_traces(one) for one in plain] if isinstance(plain, (list, tuple)) else plain


_DRAWN: dict[str, Callable[[Instant, Instant, ReportChain | None], Facts]] = {
    COMMAND: _command,
    DESK: _desk,
    PUBLIC: _public,
}
