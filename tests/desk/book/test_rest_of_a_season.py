"""Rules on rest look at stints before and after a horizon, so the book keeps what they look at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto.coverage import cover
from standto.model.event import Event
from standto.model.rotas import RotaRow
from standto.model.time import DAY, FOREVER, HOUR, Period
from standto.model.working_time import RestRule, WorkingTime
from standto.resting import rest
from standto.scenario import read_scenario
from standto_desk.book.keeping_up import keep_up
from standto_desk.book.situations import folded_at, situation_at
from standto_desk.ledger.reading import head
from tests.desk.book.written import event, rows_of, write

EVERY = 20
RULES = WorkingTime(
    unrested="leave-out",
    own=(
        RestRule("week", "hours-in", 40, "breach", days=20),
        RestRule("daily", "rest-before", 11, "owed"),
        RestRule("row", "run", 4, "breach", gap_hours=40),
    ),
)


@pytest.fixture(scope="module")
def season():
    """Return twenty people over 100 days: they are called in often, on leave at times, and half have a rota."""
    whole = read_scenario("london-2023")
    people = whole.people[:20]
    kept = {person.id for person in people}
    start = whole.horizon.start - 80 * DAY
    events, rota = [], []
    for day in range(100):
        for place in (day * 7 % 20, day * 3 % 20):
            who, at = people[place].id, start + day * DAY + place * HOUR
            kind = ("called-in", "called-in", "on-call", "unavailable", "stood-off")[(day + place) % 5]
            until = FOREVER if kind == "called-in" and day % 11 == 0 else at + (6 + place) * HOUR
            events.append(Event(f"e{day}-{place}", kind, who, at, at + (day % 4) * DAY, until))
            if kind == "called-in" and until == FOREVER:
                events.append(Event(f"o{day}-{place}", "stood-off", who, at + 15 * HOUR, at + 15 * HOUR))
            if day % 13 == 5:
                events.append(Event("", "correction", f"e{day}-{place}", at, at + 9 * DAY))
        if day % 2:
            rota += [
                RotaRow(person.id, Period(start + day * DAY, start + day * DAY + 13 * HOUR)) for person in people[:10:3]
            ]
    unique = {one.id or f"c{one.subject}": one for one in events}
    return replace(
        whole,
        people=people,
        authorisations=tuple(ticket for ticket in whole.authorisations if ticket.person in kept),
        events=tuple(sorted(unique.values(), key=lambda one: one.recorded)),
        rota=tuple(rota),
        working_time=RULES,
    )


def test_through_a_season_the_rest_of_any_moment_is_that_of_a_fold_from_nothing(database, season):
    write([*rows_of(season), *map(event, season.events)])
    keep_up(every=EVERY)
    assert head().count > 10 * EVERY
    found = 0
    for day in (-60, -45, -33, -20, -12):
        at = season.horizon.start + day * DAY + 10 * HOUR
        for known_at in (at, at + 3 * DAY, season.horizon.until + 90 * DAY):
            asked, folded = situation_at(at, known_at), folded_at(at, known_at)
            assert asked.scenario.horizon != season.horizon
            assert rest(asked).as_json() == rest(folded).as_json()
            assert cover(asked, until=at + DAY).as_json() == cover(folded, until=at + DAY).as_json()
            found += len(rest(asked).broken)
    assert found > 50
