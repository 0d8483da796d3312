"""The review before and after what sentences suppose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from standto.comparing.supposed_screen import understood_lines
from standto.ladder import review
from standto.ladder.review_facts import Recommendation
from standto.ladder.review_records import review_columns, review_json, review_rows
from standto.ladder.review_screen import review_text
from standto.ladder.reviewing import Review
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.model.steps import CALL_IN
from standto.register import Situation
from standto.supposing import Supposed, what_if
from standto.wording import Names, counted, decision, wrapped


@dataclass(frozen=True, repr=False)
class SupposedReview(Result):
    """The review before and after what is supposed.

    Attributes
    ----------
    supposed
        What is supposed; if a number of people step back, with the worst group.
    before, after
        The two reviews.
    """

    supposed: Supposed[Any]
    before: Review
    after: Review

    @property
    def scenario(self) -> Scenario:
        """The scenario that was asked about."""
        return self.before.scenario

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
        changed = [{"id": name, "before": before, "after": after} for name, before, after in self.changed]
        return {
            "format": 1,
            "what_if": self.supposed.as_json(),
            "before": review_json(self.before),
            "after": {"supposed": True, **review_json(self.after)},
            "difference": {"new": list(self.new), "gone": list(self.gone), "changed": changed},
        }

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return {"answer": str, **review_columns()}

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each recommendation of each review."""
        both = (("before", self.before), ("after", self.after))
        return [{"answer": name, **row} for name, answer in both for row in review_rows(answer)]

    def summary(self) -> str:
        """Return what was understood, the recommendations that differ, and the review that is supposed."""
        lines = [*understood_lines(self.supposed), "", *self._differing(), "", "SUPPOSED, as if this were so:", ""]
        return "\n".join([*lines, review_text(self.after)])

    def _differing(self) -> Iterator[str]:
        if not (self.new or self.gone or self.changed):
            yield "The recommendations stay the same."
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
    return SupposedReview(supposed, review(situation), review(supposed.situation))
