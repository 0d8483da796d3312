"""The entries of a transaction that are not written yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from standto_desk.ledger import storing
from standto_desk.ledger.drafts import REDACTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Values = dict[str, Any]

_PLACE = re.compile(r"entry-([1-9][0-9]{0,9})")


def place_in(reference: str) -> int | None:
    """Return the sequence in a reference such as `entry-12`; None for a name."""
    found = _PLACE.fullmatch(reference)
    return int(found[1]) if found else None


class PendingEntries:
    """The entries of this transaction that are not written yet, looked up together with those in the database.

    Attributes
    ----------
    entries
        Their columns, in order.
    """

    def __init__(self) -> None:
        self.entries: list[Values] = []
        self._texts: dict[int, tuple[str, str]] = {}
        self._redacted: list[int] = []
        self._by_key: dict[str, Values] = {}
        self._by_reference: dict[str, Values] = {}
        self._looked_up: set[str] = set()

    def add(self, entry: Values, text: tuple[str, str] | None) -> None:
        """Add an entry, and the salt and text beside it if it has a text."""
        self.entries.append(entry)
        self._by_reference[entry["name"] or f"entry-{entry['sequence']}"] = entry
        if entry["key"]:
            self._by_key[entry["key"]] = entry
        if text:
            self._texts[entry["sequence"]] = text
        if entry["sort"] == REDACTION:
            self._redacted.append(int(entry["subject"].removeprefix("entry-")))

    def write(self) -> None:
        """Write the entries and their texts, and remove the texts that they redact."""
        if self._texts:
            storing.insert_texts([(sequence, *said) for sequence, said in self._texts.items()])
        storing.insert(self.entries)
        if self._redacted:
            storing.delete_texts(self._redacted)

    def with_keys(self, keys: Sequence[str]) -> dict[str, Values]:
        """Return the entries that have some keys, by key. The head is locked, so nothing looked up can change."""
        unknown = [key for key in keys if key not in self._looked_up]
        if unknown:
            self._by_key = {entry["key"]: entry for entry in storing.having_any("key", unknown)} | self._by_key
            self._looked_up.update(unknown)
        return {key: self._by_key[key] for key in keys if key in self._by_key}

    def called(self, reference: str) -> Values | None:
        """Return the entry of a reference: the one of that name, or the one at that place if it has no name."""
        if reference in self._by_reference:
            return self._by_reference[reference]
        for entry in storing.having_any("name", [reference]):
            return entry
        place = place_in(reference)
        if place is None:
            return None
        return next((entry for entry in self.numbered([place]) if not entry["name"]), None)

    def about(self, subjects: Sequence[str], *, after: int = 0) -> list[Values]:
        """Return the entries about any of some subjects, after an entry."""
        wanted = set(subjects)
        waiting = [entry for entry in self.entries if entry["sequence"] > after and entry["subject"] in wanted]
        return [*storing.having_any("subject", subjects, after=after), *waiting]

    def numbered(self, sequences: Iterable[int]) -> list[Values]:
        """Return the entries with some sequences."""
        wanted = set(sequences)
        waiting = [entry for entry in self.entries if entry["sequence"] in wanted]
        return [*storing.numbered(sorted(wanted - {entry["sequence"] for entry in waiting})), *waiting]

    def text_of(self, sequence: int) -> tuple[str, str] | None:
        """Return the salt and text of an entry; None if it has none or it is redacted."""
        if sequence in self._redacted:
            return None
        return self._texts.get(sequence) or storing.text_of(sequence)
