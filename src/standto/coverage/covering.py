"""Cover: whether every duty is covered, and a proof of each gap."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from standto.coverage.cover_counts import cover_numbers
from standto.coverage.cover_facts import CoverFacts
from standto.coverage.cover_records import cover_columns, cover_json, cover_rows
from standto.coverage.cover_screen import cover_text
from standto.coverage.narrowing import narrowed
from standto.coverage.witness import witnesses
from standto.kernel.bottlenecks import Bottleneck
from standto.kernel.queries import bottlenecks_of, some_of
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.register import Situation, situated
from standto.wording import Moment, check_flag


class Cover(CoverFacts, Result):
    """How far every duty is covered, window by window, with the proof of each gap; its fields are `CoverFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return the answer in the form of the contract, ready for `json.dumps`."""
        return cover_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return cover_columns(self)

    @property
    def notable(self) -> tuple[str, list[dict[str, Any]]]:
        """The rows that are short, if any are."""
        rows = self.rows()
        short = [row for row in rows if not row["covered"]]
        return ("Rows that are covered are left out. ", short) if short else ("", rows)

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each window and duty that stands in it, for a data frame."""
        return cover_rows(self)

    def narrowed(self, *duties: str) -> Cover:
        """Return what the answer says about some duties and crews, given by id; a seat stands for its crew.

        The numbers stay those beside all other duties and crews, which take people too.

        Raises
        ------
        OptionError
            None is given, the scenario has no such duty, seat or crew, or the answer was narrowed to others before.
        """
        return narrowed(self, duties)

    def summary(self) -> str:
        """Return one screen for reading: gaps first, and windows with the same answer in one line."""
        return cover_text(self)


def cover(
    of: Situation | Scenario, *, until: Moment | None = None, basis: str = "confirmed", assignments: bool = False
) -> Cover:
    """Return exactly whether every duty is covered, window by window, and prove each gap.

    Parameters
    ----------
    of
        A situation; or a scenario, all of whose events then count.
    until
        End of the time asked for; None: the horizon's.
    basis
        Which help counts: ``none``, ``present``, ``confirmed`` or ``offered``.
    assignments
        Whether to find people who could fill each duty.

    Raises
    ------
    OptionError
        `of` is something else, `until` is no moment or lies outside the horizon, or there is no such `basis`.

    Notes
    -----
    First, the gap of each duty in order is as small as possible; then, each force in order fills as many places as
    possible; then, each force in order fills as much of each duty in order as possible. Crews go out whole or not at
    all: `standto.kernel.crewing` has the order in which they and the duties take people.
    """
    situation = situated(of)
    check_flag(assignments, "assignments")
    found = cover_numbers(situation, until, basis, carry=not assignments)
    demands = None if found.crews is None else found.crews.order
    answer = Cover(
        situation=situation,
        windows=found.windows,
        basis=basis,
        places=found.places,
        bottlenecks=() if found.crews else tuple(found.answers.bottlenecks()),
        assignments=tuple(witnesses(situation, found.answers, basis, demands)) if assignments else None,
        crews=found.crews,
    )
    return answer if found.crews is None else replace(answer, bottlenecks=tuple(_proofs_with_crews(answer)))


def _proofs_with_crews(cover: Cover) -> list[tuple[Bottleneck, ...]]:
    """Return the proofs of each window, in which the seats that crews need are duties."""
    proofs: list[tuple[Bottleneck, ...]] = [()] * len(cover.windows)
    # All is covered where, and only where, there is no bottleneck.
    short = some_of(cover.windows, np.array(cover.short, dtype=np.intp))
    for row, proof in zip(cover.short, bottlenecks_of(short), strict=True):
        proofs[row] = proof
    return proofs
