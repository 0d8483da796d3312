"""Cover before and after what sentences suppose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from standto.comparing.comparing_covers import Comparison
from standto.comparing.comparison_records import comparison_columns, comparison_rows
from standto.comparing.supposed_facts import SupposedCoverFacts, supposed_json
from standto.comparing.supposed_screen import supposed_text
from standto.coverage import Cover, cover
from standto.model.result import Result
from standto.model.time import Instant
from standto.register import Situation
from standto.supposing import what_if


class SupposedCover(SupposedCoverFacts, Result):
    """Cover before and after what is supposed, with the difference; its fields are `SupposedCoverFacts`."""

    def as_json(self) -> dict[str, Any]:
        """Return what was understood, both answers and the difference, ready for `json.dumps`."""
        return supposed_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return {"group": str, **comparison_columns(self.comparisons[0])}

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each group, window and duty or crew."""
        pairs = zip(self.supposed, self.comparisons, strict=True)
        return [
            {"group": supposed.choice if supposed.groups else None, **row}
            for supposed, comparison in pairs
            for row in comparison_rows(comparison)
        ]

    def summary(self) -> str:
        """Return what was understood, then before, after and the difference, as text."""
        return supposed_text(self)


def cover_if(
    situation: Situation,
    *sentences: str,
    seed: int = 0,
    until: Instant | None = None,
    basis: str = "confirmed",
    assignments: bool = False,
    only: Sequence[str] = (),
) -> SupposedCover:
    """Return cover before and after what some sentences suppose.

    If a number of people step back, there are three answers: with the worst group, the best, and a random one.

    Parameters
    ----------
    only
        The ids of the duties and crews to answer about; empty: all.
    """

    def found_in(asked: Situation) -> Cover:
        """Return the cover of a situation, narrowed to the duties that were named."""
        answer = cover(asked, until=until, basis=basis, assignments=assignments)
        return answer.narrowed(*only) if only else answer

    before = found_in(situation)
    supposed = partial(what_if, situation, *sentences, seed=seed, basis=basis, until=until)
    found = [supposed()]
    if found[0].groups:
        found += [supposed(choice=one) for one in ("best", "random")]
    after = [found_in(one.situation) for one in found]
    return SupposedCover(tuple(found), tuple(Comparison(before, each) for each in after))
