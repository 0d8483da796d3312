"""The facts of a what-if about cover: before, and after with each group of people that a number can stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from standto.comparing.comparing_covers import Comparison
from standto.comparing.comparison_records import difference_json
from standto.coverage.cover_records import cover_json
from standto.model.scenario import Scenario
from standto.model.time import Period
from standto.supposing import Supposed


@dataclass(frozen=True, repr=False)
class SupposedCoverFacts:
    """Cover before and after what is supposed.

    Attributes
    ----------
    supposed
        What is supposed: once, or with the worst, the best and a random group if a number of people step back.
    comparisons
        Cover before and after, for each of them.
    """

    supposed: tuple[Supposed[Any], ...]
    comparisons: tuple[Comparison, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario that was asked about."""
        return self.comparisons[0].scenario

    @property
    def covered(self) -> bool:
        """Whether all is covered after what is supposed; with the worst group, if there are several."""
        return self.comparisons[0].after.covered

    @property
    def headline(self) -> str:
        """The hours short, before and after."""
        return self.comparisons[0].headline

    @property
    def asked_period(self) -> Period:
        """The time asked about."""
        return self.comparisons[0].asked_period


def supposed_json(facts: SupposedCoverFacts) -> dict[str, Any]:
    """Return a what-if about cover as JSON: `after` is that of the first group."""
    first = facts.comparisons[0]
    found = {
        "format": 1,
        "what_if": facts.supposed[0].as_json(),
        "before": cover_json(first.before),
        "after": cover_json(first.after),
        "difference": difference_json(first),
    }
    if len(facts.supposed) > 1:
        found["groups"] = {
            supposed.choice: _group_json(supposed, comparison)
            for supposed, comparison in zip(facts.supposed, facts.comparisons, strict=True)
        }
        found["bounds"] = [_bounds_json(facts, place) for place in range(len(facts.supposed[0].groups))]
    return found


def _group_json(supposed: Supposed[Any], comparison: Comparison) -> dict[str, Any]:
    return {
        "understood": list(supposed.understood),
        "summary": cover_json(comparison.after)["summary"],
        "difference": difference_json(comparison),
    }


def _bounds_json(facts: SupposedCoverFacts, place: int) -> dict[str, Any]:
    """Return the bounds on what any group of a number costs, at the place of the number among the sentences.

    The groups of the numbers before are others in the worst answer than in the best; so each bound is of its own.
    """
    groups = {supposed.choice: supposed.groups[place] for supposed in facts.supposed}
    bounds = groups["worst"].bounds
    return {
        "count": groups["worst"].count,
        "capability": groups["worst"].capability,
        "team": groups["worst"].team or None,
        "place_hours_before": round(bounds.place_hours(bounds.before), 2),
        "place_hours_at_most": round(bounds.at_most, 2),
        "place_hours_at_least": round(groups["best"].bounds.at_least, 2),
        "place_hours": {choice: round(group.place_hours, 2) for choice, group in groups.items()},
        "least_possible": groups["best"].least_possible,
        "most_possible": groups["worst"].most_possible,
    }
