"""The facts of cover: the fields of the answer, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from standto.coverage.witness import Witness
from standto.kernel.bottlenecks import Bottleneck
from standto.kernel.crew_order import CrewAnswers
from standto.kernel.standing_places import StandingPlaces
from standto.model.time import HOUR
from standto.presenting.scope import Scope
from standto.register import Claim
from standto.wording import counted


@dataclass(frozen=True, repr=False)
class CoverFacts(Scope):
    """How far every duty is covered, window by window, with the proof of each gap.

    Attributes
    ----------
    places
        The places of every duty that stands: required, filled by each force, and unfilled.
    bottlenecks
        The proofs of each window.
    assignments
        People who could fill each duty, window by window; None without a request.
    crews
        The state of each crew, and who is in it; None in a scenario without crews.
    only
        The ids of the duties and crews that the answer is about; None: all.
    """

    places: StandingPlaces
    bottlenecks: tuple[tuple[Bottleneck, ...], ...]
    assignments: tuple[Witness, ...] | None = None
    crews: CrewAnswers | None = None
    only: tuple[str, ...] | None = None

    @cached_property
    def gap(self) -> NDArray[np.int64]:
        """The number of unfilled places of each duty, shape (windows, duties)."""
        return self.places.gap_table()

    @cached_property
    def filled(self) -> NDArray[np.int64]:
        """The number of places of each duty that each force fills, shape (windows, forces, duties)."""
        return self.places.filled_table()

    @cached_property
    def gaps_by_window(self) -> list[tuple[tuple[int, int], ...]]:
        """Each duty with a gap, and its unfilled places, window by window."""
        found: list[list[tuple[int, int]]] = [[] for _ in range(len(self.windows))]
        places = self.places
        short = places.gap > 0
        columns = (column[short].tolist() for column in (places.row, places.duty, places.gap))
        for row, duty, gap in zip(*columns, strict=True):
            found[row].append((duty, gap))
        return [tuple(gaps) for gaps in found]

    @cached_property
    def short(self) -> list[int]:
        """The windows that are not covered: with a gap, or with a crew below what it needs."""
        below = set(np.flatnonzero(self.below_needs.any(axis=1)).tolist())
        return [row for row, gaps in enumerate(self.gaps_by_window) if gaps or row in below]

    @cached_property
    def below_needs(self) -> NDArray[np.bool_]:
        """Whether each crew stands and is below what it needs, shape (windows, crews)."""
        if self.crews is None:
            return np.zeros((len(self.windows), 0), dtype=np.bool_)
        told = np.array([self.tells_of(crew.id) for crew in self.scenario.crews_in_order], dtype=np.bool_)
        below: NDArray[np.bool_] = self.crews.below_needs & told
        return below

    def tells_of(self, duty: str) -> bool:
        """Return whether the answer is about a duty or crew."""
        return self.only is None or duty in self.only

    @cached_property
    def lines_by_duty(self) -> list[NDArray[np.intp]]:
        """The lines of `places` of each duty, by window."""
        order = np.argsort(self.places.duty, kind="stable")
        ends = np.searchsorted(self.places.duty[order], np.arange(1, self.places.shape[1]))
        return np.split(order, ends)[: self.places.shape[1]]

    @property
    def covered(self) -> bool:
        """Whether every duty is covered, and every crew has what it needs, in every window."""
        return not self.short

    @property
    def headline(self) -> str:
        """The number of windows that are not covered, and the hours."""
        if self.covered:
            return f"covered over {counted(len(self.windows), 'window')}"
        lengths = self.windows.untils - self.windows.starts
        # hours = sum over windows of the places unfilled, or the crews below what they need, times the length
        places, crews = self.gap.sum(axis=1) @ lengths / HOUR, self.below_needs.sum(axis=1) @ lengths / HOUR
        short = [f"{places:,.1f} place-hours"] * bool(places) + [f"{crews:,.1f} crew-hours"] * bool(crews)
        return f"short in {len(self.short):,} of {counted(len(self.windows), 'window')}, {', '.join(short)}"

    @cached_property
    def gap_hours(self) -> dict[str, float]:
        """Place-hours of gap of each duty that has one, to two decimals."""
        lengths = (self.windows.untils - self.windows.starts).tolist()
        missing: dict[int, int] = {}
        for length, gaps in zip(lengths, self.gaps_by_window, strict=True):
            for duty, gap in gaps:
                missing[duty] = missing.get(duty, 0) + gap * length
        duties = self.scenario.duties_in_order
        return {duties[duty].id: round(missing[duty] / HOUR, 2) for duty in sorted(missing)}

    @cached_property
    def crew_hours(self) -> dict[str, float]:
        """The hours that each crew is below what it needs, of crews that ever are, to two decimals."""
        below = (self.below_needs * (self.windows.untils - self.windows.starts)[:, None]).sum(axis=0).tolist()
        crews = zip(self.scenario.crews_in_order, below, strict=False)
        return {crew.id: round(total / HOUR, 2) for crew, total in crews if total}

    @cached_property
    def in_broken_stints(self) -> NDArray[np.int64] | None:
        """The people who count at the start of each window in a stint that breaks a rule: in breach, and owed.

        Shape (windows, 2); None if the scenario has no rules on rest.
        """
        return self.situation.people_in_broken_stints(self.windows, self.basis)

    @cached_property
    def claims(self) -> list[Claim]:
        """Reports of how many had stepped back, beside the register's own number."""
        return self.situation.claims(self.until)

    def crew_proofs(self, crew: int) -> dict[int, tuple[Bottleneck, ...]]:
        """Return the proof, by window, that a crew, given by its number, could not take what it needs."""
        if crew not in self._crew_proofs:
            self._crew_proofs[crew] = {} if self.crews is None else self.crews.proofs(crew)
        return self._crew_proofs[crew]

    @cached_property
    def _crew_proofs(self) -> dict[int, dict[int, tuple[Bottleneck, ...]]]:
        return {}

    def not_counted(self, window: int, bottleneck: Bottleneck) -> dict[str, int]:
        """Return the numbers that do not count for a bottleneck at the start of a window, by the first reason."""
        key = window, bottleneck.duties
        if key not in self._reasons:
            start = int(self.windows.starts[window])
            self._reasons[key] = self.situation.not_counted(start, bottleneck.duties, self.basis)
        return self._reasons[key]

    @cached_property
    def _reasons(self) -> dict[tuple[int, tuple[int, ...]], dict[str, int]]:
        return {}
