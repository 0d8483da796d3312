"""The one shape of an engine's answer.

A result is written in three layers, each of which imports only the one before:

1. *Facts*: a frozen data class with the answer's fields and what follows from them (`CoverFacts`).
2. *Renderers*: functions that take the facts and return JSON, rows or text (`cover_json`, `cover_rows`, `cover_text`).
3. *The public value*: a class on both the facts and `Result`, whose methods each call one renderer (`Cover`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any


class Result(ABC):
    """An engine's answer: it renders itself, and its repr is one short line."""

    @property
    @abstractmethod
    def headline(self) -> str:
        """The answer in a few words, for the repr."""

    @abstractmethod
    def as_json(self) -> dict[str, Any]:
        """Return the answer in the form of the contract, ready for `json.dumps`."""

    @abstractmethod
    def rows(self) -> list[dict[str, Any]]:
        """Return flat rows, for a data frame."""

    @abstractmethod
    def summary(self) -> str:
        """Return the answer as text for reading."""

    def __repr__(self) -> str:
        """Return the class and the headline alone, because fields may hold a whole scenario."""
        return f"<{type(self).__name__}: {self.headline}>"
