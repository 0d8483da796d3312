"""The review before and after what sentences suppose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from standto.comparing.supposed_answers import SupposedAnswer, before_and_after
from standto.ladder import review
from standto.ladder.review_facts import Recommendation
from standto.ladder.reviewing import Review
from standto.model.steps import CALL_IN
from standto.register import Situation
from standto.supposing import what_if
from standto.wording import Names, counted, decision, wrapped


@dataclass(frozen=True, repr=False)
class SupposedReview(SupposedAnswer[Review]):
    """The review before and after what is supposed, with the recommendations that differ."""

    @property
    def headline(self) -> str:
        """The numbers of recommendations that are new and gone."""
        return f"{len(self.new)} new, {len(self.gone)} gone of {len(self.before.recommendations)} recommendations"

    @property
    def new(self) -> tuple[str, ...]:
        """The ids of the recommendations that there are only after."""
        before = {one.id for one in self.before.recommendations}
        return tuple(one.id for one in self.after.recommendations if one.id not in before)

    @property
    def gone(self) -> tuple[str, ...]:
        """The ids of the recommendations that there are only before."""
        after = {one.id for one in self.after.recommendations}
        return tuple(one.id for one in self.before.recommendations if one.id not in after)

    @property
    def changed(self) -> tuple[tuple[str, int | None, int | None], ...]:
        """The recommendations with another number, each with its numbers before and after."""
        after = {one.id: one.count for one in self.after.recommendations}
        both = ((one.id, one.count, after[one.id]) for one in self.before.recommendations if one.id in after)
        return tuple(one for one in both if one[1] != one[2])

    def as_json(self) -> dict[str, Any]:
        """Return what was understood, both reviews, and the recommendations that differ."""
        found = super().as_json()
        changed = [{"id": name, "before": before, "after": after} for name, before, after in self.changed]
        difference = {"new": list(self.new), "gone": list(self.gone), "changed": changed}
        return {**found, "after": {"supposed": True, **found["after"]}, "difference": difference}

    def _differing(self) -> list[str]:
        """Return the recommendations that are new, gone or of another number, as lines."""
        return list(self._differences()) or ["The recommendations stay the same."]

    def _differences(self) -> Iterator[str]:
        for title, ids, answer in (("New", self.new, self.after), ("Gone", self.gone, self.before)):
            found = {one.id: one for one in answer.recommendations}
            for name in ids:
                number = f", {_number(found[name])}" if found[name].count is not None else ""
                yield from wrapped(f"{title}: {_words(answer, found[name])}{number}", hanging=2)
        both = [{one.id: one for one in answer.recommendations} for answer in (self.before, self.after)]
        for name, _, _ in self.changed:
            before, after = (found[name] for found in both)
            words = _words(self.after, after)
            yield from wrapped(f"Changed: {words}, {_number(before)} before and {_number(after)} after", hanging=2)


def _words(answer: Review, one: Recommendation) -> str:
    """Return a recommendation in words, without its number."""
    names = Names.of(answer.scenario)
    words = decision(one.step, names.subject(one.subject), words=names.words)
    return f"{words}, if {one.condition} is declared" if one.condition else words


def _number(one: Recommendation) -> str:
    """Return the number of a recommendation, with its unit."""
    if one.count is None:
        return "no number"
    return counted(one.count, "person", "people") if one.step == CALL_IN else counted(one.count, "place")


def review_if(situation: Situation, *sentences: str, seed: int = 0) -> SupposedReview:
    """Return the review of a situation before and after what some sentences suppose."""
    looks_until = min(situation.period.start + situation.scenario.policy.look_ahead, situation.scenario.horizon.until)
    supposed = what_if(situation, *sentences, seed=seed, until=looks_until)
    return SupposedReview(supposed, *before_and_after(supposed, review))
