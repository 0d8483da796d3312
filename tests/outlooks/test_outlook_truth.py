"""Outlooks that somebody can count out: small cases by fractions, futures without chance, and the played weekend."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from math import comb

import numpy as np
import pytest

from standto import cover, outlook, read_scenario, situation_of
from standto.assuming import read_assumptions
from standto.assuming.processes import (
    Among,
    CommonShock,
    DecisionDay,
    DonorAnswer,
    RequiredStrength,
    Returning,
    StepBackShock,
)
from standto.errors import OptionError, Stopped
from standto.futures.future_run import run_of
from standto.futures.merging import digest_of, merged
from standto.model.event import RETURNED, STEPPED_BACK, STRENGTH_CHANGED, Event
from standto.model.ladder import AID_ARRIVED
from standto.model.people import Person, Team
from standto.model.time import HOUR
from standto.outlooks.replaying_futures import future_of
from standto.outlooks.stop_rule import exact_error, settled
from standto.scenario.folder import locate
from tests.chance.binomial import bounds
from tests.futures.assumed import assumptions_with, point, whole
from tests.register.building import duty, event, pool, scenario, ticket, when

FUTURES = 4_000
ERROR = Fraction(1, 1_000_000)
"""One seed in a million, at most, would make a test of chances fail a sound program."""
START = when("22T18:00")


def five_people(*events, **tables):
    """Return three of a team and two of another, one of each a medic, with two duties."""
    teams = (Team("days", "met"), Team("nights", "met"))
    people = tuple(Person(f"nx{number}", "met", "days" if number < 4 else "nights") for number in range(1, 6))
    tickets = (*(ticket(person.id) for person in people), ticket("nx3", "medic"), ticket("nx5", "medic"))
    duties = (duty(strength=3), duty("aid-post", capabilities=("medic",), strength=1, criticality=2))
    usual = {"teams": teams, "people": people, "authorisations": tickets, "duties": duties}
    return scenario(*events, ends="23T02:00", **usual | tables)


def agrees(found, chances, tests):
    """Assert that numbers of futures are within the exact bounds of their chances."""
    for number, chance in zip(found, chances, strict=True):
        low, high = bounds(FUTURES, chance, ERROR / tests)
        assert low <= number <= high, (float(chance), number)


def short_of(gone, medics_gone):
    """Return the gaps of five people, two of them medics, for three guards and one medic: of the guard, of both."""
    guard = max(0, gone - 2)
    # A medic who guards treats nobody: of the 5 - gone people there, 3 guard, and one more must be a medic.
    return guard, max(0, 4 - (5 - gone), guard + (medics_gone == 2))


def test_gaps_after_a_shock_are_as_likely_as_when_all_futures_are_counted_out():
    """Of 0 to 5 people, each number as likely, with every group of that size as likely, in each of four hours."""
    shock = StepBackShock("shock", whole(0, 5), START + HOUR, START + 5 * HOUR)
    found = outlook(five_people(), assumptions=assumptions_with(shock), futures=FUTURES).tally
    chances = [[Counter(), Counter()] for _ in range(8)]
    for number in range(6):
        for hours in range(8):
            passed = Fraction(min(max(hours, 0), 4), 4)
            # Each of the chosen has gone by then with the chance `passed`; medics are two of the five.
            for medics in range(3):
                others = number - medics
                if not 0 <= others <= 3:
                    continue
                ways = Fraction(comb(2, medics) * comb(3, others), comb(5, number)) / 6
                for gone_medics, gone_others in product(range(medics + 1), range(others + 1)):
                    gone = gone_medics + gone_others
                    chance = ways * comb(medics, gone_medics) * comb(others, gone_others)
                    chance *= passed**gone * (1 - passed) ** (number - gone)
                    guard, both = short_of(gone, gone_medics)
                    chances[hours][0][guard] += chance
                    chances[hours][1][both] += chance
    for level in range(2):
        for step in range(8):
            most = found.gaps[level].shape[1]
            agrees(found.gaps[level][step].tolist(), [chances[step][level][gap] for gap in range(most)], 100)


def test_a_common_shock_takes_people_and_donors_together_as_when_counted_out():
    """A shock of chance 1/3 takes each of five with the chance 1/2, and with 3/4 the two places of a donor."""
    shock = CommonShock(
        "news", point("1/3"), START + HOUR, START + 2 * HOUR, step_back=point("1/2"), donors_withdraw=point("3/4")
    )
    donor = DonorAnswer("kent", "kent-arv", confirms=point(1), withdraws=point(0), after_hours=point(4))
    force = five_people(
        event("aid-confirmed", "kent-arv", "22T12:00", count=2), pools=(pool(count=2),), duties=(duty(strength=5),)
    )
    found = outlook(
        situation_of(force, at=START), assumptions=assumptions_with(shock, donor), futures=FUTURES, basis="confirmed"
    ).tally
    chances = Counter({0: Fraction(2, 3)})
    for gone in range(6):
        for lent, chance in ((0, Fraction(3, 4)), (2, Fraction(1, 4))):
            chances[max(0, gone - lent)] += Fraction(1, 3) * Fraction(comb(5, gone), 32) * chance
    agrees(found.gaps[0][-1].tolist(), [chances[gap] for gap in range(6)], 6)


def test_without_chance_the_ensemble_is_the_cover_of_its_one_future():
    """A team goes at three, half of a pool arrives at nine, a duty grows at ten, and everybody returns at midnight."""
    force = five_people(event("aid-asked", "kent-arv", "22T12:00", count=2), pools=(pool(count=2),))
    situation = situation_of(force, at=START)
    assumptions = assumptions_with(
        StepBackShock("days-go", whole(3, 3), START + HOUR, START + 2 * HOUR, Among(teams=("days",))),
        DonorAnswer("kent", "kent-arv", confirms=point(1), withdraws=point(0), after_hours=point(3)),
        RequiredStrength("more", "aid-post", whole(2, 2), START + 4 * HOUR, START + 7 * HOUR),
        Returning("back", point(0), days=(DecisionDay(START + 6 * HOUR, point(1)),)),
    )
    found = outlook(situation, assumptions=assumptions, futures=64)
    team = ("nx1", "nx2", "nx3")
    events = [
        *(Event("", STEPPED_BACK, one, START + HOUR, START) for one in team),
        Event("", AID_ARRIVED, "kent-arv", START + 3 * HOUR, START, count=2),
        Event("", STRENGTH_CHANGED, "aid-post", START + 4 * HOUR, START, START + 7 * HOUR, count=2),
        *(Event("", RETURNED, one, START + 6 * HOUR, START) for one in team),
    ]
    one = cover(replace(situation, records=situation.records.followed_by(events)))
    rows = np.searchsorted(one.windows.starts, found.starts, side="right") - 1
    for thing, gap in ((0, one.gap[:, 0]), (1, one.gap.sum(axis=1)), (2, one.gap[:, 0]), (3, one.gap[:, 1])):
        assert found.tally.gaps[thing].argmax(axis=1).tolist() == gap[rows].tolist()
        assert set(found.tally.gaps[thing].ravel().tolist()) == {0, 64}
    by_tier = one.filled.sum(axis=2)[rows]
    assert found.tally.used[1].argmax(axis=1).tolist() == by_tier[:, 1].tolist()
    assert by_tier[:, 1].any()


@pytest.fixture(scope="module")
def friday():
    force = read_scenario("london-2023")
    return situation_of(force, at="2023-09-22T18:00"), read_assumptions("published", force, locate("london-2023"))


def test_single_futures_replayed_add_up_to_the_ensemble(friday):
    situation, published = friday
    run = run_of(situation, published)
    numbers = (4_711, 4_712, 4_713)
    alone = [future_of(situation, assumptions=published, future=number) for number in numbers]
    assert digest_of(merged(one.outlook.tally for one in alone)) == digest_of(run.tally(4_711, 4_714))
    for one in alone:
        moved = one.moves.stepped_back.cumsum() - one.moves.returned.cumsum()
        assert (one.moves.away - moved == one.moves.away[0] - moved[0]).all()
        assert (one.moves.otherwise_absent >= 0).all()


def test_any_chunks_of_the_futures_have_the_same_digest(friday):
    situation, published = friday
    run = run_of(situation, published, seed=7)
    whole_run = digest_of(run.tally(0, 1_500))
    for bounds_of in ((0, 1, 1_500), (0, 31, 33, 1_024, 1_025, 1_500), (0, 200, 400, 600, 800, 1_000, 1_200, 1_500)):
        assert digest_of(merged(run.tally(*chunk) for chunk in pairwise(bounds_of))) == whole_run


def test_a_step_has_the_same_chances_however_long_the_outlook_is(friday):
    """People off duty until the end may step back too: a shorter outlook lets no shock fall upon fewer people."""
    situation, published = friday
    short = outlook(situation, assumptions=published, futures=200, until="2023-09-23T06:00").tally.gaps
    whole = outlook(situation, assumptions=published, futures=200).tally.gaps
    for few, many in zip(short, whole, strict=True):
        widest = max(few.shape[1], many.shape[1])
        few, many = (np.pad(one[:12], ((0, 0), (0, widest - one.shape[1]))) for one in (few, many))
        assert few.tolist() == many.tolist()
    assert short[0][:, 1:].any()


def test_the_played_weekend_lies_within_the_ensemble_drawn_on_the_friday(friday):
    """What happened to the invented force by all its events, home people alone, against 20,000 futures of the Friday.

    The ranges were written after the weekend, so this tests that the draws can make such a weekend; it does not test
    that anybody could have foreseen it.
    """
    situation, published = friday
    found = outlook(situation, assumptions=published, futures=20_000, basis="none")
    played = cover(replace(situation, known_at=None), basis="none")
    rows = np.searchsorted(played.windows.starts, found.starts, side="right") - 1
    duties = situation.scenario.duties_in_order
    for thing, gaps in zip(found.tally.judged, found.tally.gaps, strict=True):
        if thing.sort == "criticality":
            chosen = [place for place, one in enumerate(duties) if one.criticality <= int(thing.id)]
        else:
            chosen = [place for place, one in enumerate(duties) if one.id == thing.id]
        gap = played.gap[rows][:, chosen].sum(axis=1)
        up_to = gaps.cumsum(axis=1)
        steps = np.arange(len(gap))
        # Some future has at most this gap in the step, and some future at least this.
        assert (up_to[steps, gap] > 0).all()
        assert (up_to[steps, gap] - gaps[steps, gap] < found.tally.futures).all()
        # The gap lies between the quantiles 5 % and 95 % in nine of ten steps.
        most = found.tally.futures
        usual = (up_to[steps, gap] * 20 >= most) & ((up_to[steps, gap] - gaps[steps, gap]) * 20 <= 19 * most)
        assert usual.mean() >= 0.9


def test_the_stop_rule_looks_at_fixed_numbers_of_futures_and_stops_at_the_first_that_is_enough(friday):
    situation, published = friday
    found = outlook(situation, assumptions=published, futures=100_000, error=0.01)
    error = exact_error("0.01")
    run = run_of(situation, published)
    looks = [1_024 << doubled for doubled in range(8)]
    enough = next(number for number in looks if settled(run.tally(0, number), error))
    assert (found.tally.futures, found.futures) == (enough, 100_000)
    assert digest_of(found.tally) == digest_of(run.tally(0, enough))
    shares = [gaps[:, 0] / enough for gaps in found.tally.gaps]
    assert max(np.sqrt(share * (1 - share) / enough).max() for share in shares) <= 0.01
    assert outlook(situation, assumptions=published, futures=1_500, error=0.001).tally.futures == 1_500


@pytest.mark.parametrize("wrong", [0, 1, -0.1, "much", True, [0.1], "1e-999999999"])
def test_a_stop_rule_needs_an_error_between_0_and_1(wrong):
    with pytest.raises(OptionError, match=r"^error: .* is not a number above 0 and below 1, such as 0\.01$"):
        exact_error(wrong)


def test_progress_tells_the_share_and_stops_the_rest_by_raising(friday):
    situation, published = friday
    told = []
    outlook(situation, assumptions=published, futures=3_000, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1

    def stop(_share):
        raise Stopped("stopped")

    with pytest.raises(Stopped):
        outlook(situation, assumptions=published, futures=3_000, progress=stop)


def test_fixed_levels_hold_in_every_future_and_leave_the_other_draws_alone(friday):
    situation, published = friday
    names = [one.name for one in published.ranges]
    low, high = (
        outlook(situation, assumptions=published, futures=500, fixed={"weekend.number": level}) for level in (0, 240)
    )
    assert names[0] == "weekend.number"
    mean = [(one.tally.gaps[2] @ np.arange(one.tally.gaps[2].shape[1])).sum() for one in (low, high)]
    assert mean[0] < mean[1]
    with pytest.raises(OptionError, match=r"^fixed: weekend\.number: 241 is not a whole number from 0 to 240$"):
        outlook(situation, assumptions=published, fixed={"weekend.number": 241})
    with pytest.raises(OptionError, match=r"^fixed: 'weekend' is no assumed range"):
        outlook(situation, assumptions=published, fixed={"weekend": 0})


def test_a_run_packed_and_unpacked_tallies_the_same_and_keeps_its_inputs(friday):
    situation, published = friday
    run = run_of(situation, published)
    again = pickle.loads(pickle.dumps(run))
    assert again.inputs == run.inputs
    assert digest_of(again.tally(5, 40)) == digest_of(run.tally(5, 40))
    assert run_of(situation, published, seed=1).inputs != run.inputs
    assert run_of(situation, published, until="2023-09-25T12:00").inputs != run.inputs
    assert run_of(situation, published, fixed={"weekend.number": 0}).inputs != run.inputs


def test_the_inputs_are_others_where_a_name_in_the_assumptions_means_other_people():
    """The teams change their names: the muster is the same without names, and other people step back."""
    force = five_people()
    swapped = {"days": "nights", "nights": "days"}
    renamed = replace(
        force,
        teams=tuple(replace(team, id=swapped[team.id]) for team in force.teams),
        people=tuple(replace(person, team=swapped[person.team]) for person in force.people),
    )
    shock = assumptions_with(StepBackShock("go", whole(3, 3), START, START + HOUR, Among(teams=("days",))))
    one, other = (run_of(situation_of(each, at=START), shock) for each in (force, renamed))
    assert digest_of(one.tally(0, 10)) != digest_of(other.tally(0, 10))
    assert one.inputs != other.inputs


def test_a_future_in_which_nothing_can_be_short_is_replayed():
    away = event("stepped-back", "nx1", "22T12:00")
    situation = situation_of(five_people(away, duties=()), at=START)
    shock = assumptions_with(StepBackShock("go", whole(2, 2), START, START + HOUR))
    one = future_of(situation, assumptions=shock, future=3)
    assert one.gaps.shape == (0, 8)
    assert "Nothing is short in this future." in one.summary()
    assert "HELP CAN GO" not in outlook(situation, assumptions=shock, futures=3).summary()


def test_an_outlook_whose_counts_would_fill_the_memory_is_refused_before_it_runs():
    situation = situation_of(scenario(duties=(duty(strength=1_000_000),)), at=START)
    back = assumptions_with(Returning("back", point("9/10")))
    told = "it has 48 steps, in which up to 1,000,000 places are required; ask for a shorter time"
    with pytest.raises(OptionError, match=told):
        outlook(situation, assumptions=back, futures=1)


def test_an_outlook_of_less_than_a_second_draws_nothing_that_takes_longer():
    away = [event("stepped-back", f"nx{number}", "22T12:00") for number in (1, 2, 3)]
    situation = situation_of(five_people(*away), at=START)
    back = assumptions_with(Returning("back", point("9/10")))
    found = outlook(situation, assumptions=back, futures=50, until="2023-09-22T18:00:00.5")
    assert [gaps.tolist() for gaps in found.tally.gaps[:2]] == [[[0, 50, 0, 0]], [[0, 0, 50, 0, 0]]]
