"""What help would buy: the difference of two outlooks of the same futures."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from standto import read_scenario, situation_of
from standto.assuming.assumptions_reader import read_assumptions
from standto.assuming.processes import CommonShock, SteadyStepBack
from standto.assuming.ranges import Spread
from standto.errors import OptionError, Stopped
from standto.model.time import HOUR
from standto.outlooks.looking_ahead import run_asked
from standto.weighing.difference_tally import added
from standto.weighing.differences import ValueRun
from standto.weighing.help_options import HelpOptions
from standto.weighing.screening import screen_assumptions
from standto.weighing.valuing import run_with, value_of_help
from tests.futures.assumed import assumptions_with, point
from tests.register.building import duty, event, pool, scenario, when

START = when("22T18:00")
FUTURES = 60
NIGHT = "2023-09-23T06:00"
DAY = "2023-09-24T06:00"


@pytest.fixture(scope="module")
def weekend():
    return situation_of(read_scenario("london-2023"), at=NIGHT, known_at=NIGHT)


@pytest.fixture(scope="module")
def published(weekend):
    return read_assumptions("published", weekend.scenario, "london-2023")


@pytest.fixture(scope="module")
def run(weekend, published):
    return run_asked(weekend, published, 5, DAY, "confirmed", None)


@pytest.fixture(scope="module")
def options(weekend, published, run):
    return {(one.sort, one.id): one for one in HelpOptions(weekend, published, run.muster, weekend.period.start)}


def test_a_help_saves_the_difference_of_two_outlooks_of_the_same_seed(weekend, run, options):
    other = run_with(run, options["team", "team-d"], weekend.scenario)
    ((each, *_, last),) = ValueRun(run, (other,)).tally(0, FUTURES)
    before, after = run.tally(0, FUTURES), other.tally(0, FUTURES)
    levels = len(run.things.levels)
    assert each.saved == before.place_minutes[0, 0] - after.place_minutes[0, 0]
    assert last.saved == before.place_minutes[levels - 1, 0] - after.place_minutes[levels - 1, 0]
    assert last.short_before - last.short_after == last.avoided - last.added
    assert (last.short_before, last.futures) == (FUTURES - before.first_gap[levels - 1, -1], FUTURES)


def test_a_world_differs_from_itself_in_no_future(run):
    ((*levels,),) = ValueRun(run, (run,)).tally(0, FUTURES)
    assert [(one.saved, one.squares, one.avoided, one.added) for one in levels] == [(0, 0, 0, 0)] * 3


def test_differences_of_pieces_add_up_to_those_of_the_whole(weekend, run, options):
    pair = ValueRun(run, (run_with(run, options["pool", "kent-arv"], weekend.scenario),))
    assert added([pair.tally(0, 13), pair.tally(13, FUTURES)]) == pair.tally(0, FUTURES)


def test_places_asked_for_wait_for_the_assumed_answer_or_come_after_the_lead_time(weekend, published, run):
    start = weekend.period.start
    column = run.muster.pools.index("kent-arv")
    with_answer = next(iter(HelpOptions(weekend, published, run.muster, start))).muster
    assert (with_answer.pool_states[2, :, column] == 2).all()
    assert (with_answer.pool_places == run.muster.pool_places).all()
    silent = replace(published, processes=())
    without = next(iter(HelpOptions(weekend, silent, run.muster, start))).muster
    lead = weekend.scenario.pool["kent-arv"].lead
    assert (without.pool_places[:, column] == 2 * (run.muster.starts >= start + lead)).all()


def test_a_team_comes_back_with_its_people_who_are_away(run, options):
    team = options["team", "team-a"]
    changed = team.muster.away_since != run.muster.away_since
    assert (team.people, set(run.muster.team[changed].tolist())) == (int(changed.sum()), {0})


def test_no_one_is_called_in_within_the_notice_of_the_policy(weekend, run, options):
    more = options["call-in", "armed-response-inner"].muster
    soon = run.muster.starts < weekend.period.start + 4 * 3_600_000_000
    assert more.fixed[soon].sum() == run.muster.fixed[soon].sum()
    assert more.fixed[~soon].sum() > run.muster.fixed[~soon].sum()


def test_the_answer_is_ordered_by_what_it_saves_and_says_what_it_rests_on(weekend, published):
    answer = value_of_help(weekend, assumptions=published, futures=FUTURES, seed=5, until=DAY)
    saved = [one.differences[-1].saved for one in answer.best]
    assert saved == sorted(saved, reverse=True)
    assert "if these assumptions hold" in " ".join(answer.summary().split())
    assert len(answer.rows()) == 3 * len(answer.values)
    assert (
        answer.as_json() == value_of_help(weekend, assumptions=published, futures=FUTURES, seed=5, until=DAY).as_json()
    )


def test_help_is_asked_for_within_the_time_asked_about(weekend, published):
    with pytest.raises(OptionError, match="asked"):
        value_of_help(weekend, assumptions=published, futures=1, until=DAY, asked="2023-09-25T06:00")


def test_somebody_can_stop_it(weekend, published):
    def stop(_):
        raise Stopped("enough")

    with pytest.raises(Stopped):
        value_of_help(weekend, assumptions=published, futures=3000, until=DAY, progress=stop)


@pytest.mark.parametrize("others", [0, 1])
def test_a_common_shock_withdraws_places_asked_for_whether_or_not_others_are_known(others):
    """Two guards too few for eight hours, and a shock in the second hour that is certain to withdraw all donors."""
    asked = [event("aid-asked", "kent-arv", "22T12:00", count=others)] if others else []
    places = (pool(count=2 + others),)
    force = scenario(*asked, ends="23T02:00", pools=places, people=(), authorisations=(), duties=(duty(strength=2),))
    storm = CommonShock("storm", point(1), START + HOUR, START + 2 * HOUR, step_back=point(0), donors_withdraw=point(1))
    answer = value_of_help(situation_of(force, at=START), assumptions=assumptions_with(storm), futures=8)
    ((help_here, saved),) = [(one.id, one.differences[0].mean) for one in answer.values]
    assert (help_here, saved) == ("kent-arv", 2 * 60)


def test_nothing_is_weighed_where_nothing_can_be_short():
    force = scenario(event("stepped-back", "nx1", "22T12:00"), ends="23T02:00", pools=(pool(),), duties=())
    steady = assumptions_with(SteadyStepBack("steady", Spread(Fraction(0), Fraction(1))))
    situation = situation_of(force, at=START)
    assert value_of_help(situation, assumptions=steady, futures=2).values == ()
    screened = screen_assumptions(situation, assumptions=steady, futures=2)
    assert screened.headline == "no range to turn"
    assert screened.summary().startswith(force.title)
