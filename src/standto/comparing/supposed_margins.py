"""The margin before and after what sentences suppose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from standto.comparing.comparison_screen import aligned
from standto.comparing.supposed_screen import understood_lines
from standto.coverage import margin
from standto.coverage.margin_facts import Least
from standto.coverage.margin_records import margin_columns, margin_json, margin_rows
from standto.coverage.margin_screen import margin_text
from standto.coverage.margins import Margin
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.register import Situation
from standto.supposing import Supposed, what_if


@dataclass(frozen=True, repr=False)
class SupposedMargin(Result):
    """The margin before and after what is supposed.

    Attributes
    ----------
    supposed
        What is supposed; if a number of people step back, with the worst group.
    before, after
        The two answers.
    """

    supposed: Supposed[Any]
    before: Margin
    after: Margin

    @property
    def scenario(self) -> Scenario:
        """The scenario that was asked about."""
        return self.before.scenario

    @property
    def headline(self) -> str:
        """The worst case before and after."""
        return f"{self.before.headline} before; {self.after.headline} after"

    def as_json(self) -> dict[str, Any]:
        """Return what was understood, both answers, and the difference of their summaries."""
        return {
            "format": 1,
            "what_if": self.supposed.as_json(),
            "before": margin_json(self.before),
            "after": margin_json(self.after),
            "difference": [_difference(one, other) for one, other in self._levels],
        }

    @property
    def _levels(self) -> list[tuple[Least | None, Least | None]]:
        """The least margins of each criticality before and after; None where there are no duties of it."""
        both = [{one.criticality: one for one in answer.least} for answer in (self.before, self.after)]
        return [(both[0].get(level), both[1].get(level)) for level in sorted({*both[0], *both[1]})]

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return {"answer": str, **margin_columns()}

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each answer, window and criticality."""
        both = (("before", self.before), ("after", self.after))
        return [{"answer": name, **row} for name, answer in both for row in margin_rows(answer)]

    def summary(self) -> str:
        """Return what was understood, the worst case before and after, and the margin after."""
        rows = [("Whoever steps back, to spare", "before", "after", "difference")]
        for one, other in self._levels:
            line = _difference(one, other)
            told = [_told(line[name]) for name in ("before", "after")]
            change = "" if line["difference"] is None else f"{line['difference']:+,}" if line["difference"] else "0"
            level = line["criticality"]
            rows.append(("criticality 1" if level == 1 else f"criticality 1 to {level}", told[0], told[1], change))
        return "\n".join(
            [
                *understood_lines(self.supposed),
                "",
                *aligned(rows),
                "",
                "SUPPOSED, as if this were so:",
                "",
                margin_text(self.after),
            ]
        )


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
    progress: Callable[[float], None] | None = None,
) -> SupposedMargin:
    """Return the margin before and after what some sentences suppose; the parameters are those of `margin`."""
    supposed = what_if(situation, *sentences, seed=what_if_seed, basis=basis, until=until)
    shares = _halves(progress)
    first, second = (
        margin(one, until=until, basis=basis, runs=runs, seed=seed, progress=share)
        for one, share in zip((situation, supposed.situation), shares, strict=True)
    )
    return SupposedMargin(supposed, first, second)


def _halves(progress: Callable[[float], None] | None) -> list[Callable[[float], None] | None]:
    """Return the reports of two pieces of work, each a half of the whole."""
    if progress is None:
        return [None, None]
    return [lambda share: progress(share / 2), lambda share: progress(0.5 + share / 2)]
