"""Lines that say how soon duties are covered: with people who are here now, or can be here within some minutes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from standto.wording import counted, joined, moment
from standto.wording.sentences import room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from standto.model.time import Instant
    from standto.model.zone import Zone


SHOWN = 4
"""The most duties and crews that a line names."""


@dataclass(frozen=True, slots=True)
class ReadinessLine:
    """The cover of a look-ahead if every duty and crew can wait some minutes.

    Attributes
    ----------
    minutes
        How long they can wait at least.
    short
        What is short then, in words: each duty with its largest gap, each crew with its worst state.
    first
        The start of the first window that is not covered; None if all are.
    named
        Whether times carry their zone.
    """

    minutes: int
    short: tuple[str, ...]
    first: Instant | None
    zone: Zone = field(repr=False)
    named: bool = False

    @property
    def covered(self) -> bool:
        """Whether everything is covered all the time."""
        return self.first is None

    @property
    def label(self) -> str:
        """The readiness in words: ``now``, ``within 10 minutes``, ``within an hour``."""
        if not self.minutes:
            return "now"
        hours, minutes = divmod(self.minutes, 60)
        if minutes or not hours:
            return f"within {counted(self.minutes, 'minute')}"
        return "within an hour" if hours == 1 else f"within {hours:,} hours"

    @property
    def answer(self) -> str:
        """What is covered, or what is short and from when, in words."""
        if self.first is None:
            return "covered, all the time"
        more = len(self.short) - room(SHOWN)
        shown = [*self.short[: room(SHOWN)], *([f"and {more:,} more"] if more > 0 else [])]
        return f"{joined(shown)}; first from {moment(self.zone, self.first, named=self.named)}"


def readiness_sentences(lines: Iterable[ReadinessLine]) -> Iterator[str]:
    """Yield each line as a sentence; a line with the answer of the one before says so."""
    before = None
    for line in lines:
        yield f"{line.label[0].upper()}{line.label[1:]}: {'the same' if line.answer == before else line.answer}."
        before = line.answer
