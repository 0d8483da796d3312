"""An import onto a scenario: what it adds, changes and ends; what it keeps; and that a second one changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.errors import OptionError
from standto.importing.onto.folder_after import write_in_place
from standto.importing.onto.laying_onto import laid_onto
from standto.importing.onto.lines_to_append import ledger_lines
from standto.model.crews import Crew, Seat
from standto.model.duties import Duty
from standto.model.event import Event
from standto.model.people import Authorisation, Capability, Force, Person, Team
from standto.model.rotas import RotaRow
from standto.model.scenario import Scenario
from standto.model.time import BEGINNING, DAY, FOREVER, HOUR, Period
from standto.model.zone import Zone
from standto.scenario import check_scenario, read_scenario, write_scenario

ZONE = Zone("Europe/London")


def at(day: int, hour: int = 0) -> int:
    """Return an instant of September 2023."""
    return ZONE.instant(datetime(2023, 9, 1, hour)) + (day - 1) * DAY


def row(person: str, day: int, start: int = 7, length: int = 8, duty: str = "") -> RotaRow:
    return RotaRow(person, Period(at(day) + start * HOUR, at(day) + (start + length) * HOUR), duty)


def away(person: str, day: int, **more) -> Event:
    return Event("", "unavailable", person, at(day), more.pop("recorded", at(day)), at(day + 1), **more)


def scenario(first: int, last: int, people: str, **tables) -> Scenario:
    """Return a scenario of some days, with people of one letter each who all hold `afo`."""
    tickets = tuple(Authorisation(person, "afo") for person in people)
    return Scenario(
        **{
            "title": "A title",
            "zone": ZONE,
            "horizon": Period(at(first), at(last + 1)),
            "home": "met",
            "forces": (Force("met", "home", 0),),
            "duties": (Duty("gate", "gate", ("afo",), 1),),
            "capabilities": (Capability("afo"), Capability("arv")),
            "teams": (Team("t", "met"), Team("u", "met")),
            "people": tuple(Person(person, "met", "t") for person in people),
            "authorisations": tickets,
        }
        | tables
    )


def words(laid, table):
    return [(change.kind, change.words(ZONE)) for change in laid.changes if change.table == table]


def test_new_people_are_added_and_those_who_are_missing_are_kept_and_told():
    base = scenario(18, 24, "ab", rota=(row("a", 18), row("b", 18)))
    new = scenario(18, 24, "bc", rota=(row("b", 18), row("c", 19)))
    laid = laid_onto(base, new)
    assert laid.counts == {"people": {"added": 1}, "authorisations": {"added": 1}, "rota": {"added": 1}}
    assert (laid.missing, [person.id for person in laid.scenario.people]) == (("a",), ["a", "b", "c"])
    assert laid.scenario.rota == (row("a", 18), row("b", 18), row("c", 19))


def test_a_row_of_the_rota_that_changes_is_replaced_from_the_moment_on():
    base = scenario(18, 24, "a", rota=tuple(row("a", day) for day in range(18, 22)))
    new = scenario(18, 24, "a", rota=tuple(row("a", day, start=14) for day in range(18, 22)))
    laid = laid_onto(base, new, since=at(20))
    assert laid.scenario.rota == (row("a", 18), row("a", 19), row("a", 20, 14), row("a", 21, 14))
    assert words(laid, "rota") == [
        ("ended", "a from 2023-09-20 07:00 to 2023-09-20 15:00"),
        ("ended", "a from 2023-09-21 07:00 to 2023-09-21 15:00"),
        ("added", "a from 2023-09-20 14:00 to 2023-09-20 22:00"),
        ("added", "a from 2023-09-21 14:00 to 2023-09-21 22:00"),
    ]


def test_a_night_before_the_sheets_and_a_row_after_them_stay():
    night, later = row("a", 17, start=22, length=9), row("a", 25)
    base = scenario(10, 30, "a", rota=(night, row("a", 19), later))
    laid = laid_onto(base, scenario(18, 24, "a", rota=(row("a", 20),)))
    assert laid.scenario.rota == (night, row("a", 20), later)


def test_a_row_that_runs_into_a_new_one_is_cut():
    base = scenario(10, 30, "a", rota=(row("a", 17, start=22, length=12),))
    laid = laid_onto(base, scenario(18, 24, "a", rota=(row("a", 18, start=7),)))
    assert laid.scenario.rota == (row("a", 17, start=22, length=9), row("a", 18, start=7))
    told = "a: from 2023-09-17 22:00 to 2023-09-18 10:00 → from 2023-09-17 22:00 to 2023-09-18 07:00"
    assert words(laid, "rota")[1] == ("changed", told)


def test_a_roster_replaces_the_rows_of_its_duties_whoever_had_them():
    base = scenario(18, 24, "ab", rota=(row("a", 18, duty="gate"), row("a", 20)))
    laid = laid_onto(base, scenario(18, 24, "b", rota=(row("b", 18, duty="gate"),)))
    assert laid.scenario.rota == (row("a", 20), row("b", 18, duty="gate"))


def test_a_sheet_without_a_rota_leaves_the_rota_alone():
    base = scenario(18, 24, "ab", rota=(row("a", 18), row("b", 20)))
    assert laid_onto(base, scenario(18, 24, "ab")).changes == ()


def test_a_ticket_takes_its_end_and_one_that_is_no_longer_listed_ends():
    arv = Authorisation("a", "arv", Period(at(1), FOREVER))
    base = scenario(1, 30, "a", authorisations=(Authorisation("a", "afo"), arv))
    lapsing = Authorisation("a", "afo", Period(BEGINNING, at(22)))
    laid = laid_onto(base, scenario(18, 24, "a", authorisations=(lapsing,)))
    assert laid.scenario.authorisations == (lapsing, replace(arv, period=Period(at(1), at(18))))
    assert words(laid, "authorisations") == [
        ("ended", "a afo: always → until 2023-09-22 00:00"),
        ("ended", "a arv: from 2023-09-01 00:00 → from 2023-09-01 00:00 to 2023-09-18 00:00"),
    ]
    assert laid_onto(base, scenario(18, 24, "a", authorisations=(lapsing,)), ending=False).counts == {
        "authorisations": {"ended": 1}
    }


def test_a_ticket_that_lapsed_and_is_listed_again_begins_anew():
    base = scenario(1, 30, "a", authorisations=(Authorisation("a", "afo", Period(BEGINNING, at(10))),))
    laid = laid_onto(base, scenario(18, 24, "a"))
    assert laid.scenario.authorisations[1] == Authorisation("a", "afo", Period(at(18), FOREVER))


def test_an_absence_that_the_sheets_no_longer_show_is_corrected_and_kept():
    by_hand = away("a", 21, source="phone")
    base = scenario(18, 24, "a", rota=(row("a", 18),), events=(away("a", 19), away("a", 20), by_hand))
    new = scenario(18, 24, "a", rota=(row("a", 18),), events=(away("a", 20), away("a", 22)))
    laid = laid_onto(base, new)
    named = replace(away("a", 19), id="away-a-20230919")
    correction = Event("", "correction", named.id, at(18), at(18))
    assert laid.scenario.events == (named, away("a", 20), by_hand, correction, away("a", 22, recorded=at(18)))
    assert laid.counts == {"events": {"ended": 1, "added": 1}}
    again = laid_onto(laid.scenario, scenario(18, 24, "a", rota=(row("a", 18),), events=(away("a", 19), away("a", 20))))
    assert [event.id for event in again.scenario.events][-2:] == ["", ""]
    assert words(again, "events")[-1][0] == "added"


def test_a_duty_that_differs_is_told_column_by_column_and_the_horizon_grows():
    base = scenario(18, 24, "a")
    laid = laid_onto(base, scenario(25, 30, "a", duties=(Duty("gate", "gate", ("afo", "arv"), 4),)))
    assert words(laid, "duties") == [("changed", "gate: capabilities afo → afo;arv, strength 1 → 4")]
    told = "from 2023-09-18 00:00 to 2023-09-25 00:00 → from 2023-09-18 00:00 to 2023-10-01 00:00"
    assert words(laid, "scenario.toml") == [("changed", f"the time that is planned: {told}")]


BOAT = Crew("boat", "patrol", "limited")
SEATS = (
    Seat("boat", "full", "helm", ("afo",)),
    Seat("boat", "full", "hand", ("afo",), 3),
    Seat("boat", "limited", "helm", ("afo",)),
)


def test_a_crew_comes_with_its_seats_and_the_folder_has_them(tmp_path):
    write_scenario(scenario(18, 24, "a"), tmp_path / "force")
    laid = laid_onto(read_scenario(tmp_path / "force"), scenario(18, 24, "a", crews=(BOAT,), seats=SEATS))
    assert laid.counts == {"crews": {"added": 1}, "seats": {"added": 3}}
    write_in_place(laid, tmp_path / "force")
    assert read_scenario(tmp_path / "force").seats == SEATS


def test_the_seats_of_a_crew_in_the_sheets_replace_its_old_ones_one_by_one():
    other = Crew("launch", "patrol")
    theirs = Seat("launch", "full", "helm", ("afo",))
    base = scenario(18, 24, "a", crews=(BOAT, other), seats=(*SEATS, theirs))
    helm, hand, limited = SEATS
    more = Seat("boat", "limited", "hand", ("afo",))
    laid = laid_onto(base, scenario(18, 24, "a", crews=(BOAT,), seats=(helm, replace(hand, strength=2), more)))
    assert laid.scenario.seats == (helm, replace(hand, strength=2), more, theirs)
    assert words(laid, "seats") == [
        ("ended", "boat limited helm"),
        ("changed", "boat full hand: strength 3 → 2"),
        ("added", "boat limited hand"),
    ]
    assert laid_onto(laid.scenario, scenario(18, 24, "a", crews=(BOAT,), seats=laid.scenario.seats[:3])).changes == ()
    assert limited not in laid.scenario.seats


def test_another_order_of_the_states_of_a_crew_is_a_change_too(tmp_path):
    write_scenario(scenario(18, 24, "a", crews=(BOAT,), seats=SEATS), tmp_path / "force")
    turned = (SEATS[2], *SEATS[:2])
    laid = laid_onto(read_scenario(tmp_path / "force"), scenario(18, 24, "a", crews=(BOAT,), seats=turned))
    assert laid.counts == {"seats": {"changed": 3}}
    write_in_place(laid, tmp_path / "force")
    assert read_scenario(tmp_path / "force").seats == turned


def test_the_home_force_of_the_folder_keeps_its_id():
    theirs = scenario(18, 24, "b", home="home", forces=(Force("home", "home", 0),))
    theirs = replace(theirs, people=(Person("b", "home", ""),), teams=())
    laid = laid_onto(scenario(18, 24, "a"), theirs)
    assert [(person.id, person.force) for person in laid.scenario.people] == [("a", "met"), ("b", "met")]
    assert [force.id for force in laid.scenario.forces] == ["met"]


def test_a_team_that_the_sheets_leave_blank_stays():
    new = replace(scenario(18, 24, "a"), people=(Person("a", "met", ""),))
    assert laid_onto(scenario(18, 24, "a"), new).changes == ()


def test_a_moment_after_the_sheets_and_another_zone_are_refused():
    base = scenario(18, 24, "a")
    with pytest.raises(OptionError) as late:
        laid_onto(base, scenario(18, 24, "a"), since=at(25))
    assert str(late.value) == (
        "--from: 2023-09-25 00:00 is not before the end of the sheets: write a time before 2023-09-25 00:00"
    )
    with pytest.raises(OptionError) as elsewhere:
        laid_onto(base, replace(scenario(18, 24, "a"), zone=Zone("Europe/Paris")))
    assert str(elsewhere.value) == "the mapping's timezone is Europe/Paris, the folder's Europe/London: write the same"


DAYS = st.integers(16, 27)


@st.composite
def sheets(draw):
    """Draw what sheets may give: rows of the rota that do not overlap, absences, and tickets."""
    people = draw(st.sets(st.sampled_from("abc"), min_size=1))
    first = draw(st.integers(17, 19))
    spots = draw(st.sets(st.tuples(st.sampled_from(sorted(people)), st.integers(first, 24)), max_size=8))
    rows = tuple(
        row(
            person,
            day,
            draw(st.sampled_from([7, 14, 22])),
            draw(st.sampled_from([8, 9])),
            draw(st.sampled_from(["", "gate"])),
        )
        for person, day in sorted(spots)
    )
    rows = tuple(each for each in rows if not any(each != other and clashes(each, other) for other in rows))
    gone = draw(st.sets(st.tuples(st.sampled_from(sorted(people)), st.integers(first, 24)), max_size=4))
    ends = {
        (p, c): draw(st.sampled_from([None, FOREVER, at(20), at(28)]))
        for p, c in product(sorted(people), ["afo", "arv"])
    }
    tickets = tuple(
        Authorisation(p, c, Period(BEGINNING, until)) for (p, c), until in ends.items() if until is not None
    )
    events = tuple(away(person, day) for person, day in sorted(gone))
    return scenario(first, 24, "".join(sorted(people)), rota=rows, events=events, authorisations=tickets)


def clashes(one, other):
    return one.person == other.person and one.period.overlap(other.period) is not None


@given(sheets(), st.lists(sheets(), min_size=1, max_size=3), st.sampled_from([None, at(19), at(21, 9)]))
@settings(max_examples=150, deadline=None)
def test_nothing_is_deleted_and_the_same_sheets_again_change_nothing(base, imports, since):
    for new in imports:
        laid = laid_onto(base, new, since=since)
        assert {person.id for person in base.people} <= {person.id for person in laid.scenario.people}
        assert len(laid.scenario.events) >= len(base.events)
        assert [(ticket.person, ticket.capability) for ticket in base.authorisations] == [
            (ticket.person, ticket.capability) for ticket in laid.scenario.authorisations[: len(base.authorisations)]
        ]
        assert not any(
            one != other and clashes(one, other) for one in laid.scenario.rota for other in laid.scenario.rota
        )
        start = laid.window.start
        assert [each for each in base.rota if each.period.until <= start] == [
            each for each in laid.scenario.rota if each.period.until <= start
        ]
        assert laid_onto(laid.scenario, new, since=since).changes == ()
        base = laid.scenario


def test_a_folder_with_an_import_laid_onto_it_is_sound(tmp_path):
    base = scenario(18, 24, "ab", rota=(row("a", 18),), events=(away("a", 19),))
    laid = laid_onto(base, scenario(18, 24, "b", rota=(row("b", 18),), events=(away("b", 19),)))
    write_scenario(laid.scenario, tmp_path / "after")
    assert check_scenario(tmp_path / "after").faults == ()
    assert read_scenario(tmp_path / "after") == laid.scenario


def test_lines_for_a_ledger_have_the_seats_of_a_crew_that_change():
    helm, hand, _ = SEATS
    base = scenario(18, 24, "a", crews=(BOAT,), seats=SEATS)
    new = scenario(18, 24, "a", crews=(replace(BOAT, needs="full"),), seats=(helm, replace(hand, strength=2)))
    (line,) = ledger_lines(base, laid_onto(base, new), lambda: "k")
    seat = {"row": "seats", "crew": "boat", "key": "k"}
    assert json.loads(line) == [
        {"row": "crews", "crew": "boat", "task": "patrol", "needs": "full", "key": "k"},
        {**seat, "step": "ended", "state": "limited", "seat": "helm"},
        {**seat, "state": "full", "seat": "hand", "capabilities": "afo", "strength": "2"},
    ]
