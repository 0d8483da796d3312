"""Whether every duty is covered, and if not, what is missing and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from standto.coverage.cover_records import cover_json, cover_rows
from standto.coverage.cover_screen import cover_text
from standto.coverage.witness import witnesses
from standto.kernel.answers import answers_for
from standto.model.time import HOUR
from standto.register import Situation, situation_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from standto.coverage.witness import Witness
    from standto.kernel.bottlenecks import Bottleneck
    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto.model.windows import Windows
    from standto.register import Claim


@dataclass(frozen=True)
class Cover:
    """How far every duty is covered, window by window, with the proof of what is missing.

    Attributes
    ----------
    situation
        What was asked about.
    windows
        Supply and requirement; duties and forces are numbered in the order in which they are met and called on.
    basis
        Which help counts.
    gap
        How many places of each duty stay unfilled, shape (windows, duties).
    filled
        How many places of each duty each force fills, shape (windows, forces, duties).
    bottlenecks
        The proofs of each window.
    assignments
        Who could fill what, window by window; None where nobody asked.
    """

    situation: Situation
    windows: Windows
    basis: str
    gap: NDArray[np.int64]
    filled: NDArray[np.int64]
    bottlenecks: tuple[tuple[Bottleneck, ...], ...]
    assignments: tuple[Witness, ...] | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario asked about."""
        return self.situation.scenario

    @property
    def digest(self) -> str:
        """SHA-256 of the files that the answer rests on; empty where there were none."""
        return self.scenario.digest

    @property
    def until(self) -> Instant:
        """The end of the time asked for."""
        return int(self.windows.untils[-1])

    @property
    def covered(self) -> bool:
        """Whether every duty is covered in every window."""
        return not self.gap.any()

    @cached_property
    def gap_hours(self) -> dict[str, float]:
        """Place-hours of gap of each duty that has one, to two decimals."""
        lengths = (self.windows.untils - self.windows.starts).tolist()
        columns = zip(self.scenario.duties_in_order, self.gap.T.tolist(), strict=True)
        missing = {duty.id: sum(map(int.__mul__, column, lengths)) for duty, column in columns}
        return {duty: round(total / HOUR, 2) for duty, total in missing.items() if total}

    @cached_property
    def claims(self) -> list[Claim]:
        """What was said of how many had stepped back, beside the register's own number."""
        return self.situation.claims(self.until)

    def not_counted(self, window: int, bottleneck: Bottleneck) -> dict[str, int]:
        """Return who does not count for a bottleneck at the start of a window, by the first reason why."""
        key = window, bottleneck.duties
        if key not in self._reasons:
            start = int(self.windows.starts[window])
            self._reasons[key] = self.situation.not_counted(start, bottleneck.duties, self.basis)
        return self._reasons[key]

    @cached_property
    def _reasons(self) -> dict[tuple[int, tuple[int, ...]], dict[str, int]]:
        """The reasons asked for so far."""
        return {}

    def as_json(self) -> dict[str, Any]:
        """Return the answer as the contract lays it down, ready for JSON."""
        return cover_json(self)

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each window and duty that stands in it, for a data frame."""
        return cover_rows(self)

    def summary(self) -> str:
        """Return the answer for reading: one screen, gaps first, windows with the same answer run together."""
        return cover_text(self)


def cover(
    situation: Situation | Scenario,
    *,
    until: Instant | None = None,
    basis: str = "confirmed",
    assignments: bool = False,
) -> Cover:
    """Say exactly whether every duty is covered, window by window, and prove what is missing.

    Parameters
    ----------
    situation
        What is so, as of when and as known when; of a scenario, everything that is in its files.
    until
        End of the time asked for; None: the horizon's.
    basis
        Which help counts: ``none``, ``present``, ``confirmed`` or ``offered``.
    assignments
        Whether to show who could fill what.

    Raises
    ------
    OptionError
        `until` or `basis` is not one that there is.

    Notes
    -----
    The gap of each duty in order is as small as possible; among such answers each force in order fills as many places
    as possible; among those each force in order fills each duty in order as far as possible. Rest is not checked.
    """
    asked = situation if isinstance(situation, Situation) else situation_of(situation)
    windows = asked.windows(until=until, basis=basis)
    answers = answers_for(windows)
    return Cover(
        situation=asked,
        windows=windows,
        basis=basis,
        gap=answers.gap(),
        filled=answers.filled(),
        bottlenecks=tuple(answers.bottlenecks()),
        assignments=tuple(witnesses(asked, answers, basis)) if assignments else None,
    )
