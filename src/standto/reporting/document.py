"""A report as a document: sections of plain blocks, which each format lays out in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto.model.time import Instant, Period
    from standto.model.words import Vocabulary
    from standto.model.zone import Zone
    from standto.reporting.command import DutySeries
    from standto.reporting.heading import Heading


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text, its evidence, and a mark.

    Attributes
    ----------
    text
        The text; in a cell of a table it may have several lines.
    trace
        The rows of the annex that its numbers come from.
    tag, tone
        A word beside it, such as ``late``, and its tone: ``good``, ``bad`` or ``plain``.
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
    """Words that stand out, such as a quotation."""

    kind: ClassVar[str] = "inset"
    words: Words


@dataclass(frozen=True, slots=True)
class Warn:
    """A warning."""

    kind: ClassVar[str] = "warning"
    words: Words


@dataclass(frozen=True, slots=True)
class Points:
    """A list; each point may have points below it."""

    kind: ClassVar[str] = "points"
    items: tuple[tuple[Words, tuple[Words, ...]], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Names with their values."""

    kind: ClassVar[str] = "summary"
    rows: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column: numbers are aligned right, and short cells stay on one line."""

    name: str
    number: bool = False
    short: bool = False

    @property
    def layout(self) -> str:
        """The layout of its cells."""
        return "number" if self.number else "short" if self.short else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes
    ----------
    caption
        Its content, with the evidence of all its numbers.
    columns, rows
        Its head and its cells.
    anchors
        The targets of links to its rows: one for each row, or empty.
    folded
        Whether it is folded behind a line that opens it, as the table of a chart is.
    """

    kind: ClassVar[str] = "table"
    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    anchors: tuple[str, ...] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of a duty over time; formats without pictures leave it out, because its table follows."""

    kind: ClassVar[str] = "chart"
    series: DutySeries
    period: Period
    at: Instant
    zone: Zone
    words: Vocabulary


@dataclass(frozen=True, slots=True)
class Trend:
    """A picture of hours by row of time and cause; formats without pictures leave it out, because its table follows.

    Attributes
    ----------
    name
        Its subject.
    unit
        The unit of its axis.
    rows
        The name of each row of time.
    parts
        The place of each cause among all causes, which gives its pattern; its name; and its hours in each row.
    """

    kind: ClassVar[str] = "trend"
    name: str
    unit: str
    rows: tuple[str, ...]
    parts: tuple[tuple[int, str, tuple[float, ...]], ...]


@dataclass(frozen=True, slots=True)
class SelfDrawn:
    """A picture that draws itself; formats without pictures leave it out, because its table follows.

    Attributes
    ----------
    name
        Its subject.
    draw
        Returns it as markup whose ids begin with a key.
    """

    kind: ClassVar[str] = "picture"
    name: str
    draw: Callable[[str], str]


Block: TypeAlias = Paragraph | Inset | Warn | Points | Summary | Table | Chart | Trend | SelfDrawn


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading; `level` is 1 under the report's title, 3 for a part of the part before."""

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
        Its audience and its inputs.
    sections
        Its parts in order.
    """

    title: str
    heading: Heading
    sections: tuple[Section, ...]
