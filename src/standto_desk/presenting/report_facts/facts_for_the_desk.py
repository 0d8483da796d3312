"""The facts of a report to everybody at the desk: those of viewers, without small numbers and on the hour."""

from __future__ import annotations

from collections.abc import Iterator

from standto.model.zone import Zone
from standto.reporting.document import (
    Block,
    Column,
    Inset,
    Paragraph,
    Points,
    Section,
    Summary,
    Table,
    Words,
)
from standto.wording import counted, day_and_time, listed
from standto_desk.components.moments import span
from standto_desk.presenting.coarsening import CoarseDuty
from standto_desk.presenting.outlines import Outline


def outline_sections(outline: Outline) -> tuple[Section, ...]:
    """Return the parts of a report, of which the first is its head."""
    return (
        Section("head", "", tuple(_head(outline)), level=1),
        Section("covered", "What is covered", tuple(_covered(outline))),
        Section("margin", "How many more may step back", tuple(_margin(outline))),
        Section("help", "Help of other forces", tuple(_help(outline))),
    )


def outline_compared(outline: Outline) -> Iterator[tuple[str, str]]:
    """Yield what may change between two reports, each with its value in words."""
    yield "Headline", headline_without_times(outline)
    for duty in outline.duties:
        yield f"{duty.name}, now", duty.state
        yield f"{duty.name}, look-ahead", _ahead(duty)
    yield "Crews below what they need", outline.crews_below or "none"
    yield "More who may step back", outline.more_may_step_back
    yield "In force", listed(outline.declared) or "none"
    for force, number in outline.stepped_back:
        yield f"Stepped back, {force}", number
    for (pool, state), places in _places(outline).items():
        yield f"{pool}, {state}", counted(places, "place")


def headline_without_times(outline: Outline) -> str:
    """Return what matters most in words without a time."""
    if large := [f"{duty.name} ({duty.most_short})" for duty in outline.short_duties]:
        return f"gaps of {outline.least:,} places or more: {listed(large)}"
    return "cover is tight" if outline.tight else "everything is covered"


def _head(outline: Outline) -> Iterator[Block]:
    words = outline.headline
    yield Inset(Words(f"{words.words}. {words.more}".strip()))
    rows = [
        ("As of", Words(day_and_time(outline.zone, outline.at))),
        ("Looks ahead to", Words(day_and_time(outline.zone, outline.until))),
        ("Declarations in force", Words(listed(outline.declared) or "None")),
    ]
    yield Summary(tuple(rows))


def _covered(outline: Outline) -> Iterator[Block]:
    if outline.duties:
        rows = tuple((Words(duty.name), Words(duty.state), Words(_gaps(duty, outline.zone))) for duty in outline.duties)
        yield Table(Words("Each duty now and ahead"), (Column("Duty"), Column("Now"), Column("Large gaps")), rows)
    yield Paragraph(
        Words(f"A gap of fewer than {outline.least:,} places is not shown. If there may be one, cover is tight.")
    )
    if outline.crews_below:
        yield Paragraph(Words(f"Crews below what they need: {outline.crews_below}."))
    if outline.readiness:
        yield Points(tuple((Words(f"{soon}: {what}"), ()) for soon, what in outline.readiness))


def _margin(outline: Outline) -> Iterator[Block]:
    yield Paragraph(Words(outline.more_may_step_back))
    if outline.stepped_back:
        rows = tuple((Words(force), Words(number)) for force, number in outline.stepped_back)
        yield Table(Words("Stepped back, by force"), (Column("Force"), Column("Stepped back")), rows)


def _help(outline: Outline) -> Iterator[Block]:
    places = _places(outline)
    if not places:
        yield Paragraph(Words("No pool of another force has any places."))
        return
    columns = (Column("Pool"), Column("State"), Column("Places", number=True))
    rows = tuple((Words(pool), Words(state), Words(f"{number:,}")) for (pool, state), number in places.items())
    yield Table(Words("Places by state"), columns, rows)


def _places(outline: Outline) -> dict[tuple[str, str], int]:
    """Return the number of places by pool and state."""
    found: dict[tuple[str, str], int] = {}
    for line in outline.help:
        key = line.pool, line.words
        found[key] = found.get(key, 0) + line.count
    return found


def _gaps(duty: CoarseDuty, zone: Zone) -> str:
    lines = [f"{gap.short} from {span((gap.start, gap.until), zone)}" for gap in duty.gaps]
    return "\n".join(lines) or ("none" if duty.settled else "none large")


def _ahead(duty: CoarseDuty) -> str:
    return f"up to {duty.most_short} short" if duty.gaps else "covered" if duty.settled else "no large gap"
