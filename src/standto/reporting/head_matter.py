"""The parts that every report has: its head, its inputs, and the words for a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.reporting.document import Section, Summary, Words
from standto.wording import counted, day_and_time, listed, publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.zone import Zone
    from standto.reporting.figures import Origin
    from standto.reporting.heading import Heading

IN_MEMORY = "The scenario was made in memory, so it has no files."


def head_rows(heading: Heading, zone: Zone) -> Iterator[tuple[str, Words]]:
    """Yield the rows at the head of a report."""
    yield from supposed_rows(heading)
    yield "Report", Words(heading.number)
    yield "Scenario", Words(heading.scenario)
    yield "As of", Words(day_and_time(zone, heading.at))
    yield "As known at", Words(day_and_time(zone, heading.known_at))
    if heading.assumed:
        yield "Assumed", Words(f"{listed(heading.assumed)}: taken to be in force throughout", tag="assumed", tone="bad")
    if heading.ready is not None:
        yield "Readiness", Words(f"Every duty and crew can wait at least {counted(heading.ready, 'minute')}.")
    yield from unchecked_rows(heading)


def unchecked_rows(heading: Heading) -> Iterator[tuple[str, Words]]:
    """Yield the row about the conditions that no answer checks, if there are any."""
    if heading.not_checked:
        missing = listed(heading.not_checked)
        yield "Not checked", Words(f"{missing[0].upper()}{missing[1:]} is not checked.")


def supposed_rows(heading: Heading) -> Iterator[tuple[str, Words]]:
    """Yield the row about what was supposed, if anything was."""
    if heading.what_if:
        told = "; ".join(heading.what_if)
        yield "What if", Words(f"{told}. This is supposed, and not so", tag="supposed", tone="bad")


def made_from(heading: Heading) -> Section:
    """Return the section about the inputs of a report."""
    rows = (
        ("Handling", Words(heading.marking)),
        ("Made by", Words(f"Standto {heading.version}")),
        ("Digest of the inputs", Words(f"SHA-256 {heading.digest}" if heading.digest else IN_MEMORY)),
    )
    return Section("made-from", "How this report was made", (Summary(rows),))


def source_words(origin: Origin) -> str:
    """Return a source in words: its publisher and title, or its id."""
    return publication(origin.publisher, origin.title) or origin.source or "no source"
