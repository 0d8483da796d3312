"""Caches of the values of cells, for tables that may have many rows: each text is parsed once."""

from __future__ import annotations

from standto.scenario.cells import Unusable, whole
from standto.scenario.known_ids import Ids


class KeptNumbers(dict[str, int | None]):
    """A cache of whole numbers by their text; a blank is None."""

    def __missing__(self, text: str) -> int | None:
        found = self[text] = whole(text) if text else None
        return found


class KeptIds(dict[str, str]):
    """The ids of one table, or of several, each as one object; a blank is allowed."""

    def __init__(self, *tables: Ids) -> None:
        super().__init__({"": ""})
        self._tables = tables

    def __missing__(self, name: str) -> str:
        if not any(ids.allow(name) for ids in self._tables):
            raise Unusable
        return self.setdefault(name, name)
