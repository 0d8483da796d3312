"""An answer about people before and after what sentences suppose: candidates, or rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from standto.comparing.supposed_screen import understood_lines
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.model.time import Instant
from standto.register import Situation
from standto.supposing import Supposed, what_if

Answer = TypeVar("Answer", bound=Result)


@dataclass(frozen=True, repr=False)
class SupposedAnswer(Result, Generic[Answer]):
    """An answer before and after what is supposed.

    Attributes
    ----------
    supposed
        What is supposed; if a number of people step back, with the worst group.
    before, after
        The two answers.
    """

    supposed: Supposed[Any]
    before: Answer
    after: Answer

    @property
    def scenario(self) -> Scenario:
        """The scenario that was asked about."""
        return self.supposed.scenario

    @property
    def headline(self) -> str:
        """The answer before and after."""
        return f"{self.before.headline} before; {self.after.headline} after"

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return {"answer": str, **self.after.columns}

    def as_json(self) -> dict[str, Any]:
        """Return what was understood, and both answers."""
        both = {"before": self.before.as_json(), "after": self.after.as_json()}
        return {"format": 1, "what_if": self.supposed.as_json(), **both}

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of both answers."""
        both = (("before", self.before), ("after", self.after))
        return [{"answer": name, **row} for name, answer in both for row in answer.rows()]

    def summary(self) -> str:
        """Return what was understood, and the answer that is supposed."""
        before = f"Before: {self.before.headline}. After: {self.after.headline}."
        lines = [*understood_lines(self.supposed), "", before, "", "SUPPOSED, as if this were so:", ""]
        return "\n".join([*lines, self.after.summary()])


def answer_if(
    situation: Situation,
    ask: Callable[[Situation], Answer],
    *sentences: str,
    seed: int = 0,
    basis: str = "confirmed",
    until: Instant | None = None,
) -> SupposedAnswer[Answer]:
    """Return an answer before and after what some sentences suppose.

    Parameters
    ----------
    ask
        Returns the answer about a situation.
    basis, until
        As for `what_if`.
    """
    supposed = what_if(situation, *sentences, seed=seed, basis=basis, until=until)
    return SupposedAnswer(supposed, ask(situation), ask(supposed.situation))
