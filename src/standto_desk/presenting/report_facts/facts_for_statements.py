"""The facts of a cover statement for the public: the allow-list of the library, as known at a whole hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from standto.attribution.causes import CAUSES
from standto.attribution.strengths import SIDE_BY_SIDE
from standto.model.time import Instant, Period
from standto.reporting.document import Inset
from standto.reporting.statement_public import PublicStatement
from standto.reporting.statement_public_document import hours_by_cause, hours_words
from standto_desk.presenting.ledger_statements import report_for_public, statement_of
from standto_desk.presenting.report_facts.facts_for_command import Facts

LEFT_OUT = "made-from"
"""The section that a report of the desk words itself."""


def statement_facts(months: Period, known_at: Instant) -> Facts:
    """Return the facts of a statement about whole months, as known at an instant.

    The digest of the inputs is left out, because it would tell that something else was recorded.

    Raises
    ------
    NoScenario
        None had been entered by then.
    OptionError
        It cannot be for the public.
    """
    report = report_for_public(statement_of(months, known_at, known_at), known_at, known_at)
    sections = tuple(one for one in report.document.sections if one.id != LEFT_OUT)
    said = (block.words.text for part in sections for block in part.blocks if isinstance(block, Inset))
    return Facts(
        replace(report.heading, digest=None),
        sections,
        tuple(_compared(cast(PublicStatement, report.content))),
        next(said, ""),
    )


def _compared(content: PublicStatement) -> Iterator[tuple[str, str]]:
    """Yield each number of a statement with its name, as its readers see it."""
    for one in content.months:
        yield f"{one.month}: place-hours short", hours_words(one.hours)
        if content.crews:
            yield f"{one.month}: crew-hours short", hours_words(one.crew_hours)
        for measure, shown in zip(SIDE_BY_SIDE, one.strengths, strict=False):
            yield f"{one.month}: {measure.name}", shown
    for cause, hours in zip(CAUSES, hours_by_cause(content), strict=True):
        yield f"Short because of: {cause.name}", hours
