"""Publications of the rota: the times of a month that people were told, and when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from standto.model.time import Instant
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import known_entries, zone_in_force
from standto_desk.picture.rota.months import Month, month_called, month_of
from standto_desk.picture.rota.planned_times import MonthPlan, PlannedTime, plan_at

PUBLISHED, SEEN = "rota-published", "rota-seen"
"""The sorts of entries that publish a month's rota, and that say that somebody has seen it."""

MONTHS_AHEAD = 12
"""How many months after the present one can be published."""

Times = tuple[PlannedTime, ...]


@dataclass(frozen=True)
class Publication:
    """A publication of a month's rota.

    Attributes
    ----------
    entry
        Its entry in the ledger.
    month
        The month.
    teams
        The teams that were told, blank for people without one; None: everybody.
    """

    entry: Entry
    month: Month
    teams: frozenset[str] | None

    @property
    def sequence(self) -> int:
        """The number of its entry."""
        return int(self.entry.sequence)

    @property
    def at(self) -> Instant:
        """The time at which it was recorded: people were told the rota of that moment."""
        return int(self.entry.recorded)

    @property
    def plan(self) -> MonthPlan:
        """The rota of the month at that moment."""
        return plan_at(self.month, self.at)

    @property
    def told(self) -> dict[str, Times]:
        """The times of each person whom it told."""
        plan = self.plan
        return {person: times for person, times in plan.times.items() if self.tells(plan.team[person])}

    def tells(self, team: str) -> bool:
        """Return whether it tells the people of a team."""
        return self.teams is None or team in self.teams


def publications_of(month: Month, at: Instant | None = None) -> list[Publication]:
    """Return the publications of a month known at a moment, the latest first."""
    return _read(known_entries(at).of_sort(PUBLISHED).about(month.key).latest_first())


def coming_publications(at: Instant) -> list[Publication]:
    """Return the publications of the month of a moment and of those after it, the latest first."""
    present = month_of(at, zone_in_force(at))
    keys = [present.later(months).key for months in range(MONTHS_AHEAD + 1)]
    return _read(known_entries(at).of_sort(PUBLISHED).about_any(keys).latest_first())


def publication_at(sequence: int) -> Publication | None:
    """Return the publication with a number; None if there is none."""
    return next(iter(_read(known_entries().of_sort(PUBLISHED).numbered([sequence]))), None)


def told_by(publications: Iterable[Publication], people: Iterable[str]) -> dict[str, Times]:
    """Return the times that each of some people was told last, by cipher; those who were told nothing are left out.

    Parameters
    ----------
    publications
        Those of one month, the latest first.
    """
    found: dict[str, Times] = {}
    left = set(people)
    for one in publications:
        if not left:
            break
        ours = {person: times for person, times in one.told.items() if person in left}
        found |= ours
        left -= ours.keys()
    return found


def read_publication(entry: Entry) -> Publication:
    """Return the publication that an entry of the sort `PUBLISHED` holds."""
    return _read([entry])[0]


def _read(entries: Iterable[Entry]) -> list[Publication]:
    return [
        Publication(entry, month, None if (teams := json.loads(entry.body)["teams"]) is None else frozenset(teams))
        for entry in entries
        if (month := month_called(entry.subject)) is not None
    ]
