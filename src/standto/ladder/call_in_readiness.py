"""The duties that people could be called in for, by how soon they are ready anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from standto.model.time import Period
from standto.register import NEVER
from standto.register.readiness import OnDuty
from standto.register.standing import BY_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from standto.register import Situation
    from standto.register.standing import Standing


class CallInReadiness:
    """The duties that the readiness of each standing leaves to a call-in.

    A person off duty could be called in for any duty. A person on duty, and bound to none, could be called in for
    duties that cannot wait as long as they need; for the others they count already. People called in or stood off, and
    people of other forces, could not be called in at all.
    """

    def __init__(self, situation: Situation, standings: Sequence[Standing]) -> None:
        self._rules = situation.rules
        rota = situation.records.abilities.rota
        bound = np.array([bool(state.bound) and state.ready_minutes < NEVER for state in rota.states])
        self._never = np.array(
            [
                one.force > 0 or one.called is not None or (one.rota != BY_PATTERN and bool(bound[one.rota]))
                for one in standings
            ],
            dtype=np.bool_,
        )
        self._on_duty = OnDuty(standings, rota, len(situation.scenario.teams))
        self._waits = [duty.ready_minutes for duty in situation.scenario.duties_in_order]
        # By patterns of shifts that are there at once, a rested person is off duty: nothing else has to be looked at.
        self._plain = not any(one.on_call is not None or one.rota != BY_PATTERN for one in standings) and not any(
            any(minutes for minutes in team) for team in situation.records.shifts.ready
        )

    def pieces(self, window: Period) -> Iterator[tuple[Period, range]]:
        """Yield the parts of a window in which nobody's readiness changes but by moves, each with its spans."""
        first, last = self._rules.span(window.start), self._rules.span(window.until - 1)
        if self._plain:
            yield window, range(first, last + 1)
            return
        for span in range(first, last + 1):
            start = max(window.start, int(self._rules.starts[span]))
            until = window.until if span == last else int(self._rules.starts[span + 1])
            yield Period(start, until), range(span, span + 1)

    def beside(self, spans: range) -> tuple[NDArray[np.int64], list[int]]:
        """Return the place of each standing among some sets of duties, and these sets as bit masks.

        Parameters
        ----------
        spans
            The spans of a piece.
        """
        if self._plain:
            minutes = np.full(len(self._never), NEVER, dtype=np.int64)
        else:
            minutes = self._on_duty.minutes(self._rules.ready_minutes[:, spans.start : spans.stop])[:, 0]
        # A readiness of 0 leaves no duty, because every duty can wait that long.
        values, place = np.unique(np.where(self._never, 0, minutes), return_inverse=True)
        return place, [self._later_than(value) for value in values.tolist()]

    def _later_than(self, minutes: int) -> int:
        """Return the duties that cannot wait some minutes, as a bit mask."""
        return sum(1 << duty for duty, wait in enumerate(self._waits) if wait < minutes)
