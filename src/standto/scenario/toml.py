"""Reading TOML so that everything wrong with a value can be said with its line."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from standto.scenario.file_text import NotText, without_mark

Path = tuple[str | int, ...]
"""Where a value is: keys of tables and indices of arrays, outermost first."""

_LARGEST = 4_000_000
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"' -]+?)\s*=")
_WHERE = re.compile(r"\(at line (\d+), column \d+\)")


def parsed(data: bytes) -> tuple[dict[str, Any], dict[Path, int]]:
    """Return the document in a file's bytes, and the line of each of its keys and tables.

    Raises
    ------
    NotText
        It is not text, or not TOML.
    """
    if len(data) > _LARGEST:
        raise NotText(1, f"is larger than {_LARGEST:,} bytes, the most that is read")
    text = without_mark(data).decode()
    try:
        return tomllib.loads(text), _lines(text)
    except RecursionError:
        raise NotText(1, "is nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        line = int(where[1]) if where else text.count("\n") + 1
        raise NotText(line, f"is not TOML: {_WHERE.sub('', str(error)).strip()}") from None
    except ValueError:
        raise NotText(None, "has a number that is too long") from None


def line_of(lines: dict[Path, int], path: Path) -> int:
    """Return the line of a value, or of the nearest thing around it that has one."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _lines(text: str) -> dict[Path, int]:
    """Return the line of each key and table of a sound document, as far as plain reading finds them."""
    lines: dict[Path, int] = {}
    tables: dict[Path, int] = {}
    inside: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            inside = _split(header[2])
            if header[1] == "[[":
                tables[inside] = tables.get(inside, -1) + 1
                inside = (*inside, tables[inside])
            lines.setdefault(inside, number)
        elif key := _KEY.match(line):
            lines.setdefault((*inside, *_split(key[1])), number)
    return lines


def _split(dotted: str) -> Path:
    """Return the parts of a dotted key."""
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
