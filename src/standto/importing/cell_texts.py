"""The text of a cell, and texts that are compared without regard to capitals, blanks and marks nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Generic, TypeVar
from unicodedata import normalize

from standto.sheets import Cell

T = TypeVar("T")

_UNSEEN = str.maketrans(dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None))


def clean(text: str) -> str:
    """Return a text with single blanks, none around it, and no signs that nobody sees."""
    # Plain ASCII, as most cells are, has nothing to compose and no such signs.
    return " ".join((text if text.isascii() else normalize("NFC", text).translate(_UNSEEN)).split())


def text_of(cell: Cell) -> str:
    """Return the text of a cell as a reader of the sheet sees it; empty for an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, timedelta):
        minutes = cell // timedelta(minutes=1)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(int(cell)) if float(cell).is_integer() else repr(cell)


def folded(text: str) -> str:
    """Return what two texts share that differ only by capitals and blanks."""
    return clean(text).casefold()


def like(text: str, pattern: str) -> bool:
    """Return whether a text is like a pattern, in which `*` alone stands for any text; capitals play no part."""
    if "*" not in pattern:
        return folded(text) == folded(pattern)
    return _pattern(folded(pattern)).fullmatch(folded(text)) is not None


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)


class Lookup(Generic[T]):
    """Values by text: first as written, then without regard to capitals if that leaves no choice."""

    def __init__(self, pairs: Iterable[Mapping[str, T]]) -> None:
        self._exact: dict[str, T] = {}
        self._folded: dict[str, list[T]] = {}
        for values in pairs:
            for text, value in values.items():
                if self._exact.setdefault(clean(text), value) is value:
                    self._folded.setdefault(folded(text), []).append(value)

    def get(self, text: str) -> T | None:
        """Return the value of a clean text; None if there is none, or if capitals would have to decide."""
        if (found := self._exact.get(text)) is not None:
            return found
        alike = self._folded.get(folded(text), [])
        return alike[0] if alike and all(each == alike[0] for each in alike) else None

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts, as written."""
        return tuple(self._exact)
