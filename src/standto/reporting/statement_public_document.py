"""A public cover statement as a reader sees it: made from the allow-list alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.attribution.causes import CAUSES
from standto.attribution.statement_facts import INCOMPLETE
from standto.attribution.strengths import SIDE_BY_SIDE
from standto.reporting.document import Column, Document, Inset, Paragraph, Points, Section, Summary, Table, Warn, Words
from standto.reporting.head_matter import made_from, unchecked_rows
from standto.reporting.statement_head import CAUSE_ORDER, NOT_BLAME, definitions, period_rows
from standto.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.zone import Zone
    from standto.reporting.document import Block
    from standto.reporting.statement_public import PublicStatement

SUPPRESSED = "suppressed"


def statement_for_public(content: PublicStatement, zone: Zone) -> Document:
    """Return a public cover statement as a document."""
    return Document(
        title="Cover statement for the public",
        heading=content.heading,
        sections=(
            Section("head", "", (Summary(tuple(_head(content, zone))), *_warnings(content)), level=1),
            Section("short", "How much was short", tuple(_short(content))),
            Section("months", "Month by month", tuple(_months(content))),
            Section("causes", "Why", tuple(_causes(content))),
            Section("numbers", "How these numbers are made", tuple(_numbers(content))),
            made_from(content.heading),
        ),
    )


def _head(content: PublicStatement, zone: Zone) -> Iterator[tuple[str, Words]]:
    yield from period_rows(content.heading, content.period, content.known_at, zone)
    yield from unchecked_rows(content.heading)


def _warnings(content: PublicStatement) -> Iterator[Block]:
    for reason, words in INCOMPLETE.items():
        months = [one.month for one in content.months if reason in one.incomplete]
        if months:
            yield Warn(Words(f"{listed(months)}: {words}"))


def _short(content: PublicStatement) -> Iterator[Block]:
    if content.covered:
        yield Inset(Words("Nothing was short: every duty was covered throughout."))
        return
    if not content.hours and not content.suppressed():
        yield Inset(Words("No duty was short. Crews were below what they need."))
    elif content.hours is None:
        yield Inset(Words("Not every duty was covered throughout. The hours are few, so they are suppressed."))
    else:
        more = " in the months that are not suppressed" if content.suppressed() else ""
        yield Inset(Words(f"About {content.hours:,} place-hours were short{more}."))
        yield Paragraph(Words("A place-hour is a place that a duty required and that stayed unfilled for an hour."))
    if content.crews:
        hours = hours_words(content.crew_hours)
        yield Paragraph(Words(f"Hours for which crews were below what they need: {hours}."))


def _months(content: PublicStatement) -> Iterator[Block]:
    hours = [
        Column("Place-hours short", number=True),
        *([Column("Crew-hours short", number=True)] if content.crews else []),
    ]
    measures = [one.name.capitalize() for one in SIDE_BY_SIDE]
    rows = []
    for one in content.months:
        short = [hours_words(one.hours), *([hours_words(one.crew_hours)] if content.crews else [])]
        rows.append(tuple(map(Words, [one.month, *short, *(one.strengths or ["–"] * len(measures))])))
    columns = (Column("Month", short=True), *hours, *(Column(name, number=True) for name in measures))
    yield Table(Words("All duties together, by month"), columns, tuple(rows))
    yield definitions()


def _causes(content: PublicStatement) -> Iterator[Block]:
    hours = hours_by_cause(content)
    yield Table(
        Words("Place-hours short by cause, over the whole period"),
        (Column("Cause"), Column("What would have filled it"), Column("Place-hours", number=True)),
        tuple(tuple(map(Words, (cause.name, cause.meaning, one))) for cause, one in zip(CAUSES, hours, strict=True)),
    )
    yield Paragraph(Words(f"{CAUSE_ORDER} {NOT_BLAME}"))


def _numbers(content: PublicStatement) -> Iterator[Block]:
    small = content.small
    said = (
        f"Hours of a month are suppressed if there are fewer than {small}, or never {small} places short at once.",
        "The same holds for the hours of a cause in a month.",
        "If only one cause of a month is suppressed, so is the smallest other. So nobody can work it out from the sum.",
        f"All other hours of a month are in steps of {small}, each rounded by itself. So they need not sum.",
        "Sums over several months leave out what is suppressed.",
        f"Numbers of people are means over the month, all duties together, in bands of {small}.",
        "No number is given by duty, crew or site, and none of a part of a month.",
    )
    yield Points(tuple((Words(one), ()) for one in said))


def hours_by_cause(content: PublicStatement) -> list[str]:
    """Return the hours of each cause over the whole period for reading."""
    return [
        f"{hours_words(one)} or more" if one and content.suppressed(place) else hours_words(one)
        for place, one in enumerate(content.causes)
    ]


def hours_words(hours: int | None) -> str:
    """Return hours for reading; the word for those that are suppressed."""
    return SUPPRESSED if hours is None else f"{hours:,}"
