"""One future replayed alone, by its number: what happens in it, in counts, and what becomes of cover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standto.assuming.assumptions import Assumptions
from standto.futures.future_moves import moves_in
from standto.model.result import Result
from standto.model.scenario import Scenario
from standto.outlooks.looking_ahead import MOST_FUTURES, outlook_of, run_asked
from standto.outlooks.one_future_facts import OneFutureFacts
from standto.outlooks.one_future_records import one_future_columns, one_future_json, one_future_rows
from standto.outlooks.one_future_screen import headline_of, one_future_text
from standto.register import Situation, situated
from standto.wording import Moment, check_whole


class OneFuture(OneFutureFacts, Result):
    """One future of an outlook, replayed alone; its fields are `OneFutureFacts`."""

    @property
    def headline(self) -> str:
        """The duties and crews that are short, and since when."""
        return headline_of(self)

    def as_json(self) -> dict[str, Any]:
        """Return the answer in the form of the contract, ready for `json.dumps`."""
        return one_future_json(self)

    @property
    def columns(self) -> dict[str, type]:
        """The columns of `rows()` in order, each with the type of its values; a value may also be None."""
        return one_future_columns()

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each step and thing judged, for a data frame."""
        return one_future_rows(self)

    def summary(self) -> str:
        """Return one screen for reading: what is short, and the changes of cover with what moved before them."""
        return one_future_text(self)


def future_of(
    of: Situation | Scenario,
    *,
    assumptions: Assumptions,
    future: int,
    seed: int = 0,
    until: Moment | None = None,
    basis: str = "confirmed",
    fixed: Mapping[str, int] | None = None,
) -> OneFuture:
    """Return one future of an outlook as a timeline.

    Parameters
    ----------
    future
        The number of the future, from 0. The other parameters are those of `outlook`.

    Raises
    ------
    OptionError
        An argument is outside what is allowed.
    StandtoError
        Numba is not installed.
    """
    situation = situated(of)
    check_whole(future, "future", 0, MOST_FUTURES - 1)
    run = run_asked(situation, assumptions, seed, until, basis, fixed)
    alone = outlook_of(situation, run, basis, 1, run.tally(future, future + 1))
    return OneFuture(future, alone, moves_in(run.drawn(future, future + 1), run.muster))
