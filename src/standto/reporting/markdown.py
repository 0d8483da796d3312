"""A document as Markdown with GitHub's tables; pictures are left out, because their tables are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from standto.reporting.document import Chart, Inset, Paragraph, Points, SelfDrawn, Summary, Table, Trend, Warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.reporting.document import Block, Document, Section, Words

_MEANT = re.compile(r"([\\`*_\[\]<>|~&])")
_AT_THE_START = re.compile(r"^(\s*(?:\d+(?=[.)]))?)([#+\-=.)])")


def as_markdown(document: Document) -> str:
    """Return a document as Markdown."""
    marking = f"**{escaped(document.heading.marking)}**"
    parts = [marking, f"# {escaped(document.title)}"]
    for section in document.sections:
        parts += _section(section)
    return "\n\n".join([*parts, marking]) + "\n"


def escaped(text: str) -> str:
    """Return text with Markdown's signs escaped."""
    return _AT_THE_START.sub(r"\1\\\2", _MEANT.sub(r"\\\1", text))


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield f"{'#' * section.level} {escaped(section.title)}"
    for block in section.blocks:
        text = _block(block)
        if text:
            yield text


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _words(block.words)
        case Inset():
            return f"> {_words(block.words)}"
        case Warn():
            return f"**Warning:** {_words(block.words)}"
        case Points():
            return "\n".join(_points(block))
        case Summary():
            return "\n".join(f"- **{escaped(name)}**: {_words(words)}" for name, words in block.rows)
        case Table():
            return _table(block)
        case Chart() | Trend() | SelfDrawn():
            return ""
        case _:
            assert_never(block)


def _points(points: Points) -> Iterator[str]:
    for item, below in points.items:
        yield f"- {_words(item)}"
        yield from (f"  - {_words(words)}" for words in below)


def _table(table: Table) -> str:
    head = [escaped(column.name) for column in table.columns]
    rule = ["---:" if column.number else "---" for column in table.columns]
    rows = [[_words(cell).replace("\n", "<br>") for cell in row] for row in table.rows]
    for row, anchor in zip(rows, table.anchors, strict=False):
        row[0] = f'<a id="{anchor}"></a>{row[0]}'
    lines = (f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))
    return "\n".join([f"**{_words(table.caption)}**", "", *lines])


def _words(words: Words) -> str:
    """Return words with their mark and links to their evidence."""
    tag = f"**{escaped(words.tag)}**" if words.tag else ""
    links = " ".join(f"[{ref}](#{ref.lower()})" for ref in words.trace)
    return " ".join(part for part in (escaped(words.text), tag, f"({links})" if links else "") if part)
