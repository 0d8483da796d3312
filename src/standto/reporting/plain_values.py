"""A document as plain values, which JSON can hold, and back: to keep it as it was, or to hand it to another process."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from standto.errors import OptionError
from standto.reporting.document import (
    Block,
    Chart,
    Column,
    Document,
    Inset,
    Paragraph,
    Points,
    Section,
    SelfDrawn,
    Summary,
    Table,
    Trend,
    Warn,
    Words,
)
from standto.reporting.heading import Heading

FORMAT = 1
"""The form of the values; another number means that an older program must not read them."""
_OF_WORDS = {each.kind: each for each in (Paragraph, Inset, Warn)}
_TUPLES = ("assumed", "not_checked", "what_if")
"""The fields of a heading that are tuples."""


def plain_document(document: Document) -> dict[str, Any]:
    """Return a document as plain values. Pictures are left out, because their tables are there."""
    return {
        "format": FORMAT,
        "title": document.title,
        "heading": asdict(document.heading),
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "level": section.level,
                "blocks": [
                    _plain(block) for block in section.blocks if not isinstance(block, (Chart, Trend, SelfDrawn))
                ],
            }
            for section in document.sections
        ],
    }


def document_of(plain: dict[str, Any]) -> Document:
    """Return the document of plain values.

    Raises
    ------
    OptionError
        They have a form that this program does not know.
    """
    if plain.get("format") != FORMAT:
        raise OptionError(f"document: its format is {plain.get('format')!r}; this version reads {FORMAT}")
    held = plain["heading"]
    heading = Heading(**{name: _tuple(value) if name in _TUPLES else value for name, value in held.items()})
    sections = tuple(
        Section(one["id"], one["title"], tuple(map(_block, one["blocks"])), one["level"]) for one in plain["sections"]
    )
    return Document(plain["title"], heading, sections)


def _plain(block: Block) -> dict[str, Any]:
    return {"kind": block.kind, **asdict(block)}


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _words(held: dict[str, Any]) -> Words:
    return Words(held["text"], tuple(held["trace"]), held["tag"], held["tone"])


def _block(held: dict[str, Any]) -> Block:
    kind = held["kind"]
    if kind == Points.kind:
        return Points(tuple((_words(item), tuple(map(_words, below))) for item, below in held["items"]))
    if kind == Summary.kind:
        return Summary(tuple((name, _words(words)) for name, words in held["rows"]))
    if kind == Table.kind:
        return Table(
            _words(held["caption"]),
            tuple(Column(**column) for column in held["columns"]),
            tuple(tuple(map(_words, row)) for row in held["rows"]),
            tuple(held["anchors"]),
            held["folded"],
        )
    block: Block = _OF_WORDS[kind](_words(held["words"]))
    return block
