"""Verifying the security log: its chain, its guards, and its seals of accounts, roles and posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection

from standto_desk.access.log_chain import COLUMNS, GENESIS, SEALED, UNPROVEN, link
from standto_desk.access.log_guards import GUARDS, OPENINGS
from standto_desk.access.sealing import differences, seals_in
from standto_desk.ledger.database_reads import consistent_read, text_as_stored
from standto_desk.ledger.reading import Position
from standto_desk.ledger.triggers import missing_guards
from standto_desk.ledger.verifying import damage

UNREADABLE = (DatabaseError, UnicodeError, OverflowError, ValueError, TypeError)
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class VerifiedLog:
    """The result of verifying the security log.

    Attributes
    ----------
    count, hash
        The number of lines that follow on one another from the first, and the hash of the last of them.
    broken
        The faults of the log itself: the first changed line, or every missing guard.
    differences
        How accounts, roles, posts and second factors differ from their seals.
    unproven
        The log's details of each backup that was restored without proof.
    """

    count: int
    hash: str
    broken: tuple[str, ...]
    differences: tuple[str, ...]
    unproven: tuple[str, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """Every fault."""
        return (*self.broken, *self.differences)


def verify_security_log(*, anchored: Position | None = None, registry: Any = apps) -> VerifiedLog:
    """Verify the whole security log and the rows that it seals, as of one moment.

    Parameters
    ----------
    anchored
        The end of the log when an anchor was made; None without an anchor.
    """
    walk = _LogWalk(anchored, registry)
    broken: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    with consistent_read(), text_as_stored():
        try:
            broken = tuple(walk.faults())
            found = () if broken else tuple(differences(walk.seals, registry))
        except UNREADABLE as error:
            broken = (f"what follows line {walk.count} of the security log cannot be read: {type(error).__name__}",)
    return VerifiedLog(walk.count, walk.hash, broken, found, tuple(walk.unproven))


class _LogWalk:
    """One walk along the security log."""

    def __init__(self, anchored: Position | None, registry: Any) -> None:
        self.count = 0
        self.hash = GENESIS
        self.unproven: list[str] = []
        self._anchored = anchored
        self._registry = registry
        self.seals: dict[tuple[str, str], Mapping[str, Any]] = {}

    def faults(self) -> Iterator[str]:
        """Yield the faults of the log itself."""
        if (broken := next(self._broken(), None)) is not None:
            yield broken
            return
        yield from missing_guards(connection, GUARDS)
        yield from missing_guards(connection, OPENINGS)
        yield from damage(GUARDS.tables, "line of the security log is as it was written")

    def _broken(self) -> Iterator[str]:
        """Follow the chain to its end and yield its faults; the caller stops at the first."""
        lines = self._registry.get_model("access", "SecurityEvent")._base_manager.order_by("sequence")
        for line in lines.values(*COLUMNS, "hash").iterator(chunk_size=AT_ONCE):
            if line["sequence"] != self.count + 1:
                yield f"line {self.count + 1} of the security log is missing: it was removed, or moved"
            if link(self.hash, line) != line["hash"]:
                yield f"line {self.count + 1} of the security log was changed, or is not the one that was written there"
            self._take(line)
            if self._anchored is not None and (self._anchored.count == self.count) and self._anchored.hash != self.hash:
                yield f"line {self.count} of the security log, or one before it, is not the one that the anchor names"
        yield from self._end()

    def _take(self, line: dict[str, Any]) -> None:
        self.count, self.hash = line["sequence"], line["hash"]
        if line["kind"] == SEALED:
            self.seals |= seals_in([line["seal"]])
        if line["kind"] == UNPROVEN:
            self.unproven.append(line["detail"])

    def _end(self) -> Iterator[str]:
        """Compare the end of the chain with the head and the anchor."""
        heads = list(
            self._registry.get_model("access", "SecurityHead")._base_manager.values_list("id", "count", "hash")
        )
        if len(heads) != 1 or heads[0][0] != 1:
            yield "the head of the security log is gone or doubled: it has one row, which names the last line"
        elif self.count < heads[0][1]:
            yield f"line {self.count + 1} of the security log is missing: it was cut off after line {self.count}"
        elif (self.count, self.hash) != heads[0][1:]:
            yield f"the head of the security log was changed: it names line {heads[0][1]}, the last is {self.count}"
        elif self._anchored is not None and self._anchored.count > self.count:
            were = self._anchored.count
            yield f"line {self.count + 1} of the security log is missing: the anchor was made when there were {were}"
