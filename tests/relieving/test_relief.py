"""Relief against scenarios in which the newcomers are rows: cover of each, and every set of duties."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from standto.coverage import cover
from standto.errors import OptionError
from standto.model.duties import JOINED, Power
from standto.model.event import Event
from standto.model.people import Authorisation, Person
from standto.model.time import ALWAYS, FOREVER, HOUR, Period
from standto.relieving import relief
from standto.scenario import read_scenario
from tests.ladder import building
from tests.register.scenarios import scenarios
from tests.supposing import brute

MOST = 3
STATES = {"home": "available", "military": "deployed", "police": "arrived", "other": "arrived"}


def with_places(scenario, pool, number, asked):
    """Return a scenario with more places of a pool, which come after its lead time, as a pool of their own."""
    row = scenario.pool[pool]
    kind = next(force.kind for force in scenario.forces if force.id == row.force)
    arrives = asked + (0 if kind == "home" else row.lead)
    start = max(arrives, row.period.start)
    if not number or start >= row.period.until:
        return scenario
    more = replace(row, id="more", count=number, state=STATES[kind], period=row.period._replace(start=start))
    return replace(scenario, pools=(*scenario.pools, more))


def with_people(scenario, skill, number, asked):
    """Return a scenario with more home people with a skill, called in from a moment on."""
    names = [f"more-{place}" for place in range(number)]
    return replace(
        scenario,
        people=(*scenario.people, *(Person(name, scenario.home) for name in names)),
        authorisations=(
            *scenario.authorisations,
            *(Authorisation(name, one, ALWAYS) for name in names for one in skill.split(JOINED)),
        ),
        events=(
            *(Event("", "called-in", name, asked, asked) for name in names),
            *(Event("", "stood-off", name, 0, 0, until=asked) for name in names),
            *scenario.events,
        ),
    )


@st.composite
def asked_of(draw, *, crewed):
    """Draw a scenario, what is added to it, and when they are asked for."""
    scenario = draw(scenarios(people=4, events=6, real=True, crewed=crewed))
    start, end = scenario.horizon
    asked = draw(st.sampled_from([start, start + (end - start) // 3, start + (end - start) // 2 + 7]))
    skills = sorted({JOINED.join(sorted(names)) for demand in scenario.demands for names in demand.alternatives})
    what = draw(st.sampled_from([("pool", one.id) for one in scenario.pools] + [("capability", one) for one in skills]))
    return scenario, what, asked


@settings(max_examples=40)
@given(asked_of(crewed=True))
def test_each_number_leaves_short_what_cover_finds_with_so_many_rows_more(question):
    scenario, (kind, name), asked = question
    answer = relief(scenario, since=asked, up_to=MOST, **{kind: name})
    add = with_places if kind == "pool" else with_people
    for number in range(MOST + 1):
        found = cover(add(scenario, name, number, asked))
        assert {duty: hours for duty, hours in answer.by_duty(number).items() if hours} == found.gap_hours
        assert {crew: hours for crew, hours in answer.by_crew(number).items() if hours} == found.crew_hours
        lengths = (found.windows.untils - found.windows.starts).tolist()
        assert answer.hours_not_covered[number] == round(sum(lengths[row] for row in found.short) / HOUR, 2)


@settings(max_examples=40)
@given(asked_of(crewed=False))
def test_without_crews_a_window_is_short_by_what_it_was_less_the_number_but_never_less_than_without_limit(question):
    scenario, (kind, name), asked = question
    add = with_places if kind == "pool" else with_people
    answer = relief(scenario, since=asked, up_to=MOST, **{kind: name})
    starts, untils = answer.windows.starts.tolist(), answer.windows.untils.tolist()
    many = sum(demand.strength for demand in scenario.demands) + 20
    totals = [0] * (MOST + 1)
    for moment, until in zip(starts, untils, strict=True):
        before = brute.short_at(scenario, moment)
        limit = brute.short_at(add(scenario, name, many, asked), moment)
        for number in range(MOST + 1):
            short = brute.short_at(add(scenario, name, number, asked), moment)
            assert short == max(before - number, limit)
            totals[number] += short * (until - moment)
    assert list(answer.place_hours) == [round(total / HOUR, 2) for total in totals]


@settings(max_examples=25)
@given(scenarios(people=3, events=5, real=True, crewed=True))
def test_the_least_number_closes_each_gap_and_one_fewer_does_not(scenario):
    answer = relief(scenario)
    assume(answer.gaps)
    most = 6
    start = scenario.horizon.start
    for place, skill in enumerate(answer.skills):
        tried = [cover(with_people(scenario, skill, number, start)) for number in range(most + 1)]
        for gap in answer.gaps:
            closed = [number for number, one in enumerate(tried) if not lacks(one, gap)]
            number = gap.least[place]
            assert (number if number is not None and number <= most else None) == min(closed, default=None)
        every = answer.everything[place]
        whole = [number for number, one in enumerate(tried) if one.covered]
        assert (every if every is not None and every <= most else None) == min(whole, default=None)


def lacks(answer, gap):
    """Return whether a duty or crew is short at some time of a gap."""
    duties = [duty.id for duty in answer.scenario.duties_in_order]
    crews = [crew.id for crew in answer.scenario.crews_in_order]
    for row, (start, until) in enumerate(
        zip(answer.windows.starts.tolist(), answer.windows.untils.tolist(), strict=True)
    ):
        if start < gap.period.until and until > gap.period.start:
            short = (
                answer.below_needs[row, crews.index(gap.subject)]
                if gap.crew
                else answer.gap[row, duties.index(gap.subject)]
            )
            if short:
                return True
    return False


def test_newcomers_whom_the_law_lets_work_from_an_hour_on_buy_nothing_before_it():
    # Nobody else is there, so nothing but the law changes at that hour.
    world = building.scenario(
        building.duty("guard", 1),
        building.donor("kent", 2),
        Power("p1", "police", "guard", permitted=True, period=Period(building.hour(3), FOREVER)),
        lasts=10,
    )
    assert relief(world, pool="kent", up_to=1).place_hours == (10.0, 3.0)


def test_one_gap_is_told_as_one():
    world = building.scenario(building.duty("guard", 1), lasts=10)
    assert relief(world).headline == "1 gap, closed by 1 with shot"


def test_a_moment_outside_the_time_asked_for_is_an_error_that_says_what_is_inside():
    with pytest.raises(OptionError) as caught:
        relief(read_scenario("lifeboat"), since="2024-07-20T12:00")
    first, last = "2024-07-08T06:00:00+01:00", "2024-07-15T06:00:00+01:00"
    assert str(caught.value) == f"since: 2024-07-20T12:00:00+01:00 is not at or after {first} and before {last}"


def test_kent_buys_what_the_summary_says():
    answer = relief(read_scenario("london-2023"), pool="kent-arv", up_to=20, since="2023-09-22T18:00")
    assert answer.place_hours[:3] == (446.5, 404.75, 369.5)
    assert answer.enough is not None
    title = "London, September 2023 (requirements, t…"
    assert repr(answer) == f"<Relief of '{title}', 2023-09-21 18:00 to 2023-10-02 07:00: {answer.headline}>"
    assert [row["count"] for row in answer.rows()] == [number for number in range(21) for _ in range(3)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"pool": "kent"}, "pool: 'kent' is not a pool of the scenario; allowed: southhaven-crew, westhaven-boat"),
        ({"pool": "westhaven-boat", "capability": "cox"}, "pool, capability: only one of them is allowed"),
        ({"capability": "cox", "up_to": 0}, "up_to: 0 is not a whole number from 1 to 1,000"),
        ({"capability": "cox", "up_to": 2.5}, "up_to: 2.5 is not a whole number from 1 to 1,000"),
    ],
)
def test_what_is_not_allowed_is_an_error_that_says_what_is(options, message):
    with pytest.raises(OptionError) as caught:
        relief(read_scenario("lifeboat"), **options)
    assert str(caught.value) == message
