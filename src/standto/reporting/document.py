"""A report as a reader sees it: sections of plain blocks, which every format lays out in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from standto.model.time import Instant, Period
    from standto.model.zone import Zone
    from standto.reporting.command import DutySeries
    from standto.reporting.heading import Heading


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text, the rows of the annex that its numbers come from, and a word to mark it with.

    Attributes
    ----------
    text
        The text; in a cell of a table it may have several lines.
    trace
        Rows of the annex.
    tag, tone
        A word that stands beside it, such as ``late``, and how it is toned: ``good``, ``bad`` or ``plain``.
    """

    text: str
    trace: tuple[str, ...] = ()
    tag: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    kind: ClassVar[str] = "paragraph"
    words: Words


@dataclass(frozen=True, slots=True)
class Inset:
    """Words that stand out from those around them, such as a quotation."""

    kind: ClassVar[str] = "inset"
    words: Words


@dataclass(frozen=True, slots=True)
class Warn:
    """A warning."""

    kind: ClassVar[str] = "warning"
    words: Words


@dataclass(frozen=True, slots=True)
class Points:
    """A list; each point may have points of its own below it."""

    kind: ClassVar[str] = "points"
    items: tuple[tuple[Words, tuple[Words, ...]], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Names with what they stand for."""

    kind: ClassVar[str] = "summary"
    rows: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column: numbers stand on the right, and what is short stays on one line."""

    name: str
    number: bool = False
    short: bool = False

    @property
    def look(self) -> str:
        """How its cells are laid out."""
        return "number" if self.number else "short" if self.short else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes
    ----------
    caption
        What it shows, with the evidence of all of its numbers.
    columns, rows
        Its head and its cells.
    anchors
        Where links to its rows lead: one for each row, or none.
    folded
        Whether it is behind a line that opens it, as the table of a chart is.
    """

    kind: ClassVar[str] = "table"
    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    anchors: tuple[str, ...] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of a duty over time; formats that have no pictures leave it out, as its table follows it."""

    kind: ClassVar[str] = "chart"
    series: DutySeries
    period: Period
    at: Instant
    zone: Zone


Block: TypeAlias = Paragraph | Inset | Warn | Points | Summary | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading: `level` 3 for a part of the part before it, 1 for what stands under the report's title."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes
    ----------
    title
        Its first heading.
    heading
        Who it is for, and what it was made from.
    sections
        Its parts in order.
    """

    title: str
    heading: Heading
    sections: tuple[Section, ...]
