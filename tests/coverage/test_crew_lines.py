"""Crews and readiness as people read them."""

from __future__ import annotations

from dataclasses import replace

from standto.coverage import cover
from standto.coverage.crews_in_words import crew_lines
from standto.coverage.how_soon import readiness_lines
from standto.model.crews import Crew, Seat
from standto.model.people import Capability, Person
from standto.model.rotas import RotaRow
from standto.presenting.readiness import readiness_sentences
from standto.register import situation_of
from tests.register.building import duty, event, period, scenario, ticket, when

HELM, HAND = Seat("lb-1", "out", "helm", ("helm",)), Seat("lb-1", "out", "hand", ("hand",), 2)
SKILLS = tuple(Capability(name) for name in ("helm", "hand", "armed"))


def station(*events, seats=(HELM, HAND), crew=None, helms=("h1", "h2"), hands=("c1", "c2"), rota=(), **tables):
    """Return a scenario with one crew, whose helms and hands are people on duty at all times."""
    people = tuple(Person(name, "met") for name in (*helms, *hands))
    tickets = tuple(ticket(name, "helm") for name in helms) + tuple(ticket(name, "hand") for name in hands)
    usual = {"people": people, "authorisations": tickets, "capabilities": SKILLS, "duties": ()}
    crews = (crew or Crew("lb-1", "rescue", criticality=2),)
    return scenario(*events, crews=crews, seats=tuple(seats), rota=tuple(rota), **usual | tables)


def off(person, start, until):
    return event("stood-off", person, start, until=until)


def lines(folder):
    return crew_lines(cover(folder), reasons=True)


def test_a_crew_that_is_off_says_what_it_lacks_and_why():
    folder = station(off("h1", "23T02:00", "23T06:00"), event("stepped-back", "h2", "23T02:00", until="23T06:00"))
    (line,) = lines(folder)
    (short,) = line.short
    assert line.sentence(short) == (
        "lb-1 is off: no helm from Sat 23 Sep 02:00 to 06:00; 2 could, 1 off shift, 1 stepped back."
    )
    assert (line.hours, line.level, [one.state for one in line.stretches]) == (4.0, "best", ["out", "off", "out"])


def test_a_crew_that_lacks_some_of_a_seat_says_how_many_it_has():
    (line,) = lines(station(off("c2", "22T18:00", "23T06:00")))
    assert line.sentence(line.now) == (
        "lb-1 is off: only 1 of 2 for hand from Fri 22 Sep 18:00 to Sat 23 Sep 06:00; 1 other could, 1 off shift."
    )
    assert (line.level, line.words) == ("off", "off")


def test_a_crew_that_lacks_two_seats_gives_each_its_reasons():
    (line,) = lines(station(off("c2", "22T18:00", "23T06:00"), helms=()))
    assert [line.sentence(short) for short in line.short] == [
        (
            "lb-1 is off: no helm from Fri 22 Sep 18:00 to Sat 23 Sep 06:00; nobody else could; "
            "and only 1 of 2 for hand; 1 other could, 1 off shift."
        ),
        "lb-1 is off: no helm from Sat 23 Sep 06:00 to Sun 24 Sep 18:00; nobody else could.",
    ]
    assert not line.changes


def test_what_comes_first_and_shares_the_people_is_named():
    guard = replace(duty("guard", capabilities=("helm",), strength=2), name="The guard")
    (line,) = lines(station(duties=(guard,)))
    assert line.sentence(line.now) == (
        "lb-1 is off: only 2 people for 3 places of its helm and of The guard, which comes first, "
        "from Fri 22 Sep 18:00 to Sun 24 Sep 18:00; nobody else could."
    )


def test_a_crew_below_what_it_needs_says_which_state_it_has():
    seats = (HELM, HAND, Seat("lb-1", "ashore", "hand", ("hand",)))
    crew = Crew("lb-1", "rescue", needs="out", name="Lifeboat")
    (line,) = lines(station(off("c2", "22T18:00", "23T06:00"), seats=seats, crew=crew))
    assert line.sentence(line.now) == (
        "Lifeboat is ashore, below out: only 1 of 2 for hand from Fri 22 Sep 18:00 to Sat 23 Sep 06:00; "
        "1 other could, 1 off shift."
    )
    assert (line.level, line.level_of(line.stretches[1])) == ("below", "best")


def test_since_when_a_crew_is_in_its_state_comes_from_the_cover_of_the_time_before():
    folder = station(off("h1", "23T02:00", ""), off("h2", "23T03:00", ""))
    noon = when("23T12:00")
    ahead = cover(situation_of(folder, at=noon))
    before = cover(situation_of(folder, known_at=noon), until=noon)
    (line,) = crew_lines(ahead, before=before)
    assert (line.since, line.words) == (when("23T03:00"), "off since Sat 23 Sep 03:00")
    (line,) = crew_lines(ahead)
    assert (line.since, line.words) == (None, "off")


def test_a_crew_that_does_not_stand_is_covered_and_says_so():
    (line,) = lines(station(event("duty-suspended", "lb-1", "22T18:00", until="23T18:00"), helms=()))
    assert (line.level, line.words, line.now.covered) == ("none", "does not stand", True)


def test_the_readable_answer_gives_the_verdict_the_states_and_the_hours():
    seats = (Seat("lb-1", "full", "helm", ("helm",)), Seat("lb-1", "full", "hand", ("hand",), 2))
    seats += (Seat("lb-1", "limited", "helm", ("helm",)), Seat("lb-1", "limited", "hand", ("hand",)))
    folder = station(off("c2", "23T00:00", "23T06:00"), off("c1", "23T02:00", "23T06:00"), seats=seats)
    assert cover(folder).summary().splitlines()[3:] == [
        "NOT COVERED in 1 period, the first from Sat 23 Sep 02:00: lb-1 off.",
        "Hours of crews below what they need: lb-1 4",
        "",
        "Sat 23 Sep 02:00 to 06:00: lb-1 off",
        "  lb-1 is off: no hand from Sat 23 Sep 02:00 to 06:00; 2 could, 2 off shift.",
        "",
        "Covered: Fri 22 Sep 18:00 to Sat 23 Sep 02:00; Sat 23 Sep 06:00 to Sun 24 Sep 18:00",
        "",
        "lb-1: full Fri 22 Sep 18:00 to Sat 23 Sep 00:00; limited Sat 23 Sep 00:00 to 02:00; off Sat 23 Sep",
        "  02:00 to 06:00; full Sat 23 Sep 06:00 to Sun 24 Sep 18:00",
        "",
        "Rest is not checked.",
    ]


# -- readiness -------------------------------------------------------------------------------------------------


def rows(minutes):
    """Rows that have everybody on duty, each with a readiness."""
    return tuple(RotaRow(name, period("22T18:00", "24T18:00"), ready_minutes=each) for name, each in minutes.items())


def test_each_readiness_that_the_scenario_knows_has_a_line():
    folder = station(rota=rows({"h1": 10, "c1": 0, "c2": 60}))
    assert [(line.label, line.answer) for line in readiness_lines(cover(folder))] == [
        ("now", "lb-1 off; first from Fri 22 Sep 18:00"),
        ("within 10 minutes", "lb-1 off; first from Fri 22 Sep 18:00"),
        ("within an hour", "covered, all the time"),
    ]


def test_a_readiness_with_the_answer_of_the_one_before_says_so():
    folder = station(rota=rows({"h1": 10, "c1": 0, "c2": 60}))
    assert list(readiness_sentences(readiness_lines(cover(folder)))) == [
        "Now: lb-1 off; first from Fri 22 Sep 18:00.",
        "Within 10 minutes: the same.",
        "Within an hour: covered, all the time.",
    ]


def test_people_who_say_that_they_are_on_call_are_among_them():
    folder = station(event("on-call", "h1", "22T18:00", count=90), rota=rows({"c1": 0, "c2": 0}), helms=("h1",))
    assert [(line.label, line.covered) for line in readiness_lines(cover(folder))] == [
        ("now", False),
        ("within 90 minutes", True),
    ]


def test_where_nobody_needs_any_time_there_are_no_lines():
    assert readiness_lines(cover(station())) == ()
