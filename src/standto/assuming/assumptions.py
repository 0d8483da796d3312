"""Assumptions as a whole: what an outlook assumes, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from standto.assuming.processes import AnyProcess, CommonShock, RequiredStrength, StepBackShock
from standto.assuming.ranges import Spread
from standto.model.time import Instant


@dataclass(frozen=True, slots=True)
class AssumedRange:
    """One number with a range, and its place: the process and the field, such as ``weekend.number``."""

    name: str
    spread: Spread


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What an outlook assumes.

    Attributes
    ----------
    name
        Their name, an id.
    by
        The post that made them; never a person.
    at
        When they were made.
    note
        Their basis, in words.
    processes
        In the order of the file. The number of a process is its place here, counted from 1.
    digest
        SHA-256 of the canonical form: the same for files that say the same.
    """

    name: str
    by: str
    at: Instant
    note: str
    processes: tuple[AnyProcess, ...]
    digest: str

    @property
    def ranges(self) -> Iterator[AssumedRange]:
        """Every number of every process, in order, points too; the screening of assumptions turns each alone."""
        for process in self.processes:
            for field in fields(process):
                value = getattr(process, field.name)
                if isinstance(value, Spread):
                    yield AssumedRange(f"{process.name}.{field.name}", value)
                elif field.name == "days" and isinstance(value, tuple):
                    for place, day in enumerate(value, start=1):
                        yield AssumedRange(f"{process.name}.days.{place}.share", day.share)

    def outside(self, start: Instant, until: Instant) -> tuple[str, ...]:
        """Return the names of the processes whose own time is over by `start`, or begins at `until` or later."""
        return tuple(
            one.name
            for one in self.processes
            if isinstance(one, StepBackShock | CommonShock | RequiredStrength)
            and (one.until <= start or one.start >= until)
        )
