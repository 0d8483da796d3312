"""Walking through XML within bounds: no document types, no entities, no endless depth."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from standto.sheets.bounds import MOST_DEPTH
from standto.sheets.file_bytes import SAVE_AGAIN, damaged, refused

Start = Callable[[str, dict[str, str]], None]
"""Called with the name of an element without its prefix, and its attributes."""
End = Callable[[str], None]
Text = Callable[[str], None]


class _PlainNames(dict[str, str]):
    """A cache of the names of elements without their prefixes."""

    def __missing__(self, name: str) -> str:
        found = self[name] = name.rpartition(":")[2]
        return found


def walk(file: str, content: bytes, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Call functions for every element of a part of a workbook, in order.

    Parameters
    ----------
    file
        The file as the user named it.
    content
        The XML.
    start, end, text
        Called at the start and the end of each element, and with its text, which may come in pieces.

    Raises
    ------
    InputError
        It is not XML, declares a document type, or has more than `MOST_DEPTH` elements inside one another.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0
    plain = _PlainNames()

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise refused(file, f"is a damaged workbook, with elements too deep inside one another: {SAVE_AGAIN}")
        start(plain[name], attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(plain[name])

    def declared(*_: object) -> NoReturn:
        raise refused(file, f"declares a document type, which no spreadsheet writes: {SAVE_AGAIN}")

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.StartDoctypeDeclHandler = declared
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged(file) from None


def named(attributes: dict[str, str], name: str) -> str | None:
    """Return an attribute whatever its prefix; None if it is not there."""
    for key, value in attributes.items():
        if key.rpartition(":")[2] == name:
            return value
    return None
