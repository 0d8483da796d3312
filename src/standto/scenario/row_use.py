"""Whether a row of the rota is of use to any duty or seat."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from standto.model.duties import Duty
from standto.model.event import AUTHORISED
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.time import Period
from standto.scenario.holdings import Holdings
from standto.scenario.layout import CREWS, DUTIES


class Useless(NamedTuple):
    """The reason why no duty could use a row.

    Attributes
    ----------
    kind
        The same for rows with the same reason.
    column, what
        The column to blame, and the reason in words.
    """

    kind: str
    column: str
    what: str


class RowUse:
    """A check of rows against the duties and the seats of every state of every crew."""

    def __init__(self, scenario: Scenario, holdings: Holdings) -> None:
        self._scenario = scenario
        self._holdings = holdings
        self._named: defaultdict[str, list[Duty]] = defaultdict(list)
        for duty in scenario.demands:
            self._named[duty.crew or duty.id].append(duty)
        # Many crews have the same seats: a row for no duty in particular is compared with one of each kind.
        kinds = {(d.capabilities, d.task, d.site, d.ready_minutes, d.period): d for d in scenario.demands}
        self._named[""] = list(kinds.values())
        self._tickets: defaultdict[str, list[tuple[str, Period]]] = defaultdict(list)
        for ticket in scenario.authorisations:
            self._tickets[ticket.person].append((ticket.capability, ticket.period))
        for event in scenario.events:
            if event.kind == AUTHORISED:
                self._tickets[event.subject].append((event.capability, Period(event.occurred, event.until)))
        self._able: dict[tuple[str, frozenset[str], str], list[Duty]] = {}

    def fault(self, row: RotaRow) -> Useless | None:
        """Return the reason why no duty could use a row.

        None if one could, if the person has no ticket at all, or if the row lies outside the horizon.
        """
        tickets = self._tickets.get(row.person)
        inside = row.period.overlap(self._scenario.horizon)
        if not tickets or inside is None:
            return None
        held = frozenset(
            name for name, period in tickets if period.start < inside.until and inside.start < period.until
        )
        able = self._able_for(self._holdings.kind_of[row.person], held, row.duty)
        soon = [duty for duty in able if self._can_wait(duty, row)] if row.ready_minutes else able
        if any(duty.period.start < inside.until and inside.start < duty.period.until for duty in soon):
            return None
        whom = repr(row.duty) if row.duty else "any duty or crew" if self._scenario.crews else "any duty"
        if not able:
            what = f"{row.person!r} holds nothing during it that {whom} asks for"
            return Useless(f"able {row.duty}", "duty" if row.duty else "person", what)
        if not soon:
            most = max(duty.ready_minutes for duty in able)
            who = f"{row.duty!r} can wait {most:,}" if row.duty else "nothing that the person could do can wait"
            what = f"{row.person!r} needs {row.ready_minutes:,} minutes, and {who}: see ready_minutes"
            return Useless(f"soon {row.duty}", "ready_minutes", f"{what} in {DUTIES.file} and {CREWS.file}")
        stands = f"{row.duty!r} never stands" if row.duty else "nothing that the person could do ever stands"
        return Useless(f"stands {row.duty}", "from", f"{stands} during it")

    @staticmethod
    def _can_wait(duty: Duty, row: RotaRow) -> bool:
        """Return whether a duty can wait for a row; any wait will do for a row that is for no duty in particular.

        People who live far away are shown beside a longer readiness, so only a wait of 0 was probably forgotten.
        """
        return row.ready_minutes <= duty.ready_minutes or (not row.duty and duty.ready_minutes > 0)

    def _able_for(self, kind: str, held: frozenset[str], named: str) -> list[Duty]:
        """Return the duties and seats, of those that a row names, that people may and can do."""
        key = kind, held, named
        if key not in self._able:
            self._able[key] = [
                duty
                for duty in self._named[named]
                if any(each <= held for each in duty.alternatives) and self._holdings.may(kind, duty)
            ]
        return self._able[key]
