"""The first reason why somebody is no candidate for a call-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.register import NEVER
from standto.register.readiness import OnDuty
from standto.register.reason_names import ELSEWHERE, NOT_RESTED, reasons_in
from standto.register.standing import BY_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from standto.model.time import Instant
    from standto.register import Situation
    from standto.register.standing import Standing

REASONS = (
    "no-ticket",
    ELSEWHERE,
    "stood-off",
    "not-current",
    "authority-withdrawn",
    "stepped-back",
    "unavailable",
    "not-permitted",
    NOT_RESTED,
    "on-duty",
)
"""Reasons in the order in which they are checked: people on duty who do not count have the reason for that."""
BREACHES_REST = "would-breach-rest"
"""The last reason, which is checked only where there are rules on working time."""


class _Ticket(NamedTuple):
    """A duty with one alternative for it: the bits of its capabilities, and the bit of holding them at one time."""

    duty: int
    skills: int
    together: int


class CandidateReasons:
    """Home people sorted into those who could come for some duties, but for their rest, and all others by reason.

    Attributes
    ----------
    people
        The places of those who could come.
    minutes
        How long each of them needs; `NEVER` for people off duty.
    others
        The number of others by reason.
    """

    def __init__(self, situation: Situation, duties: Sequence[int], at: Instant) -> None:
        scenario, rules = situation.scenario, situation.rules
        self._abilities, span = situation.records.abilities, rules.span(at)
        self._lawful = rules.permitted[span]["home"]
        self._waits = [one.ready_minutes for one in scenario.duties_in_order]
        self._tickets = list(_tickets(situation, duties))
        standings = situation.standings
        numbers, place = np.unique(situation.standing_of(at), return_inverse=True)
        present = [standings[number] for number in numbers.tolist()]
        of_teams = rules.ready_minutes[:, span : span + 1]
        on_duty = OnDuty(present, self._abilities.rota, len(scenario.teams))
        minutes = on_duty.minutes(of_teams)[:, 0].tolist()
        found = [self._first(one, ready) for one, ready in zip(present, minutes, strict=True)]
        # Lent people are neither candidates nor counted.
        home = np.array([one.force == 0 for one in present], dtype=np.bool_)[place]
        could = np.array([reason is None for reason in found], dtype=np.bool_)[place]
        self.people: NDArray[np.int64] = np.flatnonzero(home & could)
        self.minutes: list[int] = np.array(minutes, dtype=np.int64)[place[self.people]].tolist()
        heads = np.bincount(place[home], minlength=len(present)).tolist()
        absent = {ELSEWHERE, NOT_RESTED}.difference(reasons_in(scenario, on_call=False))
        printed = [one for one in REASONS if one not in absent]
        self.others = {
            reason: sum(number for number, first in zip(heads, found, strict=True) if first == reason)
            for reason in printed
        }

    def _first(self, one: Standing, minutes: int) -> str | None:
        """Return the first reason that leaves a standing none of its tickets; None if some are left."""
        tickets = [ticket for ticket in self._tickets if one.ever & ticket.together]
        if not tickets:
            return "no-ticket"
        for reason, keeps in self._checks(one, minutes):
            tickets = [ticket for ticket in tickets if keeps(ticket)]
            if not tickets:
                return reason
        return None

    def _checks(self, one: Standing, minutes: int) -> list[tuple[str, Callable[[_Ticket], bool]]]:
        """Return the other reasons in order, each with the tickets that it leaves."""
        state = one.rota if minutes < NEVER and one.rota != BY_PATTERN else None
        bound = state is not None and bool(self._abilities.rota.states[state].bound)
        allowed = self._abilities.bound[state] if state is not None else -1
        held = one.current, one.authority, one.willing
        return [
            (ELSEWHERE, lambda ticket: bool(allowed >> ticket.duty & 1)),
            ("stood-off", lambda _: one.called is not False),
            *(
                (reason, lambda ticket, having=having: having & ticket.skills == ticket.skills)
                for reason, having in zip(("not-current", "authority-withdrawn", "stepped-back"), held, strict=True)
            ),
            ("unavailable", lambda _: not one.unavailable),
            ("not-permitted", lambda ticket: bool(self._lawful >> ticket.duty & 1)),
            (NOT_RESTED, lambda _: one.rested or minutes == NEVER),
            ("on-duty", lambda ticket: not bound and one.called is not True and self._waits[ticket.duty] < minutes),
        ]


def _tickets(situation: Situation, duties: Sequence[int]) -> Iterator[_Ticket]:
    """Yield each alternative of some duties."""
    skills = situation.records.skills
    for duty in duties:
        for alternative in situation.scenario.duties_in_order[duty].alternatives:
            mask = skills.mask(alternative)
            yield _Ticket(duty, mask, skills.joint.get(mask, mask))
