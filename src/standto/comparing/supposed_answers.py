"""An answer before and after what sentences suppose: candidates, rest or relief as it is, others with what differs."""

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
Progress = Callable[[float], None]
"""Called with the share of the work that is done, from 0 to 1."""


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

    supposed: Supposed[Situation]
    before: Answer
    after: Answer

    @property
    def scenario(self) -> Scenario:
        """The scenario that was asked about."""
        return self.supposed.before.scenario

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
        """Return what was understood, what differs, and the answer that is supposed."""
        lines = [*understood_lines(self.supposed), "", *self._differing(), "", "SUPPOSED, as if this were so:", ""]
        return "\n".join([*lines, self.after.summary()])

    def _differing(self) -> list[str]:
        """Return the lines that tell what differs."""
        return [f"Before: {self.before.headline}. After: {self.after.headline}."]


def answer_if(
    situation: Situation,
    ask: Callable[..., Answer],
    *sentences: str,
    seed: int = 0,
    basis: str = "confirmed",
    until: Instant | None = None,
    progress: Progress | None = None,
) -> SupposedAnswer[Answer]:
    """Return an answer before and after what some sentences suppose.

    Parameters
    ----------
    ask
        Returns the answer about a situation.
    basis, until
        As for `what_if`.
    progress
        Called with the share done, from 0 to 1; `ask` must then take a `progress` too.
    """
    supposed = what_if(situation, *sentences, seed=seed, basis=basis, until=until)
    return SupposedAnswer(supposed, *before_and_after(supposed, ask, progress))


def before_and_after(
    supposed: Supposed[Situation], ask: Callable[..., Answer], progress: Progress | None = None
) -> tuple[Answer, Answer]:
    """Return the answers about both situations of a what-if; each is half of the work."""
    if progress is None:
        return ask(supposed.before), ask(supposed.after)
    first = ask(supposed.before, progress=lambda share: progress(share / 2))
    return first, ask(supposed.after, progress=lambda share: progress(0.5 + share / 2))
