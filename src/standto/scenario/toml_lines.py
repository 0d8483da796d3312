"""The line of each key and table of a TOML document."""

from __future__ import annotations

import re

KeyPath = tuple[str | int, ...]
"""The names of a key and of the tables around it, with the place in each array of tables."""

_PART = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_SHORT = r"""(?:"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|[A-Za-z0-9_-]++)"""
DEEP = re.compile(rf"(?:^|[{{,])[ \t]*+\[{{0,2}}[ \t]*+(?:{_SHORT}[ \t]*+\.[ \t]*+){{100}}", re.MULTILINE)
"""A key in more tables than any file has; the time to read one grows with the square of their number."""
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")
_EACH = re.compile(_PART)
_ESCAPE = re.compile(r'\\(["\\])')


def lines_of(text: str) -> dict[KeyPath, int]:
    """Return the line of each key and table of a sound document, as far as its lines show them.

    An array of tables has the line of its first table. A table inside one belongs to the last table before it.
    """
    lines: dict[KeyPath, int] = {}
    last: dict[KeyPath, int] = {}
    inside: KeyPath = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            *outer, name = _parts(header[2])
            inside = (*_within(outer, last), name)
            if header[1] == "[[":
                lines.setdefault(inside, number)
                last[inside] = last.get(inside, -1) + 1
                inside = (*inside, last[inside])
            lines.setdefault(inside, number)
        elif key := _KEY.match(line):
            lines.setdefault((*inside, *_parts(key[1])), number)
    return lines


def _within(outer: list[str], last: dict[KeyPath, int]) -> KeyPath:
    """Return the path of a header's outer tables, with the place in each array of tables."""
    path: KeyPath = ()
    for name in outer:
        path = (*path, name)
        if path in last:
            path = (*path, last[path])
    return path


def _parts(dotted: str) -> list[str]:
    return [_plain(part) for part in _EACH.findall(dotted)]


def _plain(part: str) -> str:
    return _ESCAPE.sub(r"\1", part[1:-1]) if part[0] == '"' else part.strip("'")
