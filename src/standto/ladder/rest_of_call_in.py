"""What call-ins would break of the rules on working time, and how long people are rested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from standto.ladder.candidates_facts import RestOwed
from standto.model.time import BEGINNING, Period
from standto.model.working_time import BREACH
from standto.register.rest_record import RestTerms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from standto.model.time import Instant
    from standto.register import Situation


class RestOfCallIn:
    """The rest of people who are called in.

    Attributes
    ----------
    checked
        Whether there are rules on working time.
    """

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._record = situation.rest
        self.checked = self._record is not None

    def breached(self, people: NDArray[np.int64], period: Period) -> NDArray[np.int64]:
        """Return the people whose call-in for a period would newly breach a rule."""
        if self._record is None or not len(people):
            return people[:0]
        breaks = self._record.with_one_more(people, period)
        breach = np.array([rule.effect == BREACH for rule in self._record.rules], dtype=np.bool_)
        return np.unique(breaks.person[breach[breaks.rule]])

    def owed(self, people: NDArray[np.int64], period: Period) -> list[tuple[RestOwed, ...] | None]:
        """Return the rest that each person's call-in for a period would owe; None if it would breach their rest."""
        if self._record is None or not len(people):
            return [() for _ in people]
        rules, breaks = self._record.rules, self._record.with_one_more(people, period)
        found: dict[int, list[RestOwed]] = {}
        for person, rule, start, until, measured in zip(*(column.tolist() for column in breaks), strict=True):
            found.setdefault(person, []).append(RestOwed(rules[rule], Period(start, until), measured))
        return [
            None if any(one.rule.effect == BREACH for one in owed) else tuple(owed)
            for owed in (found.get(person, []) for person in people.tolist())
        ]

    def since_last_stint(self, people: NDArray[np.int64], at: Instant) -> list[Instant | None]:
        """Return how long ago each person last worked; None for people who have not, as far back as stints reach."""
        record = self._record
        if record is None:
            situation = self._situation
            rota = situation.records.abilities.rota
            record = RestTerms(situation.scenario).record(rota, situation.standings, situation.moves, None)
        ended = record.worked_until(at)[people].tolist()
        return [None if moment == BEGINNING else at - moment for moment in ended]
