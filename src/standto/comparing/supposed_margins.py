"""The margin before and after what sentences suppose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from standto.comparing.supposed_answers import Progress, SupposedAnswer, before_and_after
from standto.coverage import margin
from standto.coverage.margin_facts import Least
from standto.coverage.margins import Margin
from standto.model.time import Instant
from standto.register import Situation
from standto.supposing import what_if
from standto.wording.sentences import in_columns


@dataclass(frozen=True, repr=False)
class SupposedMargin(SupposedAnswer[Margin]):
    """The margin before and after what is supposed, with the difference of the worst cases."""

    def as_json(self) -> dict[str, Any]:
        """Return what was understood, both answers, and the difference of their summaries."""
        return {**super().as_json(), "difference": [_difference(one, other) for one, other in self._levels]}

    @property
    def _levels(self) -> list[tuple[Least | None, Least | None]]:
        """The least margins of each criticality before and after; None where there are no duties of it."""
        both = [{one.criticality: one for one in answer.least} for answer in (self.before, self.after)]
        return [(both[0].get(level), both[1].get(level)) for level in sorted({*both[0], *both[1]})]

    def _differing(self) -> list[str]:
        """Return the worst case of each criticality before and after, as lines of a table."""
        rows = [("Whoever steps back, to spare", "before", "after", "difference")]
        for one, other in self._levels:
            line = _difference(one, other)
            told = [_told(line[name]) for name in ("before", "after")]
            change = "" if line["difference"] is None else f"{line['difference']:+,}" if line["difference"] else "0"
            level = line["criticality"]
            rows.append(("criticality 1" if level == 1 else f"criticality 1 to {level}", told[0], told[1], change))
        return in_columns(rows)


def _worst(least: Least | None) -> int | None:
    return None if least is None or least.critical is None else least.critical.worst_case


def _difference(before: Least | None, after: Least | None) -> dict[str, Any]:
    """Return the worst case of a criticality before and after; the difference is null unless both are numbers."""
    level = before or after
    one, other = _worst(before), _worst(after)
    change = None if one is None or other is None else other - one
    return {"criticality": level and level.criticality, "before": one, "after": other, "difference": change}


def _told(worst: int | None) -> str:
    if worst is None:
        return "anybody may"
    return "short already" if worst < 0 else f"{worst:,}"


def margin_if(
    situation: Situation,
    *sentences: str,
    what_if_seed: int = 0,
    until: Instant | None = None,
    basis: str = "confirmed",
    runs: int = 1000,
    seed: int = 0,
    progress: Progress | None = None,
) -> SupposedMargin:
    """Return the margin before and after what some sentences suppose; the parameters are those of `margin`."""
    supposed = what_if(situation, *sentences, seed=what_if_seed, basis=basis, until=until)
    ask = partial(margin, until=until, basis=basis, runs=runs, seed=seed)
    return SupposedMargin(supposed, *before_and_after(supposed, ask, progress))
