"""What was entered in this transaction and is not written yet, found together with what the database holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from standto_desk.ledger import storing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Values = dict[str, Any]

_PLACE = re.compile(r"entry-([1-9][0-9]{0,9})")


def place_in(reference: str) -> int | None:
    """Return the sequence that a reference such as `entry-12` names; None for a name."""
    found = _PLACE.fullmatch(reference)
    return int(found[1]) if found else None


class Waiting:
    """Entries that wait to be written.

    Attributes
    ----------
    entries
        Their columns, in order.
    texts
        Salt and text of those that have a text, by sequence.
    redacted
        The sequences of entries whose text is to be removed.
    """

    def __init__(self) -> None:
        self.entries: list[Values] = []
        self.texts: dict[int, tuple[str, str]] = {}
        self.redacted: list[int] = []
        self._by_key: dict[str, Values] = {}
        self._by_reference: dict[str, Values] = {}
        self._looked_up: set[str] = set()

    def add(self, entry: Values) -> None:
        """Let an entry wait."""
        self.entries.append(entry)
        self._by_reference[entry["name"] or f"entry-{entry['sequence']}"] = entry
        if entry["key"]:
            self._by_key[entry["key"]] = entry

    def cut(self, size: int) -> None:
        """Keep only the first entries."""
        for entry in self.entries[size:]:
            self._by_reference.pop(entry["name"] or f"entry-{entry['sequence']}", None)
            self._by_key.pop(entry["key"] or "", None)
            if entry["sort"] == "redaction":
                self.redacted.remove(place_in(entry["subject"]) or 0)
        first = self.entries[size]["sequence"] if size < len(self.entries) else None
        del self.entries[size:]
        self.texts = {number: said for number, said in self.texts.items() if first is None or number < first}

    def with_keys(self, keys: Sequence[str]) -> dict[str, Values]:
        """Return the entries that have some keys; the head is locked, so that what was looked up stays so."""
        unknown = [key for key in keys if key not in self._looked_up]
        if unknown:
            self._by_key = {entry["key"]: entry for entry in storing.having("key", unknown)} | self._by_key
            self._looked_up.update(unknown)
        return {key: self._by_key[key] for key in keys if key in self._by_key}

    def called(self, reference: str) -> Values | None:
        """Return the entry that a reference means: one of that name, or else the one at that place without a name."""
        if reference in self._by_reference:
            return self._by_reference[reference]
        for entry in storing.having("name", [reference]):
            return entry
        place = place_in(reference)
        if place is None:
            return None
        return next((entry for entry in self.numbered([place]) if not entry["name"]), None)

    def about(self, subjects: Sequence[str], *, after: int = 0) -> list[Values]:
        """Return the entries after one whose subject is one of some."""
        wanted = set(subjects)
        waiting = [entry for entry in self.entries if entry["sequence"] > after and entry["subject"] in wanted]
        return [*storing.having("subject", subjects, after=after), *waiting]

    def numbered(self, sequences: Iterable[int]) -> list[Values]:
        """Return the entries with some sequences."""
        wanted = set(sequences)
        waiting = [entry for entry in self.entries if entry["sequence"] in wanted]
        return [*storing.numbered(sorted(wanted - {entry["sequence"] for entry in waiting})), *waiting]

    def text_of(self, sequence: int) -> tuple[str, str] | None:
        """Return the salt and text of an entry; None where it has none or it was redacted."""
        if sequence in self.redacted:
            return None
        return self.texts.get(sequence) or storing.text_of(sequence)
