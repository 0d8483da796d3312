"""What a message may show of a cell: never the number or the name of a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from standto.importing.ciphers import normal_form

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
"""The fewest signs of a word that can be part of a name or number."""
_ASIDE = re.compile(r"[\s()\[\]]")
LONGEST = 40
"""The most signs of a cell that a message shows: longer ones are sentences."""


def is_remark(text: str) -> bool:
    """Return whether a text has several words or brackets, as remarks that name somebody do and codes hardly ever."""
    return _ASIDE.search(text) is not None and any(len(word) >= _SHORTEST for word in _WORD.findall(text))


class Discretion:
    """The words that no message may show.

    Parameters
    ----------
    private
        The texts of all cells that hold people, or that the mapping ignores.
    """

    def __init__(self, private: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._forms: set[str] = set()
        for text in set(private):
            self._forms.add(normal_form(text))
            self._words.update(word.casefold() for word in _WORD.findall(text) if len(word) >= _SHORTEST)
        self._forms.discard("")

    def shown(self, text: str) -> str:
        """Return a text in quotes, or words that stand for it if it may name a person."""
        return f'"{text}"' if len(text) <= LONGEST and text.isprintable() and self.may_show(text) else "this text"

    def may_show(self, text: str) -> bool:
        """Return whether a text names nobody."""
        words = (word.casefold() for word in _WORD.findall(text))
        return normal_form(text) not in self._forms and not any(word in self._words for word in words)
