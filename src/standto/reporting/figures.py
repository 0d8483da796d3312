"""Published figures and statements, beside the register's own numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.model.event import REPORT, STATEMENT
from standto.model.steps import CONFLICT, STALE
from standto.reporting.traces import stepped_back_trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.event import Event
    from standto.model.time import Instant
    from standto.reporting.evidence import Annex
    from standto.reporting.names import ReportNames
    from standto.reporting.standpoint import Standpoint


@dataclass(frozen=True, slots=True)
class Origin:
    """The source of a figure or a statement; blank if it is not known.

    Attributes
    ----------
    source
        Its id.
    title, publisher, published
        As in the table of sources.
    """

    source: str
    title: str
    publisher: str
    published: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A claim about the number of people stepped back, beside the register's number at that time.

    Attributes
    ----------
    reference
        The event: its id, or its row.
    force
        The name of the force that it is about.
    at
        The time that it is about.
    count, low, high
        The claim.
    register
        The register's own number for that time, as known now.
    note
        A remark in the file, such as the words that were published.
    origin
        The source of the claim.
    trace
        Rows of the annex.
    """

    reference: str
    force: str
    at: Instant
    count: int | None
    low: int | None
    high: int | None
    register: int
    note: str
    origin: Origin
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SteppedBack:
    """The register's number of people of a force who have stepped back, and whether figures about it are in doubt.

    Attributes
    ----------
    count
        People who have stepped back from anything, and places that have.
    before
        The number at the previous report, as known then; None if there is none.
    conflict, stale
        Whether the review finds the figures in conflict, or too old.
    """

    force: str
    count: int
    before: int | None
    conflict: bool
    stale: bool
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A published statement."""

    reference: str
    force: str
    at: Instant
    words: str
    origin: Origin


def origin_of(names: ReportNames, event: Event) -> Origin:
    """Return the source of an event."""
    source = names.source(event.source)
    if source is None:
        return Origin("", "", "", "")
    plain = names.without_ciphers
    return Origin(source.id, plain(source.title), plain(source.publisher), plain(source.published))


def claims(stand: Standpoint, annex: Annex) -> tuple[FigureLine, ...]:
    """Return the claims made by now, by time."""
    names = stand.names
    return tuple(
        FigureLine(
            reference=names.reference(claim.event),
            force=names.called.forces[claim.event.subject],
            at=claim.event.occurred,
            count=claim.event.count,
            low=claim.event.low,
            high=claim.event.high,
            register=claim.register,
            note=names.without_ciphers(claim.event.note),
            origin=origin_of(names, claim.event),
            trace=(
                annex.add("Claims of how many had stepped back", entries=annex.steps(_claims(stand))),
                stepped_back_trace(stand, annex),
            ),
        )
        for claim in stand.situation.claims(stand.at + 1)
    )


def _claims(stand: Standpoint) -> Iterator[Event]:
    return (event for event in stand.situation.events(REPORT) if event.occurred <= stand.at)


def stepped_back(stand: Standpoint, previous: Standpoint | None, annex: Annex) -> tuple[SteppedBack, ...]:
    """Return the register's numbers for every force with people stepped back, or with a figure."""
    claimed = {event.subject for event in _claims(stand)}
    doubts = {(one.step, one.subject) for one in stand.review.recommendations}
    return tuple(
        SteppedBack(
            force=stand.names.called.forces[force],
            count=number,
            before=None if previous is None else previous.stepped_back[force],
            conflict=(CONFLICT, force) in doubts,
            stale=(STALE, force) in doubts,
            trace=(stepped_back_trace(stand, annex),),
        )
        for force, number in stand.stepped_back.items()
        if number or force in claimed or (previous is not None and previous.stepped_back[force])
    )


def statements(stand: Standpoint) -> tuple[StatementLine, ...]:
    """Return the statements made by now, by time."""
    names = stand.names
    return tuple(
        StatementLine(
            reference=names.reference(event),
            force=names.called.forces[event.subject],
            at=event.occurred,
            words=names.without_ciphers(event.note),
            origin=origin_of(names, event),
        )
        for event in stand.situation.events(STATEMENT)
        if event.occurred <= stand.at
    )
