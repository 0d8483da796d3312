"""Deploying where the law permits it: by what is declared then, or is declared with the proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.errors import Fault
from standto.ladder.pool_use import declarations_for, use_of
from standto.model.steps import DEPLOY
from standto.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.model.time import Instant
    from standto.register import Situation


def against_use(
    step: str, pool: str, situation: Situation, at: Instant, *, declare: str = "", proposed: bool = False
) -> Iterator[Fault]:
    """Yield what stands against deploying a pool: that it may fill nothing in the look-ahead.

    Parameters
    ----------
    declare
        What is declared with it; or empty.
    proposed
        Whether the step is proposed already, so that nothing can be declared with its proposal.
    """
    row = situation.scenario.pool[pool]
    if declare:
        allowed = declarations_for(situation, row, at)
        if step != DEPLOY or declare not in allowed:
            what = f"is not what lets {pool} do more; allowed is {listed(allowed, 'or') or 'nothing'}"
            yield Fault("proposal", what, column="declare")
    elif step == DEPLOY and not (use := use_of(situation, row, at)).ever:
        said = f"{pool} {use.words(situation.scenario.zone)}"
        if use.declarations:
            said += f". A duty officer or a commander has to declare {listed(use.declarations, 'or')} first"
            said += "" if proposed else "; a commander can do so with the proposal"
        yield Fault("proposal", said, column="declare" if use.declarations else "step")
