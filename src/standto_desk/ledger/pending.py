"""The entries of a transaction that are not written yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from standto_desk.ledger import storing
from standto_desk.ledger.drafts import REDACTION, reference_to, sequence_in

Values = dict[str, Any]
"""The columns of an entry by name."""


class PendingEntries:
    """The entries of this transaction that are not written yet. Look-ups find them and those in the database."""

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
        self._by_reference[reference_to(entry["name"], entry["sequence"])] = entry
        if entry["key"]:
            self._by_key[entry["key"]] = entry
        if text:
            self._texts[entry["sequence"]] = text
        if entry["sort"] == REDACTION and (place := sequence_in(entry["subject"])):
            self._redacted.append(place)

    def write(self) -> None:
        """Write the entries and their texts, and delete the texts that they redact."""
        if self._texts:
            storing.insert_texts([(sequence, *salted) for sequence, salted in self._texts.items()])
        storing.insert(self.entries)
        if self._redacted:
            storing.delete_texts(self._redacted)

    def with_keys(self, keys: Sequence[str]) -> dict[str, Values]:
        """Return the entries with some keys, by key. It asks the database once for each, because the head is locked."""
        unknown = [key for key in keys if key not in self._looked_up]
        if unknown:
            self._by_key = {entry["key"]: entry for entry in storing.having_any("key", unknown)} | self._by_key
            self._looked_up.update(unknown)
        return {key: self._by_key[key] for key in keys if key in self._by_key}

    def called(self, reference: str) -> Values | None:
        """Return the entry that a reference names, or the one without a name at the place that it gives."""
        if reference in self._by_reference:
            return self._by_reference[reference]
        for entry in storing.having_any("name", [reference]):
            return entry
        place = sequence_in(reference)
        if place is None:
            return None
        return next((entry for entry in self.numbered([place]) if not entry["name"]), None)

    def about(self, subjects: Sequence[str], *, after: int = 0) -> list[Values]:
        """Return the entries after one that are about any of some subjects."""
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
