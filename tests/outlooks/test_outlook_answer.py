"""What an outlook says, against futures written by hand and counted one by one."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto.assuming.assumptions import Assumptions
from standto.assuming.processes import CommonShock, RequiredStrength, StepBackShock
from standto.futures.merging import digest_of
from standto.futures.mustering import muster_of
from standto.ladder.aid import AidPlan
from standto.ladder.look_ahead import LookAhead
from standto.ladder.window_cache import WindowCache
from standto.model.time import HOUR
from standto.outlooks.chances import Chance
from standto.outlooks.help_ahead import asks_now, help_goes, tier_lines, tier_names
from standto.outlooks.hubverse_table import COLUMNS, hubverse_rows
from standto.outlooks.outlook_lines import anything_short, lines_of
from standto.outlooks.outlook_records import chance_json, outlook_columns, outlook_json, outlook_rows
from standto.outlooks.outlook_screen import outlook_text
from standto.outlooks.usual_bottlenecks import bottlenecks_in
from standto.scenario import read_scenario
from standto.weighing.help_options import HelpOptions
from standto.wording.sentences import screen_of, uncut
from tests.futures.assumed import assumptions_with, point, whole
from tests.outlooks.by_hand import outlook_of

LONDON = read_scenario("london-2023")
FRIDAY = LONDON.instant("2023-09-22T18:00")
DUTIES = [duty.id for duty in LONDON.duties_in_order]
CT, OUTER = DUTIES.index("ct-response"), DUTIES.index("armed-response-outer")


def step(**gaps):
    """The gap of each duty in a step."""
    named = {name.replace("_", "-"): gap for name, gap in gaps.items()}
    return [named.get(duty, 0) for duty in DUTIES]


# Four futures of three hours: nothing short; outer London from the second hour on; both; and response alone at the end.
FUTURES = [
    [step(), step(), step()],
    [step(), step(armed_response_outer=2), step(armed_response_outer=3)],
    [step(armed_response_outer=1), step(armed_response_outer=4, ct_response=1), step()],
    [step(), step(), step(ct_response=2)],
]
USED = [[(300, 0, 0)] * 3, [(299, 2, 0)] * 3, [(290, 5, 0), (290, 6, 0), (290, 5, 0)], [(300, 0, 0)] * 3]
FACTS = outlook_of(LONDON, FUTURES, at=FRIDAY, used=USED, alone=[0, None, 2, None])
LINES = {line.id: line for line in lines_of(FACTS)}


def at(hour):
    return FRIDAY + hour * HOUR


def test_a_line_says_how_likely_a_duty_is_short_when_first_and_how_short_at_its_worst():
    outer = LINES["armed-response-outer"]
    assert (outer.short, outer.first) == (Chance(2, 4), (at(0), at(0), at(1)))
    assert (outer.start, outer.until, outer.covered, outer.missing) == (at(1), at(2), Chance(2, 4), (0, 0, 4))
    assert outer.place_hours_mean == Fraction(5 + 5, 4)


def test_an_outlook_names_the_assumptions_whose_time_is_not_its_own():
    one, hours = point(1), {"over": (-5, 0), "begun": (-5, 1), "last": (2, 4), "next": (3, 4)}
    shocks = [StepBackShock(name, whole(1, 2), at(start), at(until)) for name, (start, until) in hours.items()]
    later = RequiredStrength("later", "ct-response", one, at(3), at(9))
    early = CommonShock("early", one, at(-2), at(0), one, one)
    facts = replace(FACTS, assumptions=assumptions_with(*shocks, later, early))
    assert facts.outside == ("over", "next", "later", "early")
    assert "NOT IN THIS TIME, so without effect: over, next, later and early." in outlook_text(facts)
    assert outlook_json(facts)["assumptions"]["outside"] == [*facts.outside]
    assert "NOT IN THIS TIME" not in outlook_text(FACTS)


def test_a_criticality_counts_the_duties_up_to_it():
    assert LINES["3"].short == Chance(3, 4)
    assert LINES["1"].missing == (0, 0, 1)
    assert LINES["3"].name == "Criticality 1 to 3"


def test_a_duty_that_is_short_in_no_future_has_no_first_gap():
    site = LINES["site-a"]
    assert (site.short, site.first, site.place_hours) == (Chance(0, 4), None, None)


def test_the_chance_of_anything_is_that_of_all_duties_together():
    assert anything_short(FACTS.tally) == Chance(3, 4)


def test_the_usual_bottleneck_is_the_set_that_most_often_proves_the_first_gap():
    assert [(one.criticality, one.duties, one.chance) for one in bottlenecks_in(FACTS)] == [
        ("1", ("ct-response",), Chance(2, 2)),
        ("2", ("ct-response",), Chance(2, 2)),
        ("3", ("armed-response-outer",), Chance(2, 3)),
    ]


def test_help_can_go_once_the_home_force_alone_is_enough():
    (first, *_) = help_goes(FACTS)
    assert (first.half, first.most, first.ever) == (at(2), None, Chance(2, 4))


def test_a_tier_is_named_by_the_kinds_of_its_forces_and_shown_when_it_fills_most():
    assert tier_names(FACTS) == ["home", "aid", "contingency"]
    aid = tier_lines(FACTS)[1]
    assert (aid.start, aid.used, aid.any_use) == (at(1), (0, 0, 6), Chance(2, 4))


def test_what_to_ask_for_covers_each_step_in_95_of_100_futures():
    longer = [[*future, *[step()] * 12] for future in FUTURES]
    asks = {ask.duty: ask for ask in asks_now(outlook_of(LONDON, longer, at=FRIDAY))}
    assert set(asks) == {"ct-response", "armed-response-outer"}
    outer, response = asks["armed-response-outer"], asks["ct-response"]
    assert (outer.places, outer.needed) == (4, at(0))
    assert {one.pool: (one.places, one.arrives) for one in outer.sources}["kent-arv"] == (2, at(12))
    assert outer.by == at(-12)
    # Soldiers may respond only under a declaration, and no donor has the skill.
    assert (response.places, response.sources, response.by) == (2, (), None)


def test_a_pool_that_has_nobody_left_to_ask_is_no_source():
    sunday = LONDON.instant("2023-09-24T18:00")
    facts = outlook_of(LONDON, FUTURES, at=sunday)
    lots = facts.situation.lots("kent-arv", sunday)
    assert "not-asked" not in lots
    assert "kent-arv" not in [one.pool for ask in asks_now(facts) for one in ask.sources]


def test_a_donor_that_declined_is_a_source_again_once_a_review_would_ask_it_again():
    pools = [replace(pool, state="declined") if pool.id == "kent-arv" else pool for pool in LONDON.pools]
    declined = replace(LONDON, pools=tuple(pools))
    soonest = LONDON.horizon.start + LONDON.policy.stale_hours * HOUR
    for start, asked in ((soonest, False), (soonest + HOUR, True)):
        facts = outlook_of(declined, [[*future, *[step()] * 12] for future in FUTURES], at=start)
        assert ("kent-arv" in {one.pool for ask in asks_now(facts) for one in ask.sources}) is asked
        plan = AidPlan(LookAhead(facts.situation, start, WindowCache(0)), None)
        assert ("kent-arv" in {pool.id for pool, _ in plan.donors}) is asked
        silent = Assumptions("nothing", "planner", 0, "", (), "")
        muster = muster_of(facts.situation, until=start + 15 * HOUR)
        options = HelpOptions(facts.situation, silent, muster, start).of_pools()
        assert ("kent-arv" in {option.id for option in options}) is asked


gap_lists = st.lists(st.integers(0, 3), min_size=2, max_size=2)


@settings(max_examples=40)
@given(st.lists(st.tuples(gap_lists, gap_lists, gap_lists), min_size=1, max_size=5))
def test_every_number_of_an_outlook_is_what_counting_its_futures_gives(drawn):
    futures = [
        [[gaps[0] if duty == CT else gaps[1] if duty == OUTER else 0 for duty in range(len(DUTIES))] for gaps in future]
        for future in drawn
    ]
    facts, number = outlook_of(LONDON, futures, at=FRIDAY), len(futures)
    for line in lines_of(facts):
        short = [future for future in futures if any(gap_of(line, gaps) for gaps in future)]
        assert line.short == Chance(len(short), number)
        total = sum(gap_of(line, gaps) for future in futures for gaps in future)
        assert line.place_hours_mean == Fraction(total, number)
        worst = [sum(bool(gap_of(line, future[when])) for future in futures) for when in range(3)]
        assert line.worst == worst.index(max(worst))
        assert line.covered == Chance(number - max(worst), number)


def gap_of(line, gaps):
    """The gap of what a line is about, from the gaps of the duties."""
    if line.sort == "duty":
        return gaps[DUTIES.index(line.id)]
    levels = [duty.criticality for duty in LONDON.duties_in_order]
    return sum(gap for gap, level in zip(gaps, levels, strict=True) if level <= int(line.id))


def test_json_says_the_question_the_assumptions_and_both_digests():
    told = json.loads(json.dumps(outlook_json(FACTS)))
    assert told["assumptions"]["name"] == "by-hand"
    assert (told["inputs"], told["digest"]) == (FACTS.inputs, digest_of(FACTS.tally))
    assert (told["futures"], told["seed"], told["condition"]) == (4, 7, "if these assumptions hold")
    outer = next(one for one in told["judged"] if one["id"] == "armed-response-outer")
    assert (outer["covered"], outer["gap"]["q95"]) == ([3, 2, 3], [1, 4, 3])
    assert told["steps"][0] == "2023-09-22T18:00:00+01:00"
    assert len(told["steps"]) == 4


def test_no_cipher_is_in_an_outlook():
    report = json.dumps(outlook_json(FACTS)) + outlook_text(FACTS)
    assert not [person.id for person in LONDON.people if person.id in report]


def test_a_chance_in_json_has_its_count_its_error_and_its_word():
    assert chance_json(Chance(4237, 10_000)) == {
        "count": 4237,
        "of": 10_000,
        "chance": 0.4237,
        "error": 0.00494144,
        "bound": None,
        "text": "42.4 % ± 0.5",
        "term": "realistic possibility",
    }
    assert chance_json(Chance(0, 10_000))["bound"] == pytest.approx(0.0003, rel=0.01)
    assert chance_json(Chance(50, 50))["bound"] == pytest.approx(0.05 ** (1 / 50))


def test_rows_are_one_for_each_step_and_thing_judged():
    rows = outlook_rows(FACTS)
    assert [list(row) for row in rows] == [list(outlook_columns())] * (3 * len(FACTS.tally.judged))
    (row,) = [one for one in rows if one["subject"] == "ct-response" and one["from"].hour == 20]
    assert (row["covered"], row["futures"], row["gap_q50"], row["gap_q95"]) == (3, 4, 0, 2)


def test_the_table_for_forecasters_has_a_mean_quantiles_and_the_chance_of_cover_for_every_hour():
    rows = [row for row in hubverse_rows(FACTS) if row["location"] == "armed-response-outer"]
    assert {tuple(row) for row in rows} == {COLUMNS}
    hour = [row for row in rows if (row["target"], row["horizon"]) == ("gap of duty", "1")]
    told = {(row["output_type"], row["output_type_id"]): row["value"] for row in hour}
    assert told["mean", "NA"] == "1.5"
    assert [told["quantile", level] for level in ("0.5", "0.75", "0.975")] == ["0", "2", "4"]
    assert told["cdf", "0"] == "0.5"
    assert {row["target_time"] for row in hour} == {"2023-09-22T19:00:00+01:00"}


def test_the_chances_of_the_first_gap_sum_to_one_for_forecasters():
    rows = [row for row in hubverse_rows(FACTS) if row["output_type"] == "pmf" and row["location"] == "3"]
    assert {row["output_type_id"]: row["value"] for row in rows} == {
        "2023-09-22T18:00:00+01:00": "0.25",
        "2023-09-22T19:00:00+01:00": "0.25",
        "2023-09-22T20:00:00+01:00": "0.25",
        "none": "0.25",
    }


def test_the_chances_of_many_steps_sum_to_one_as_closely_as_forecasters_tools_check():
    # Each of 150 futures has its first gap in a step of its own: 1/150 has no end as a decimal.
    steps = range(150)
    futures = [[step(ct_response=int(hour == future)) for hour in steps] for future in steps]
    facts = outlook_of(LONDON, futures, at=FRIDAY)
    rows = [row for row in hubverse_rows(facts) if row["output_type"] == "pmf" and row["location"] == "ct-response"]
    values = [Fraction(row["value"]) for row in rows]
    assert len(values) == 151
    assert abs(sum(values) - 1) < Fraction(1, 10**12)


def test_the_screen_says_first_what_fails_what_to_ask_for_and_when_help_can_go():
    text = outlook_text(FACTS)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 100
    verdicts = [line.split(":")[0].split(",")[0] for line in lines if line[:4].strip().isupper() and line[:1] != " "]
    assert verdicts[:3] == ["FIRST TO FAIL", "ASK NOW FOR", "HELP CAN GO when the home force alone covers"]
    assert text.count("if these assumptions hold") >= 4


def test_the_screen_says_that_nothing_fails_with_the_bound_of_its_chance():
    nothing = outlook_of(LONDON, [[step()] * 2] * 1_000, at=FRIDAY)
    assert (
        "NOTHING FAILS: no duty or crew is short in any of 1,000 futures. The chance of a gap is under 0.3 %, remote "
        "chance, if these assumptions hold."
    ) in " ".join(outlook_text(nothing).split())


def test_the_screen_names_every_duty_if_nothing_is_cut():
    every = [[[1] * len(DUTIES)]] * 100
    facts = outlook_of(LONDON, every, at=FRIDAY)
    assert "more duties: use --all" in outlook_text(facts)
    with uncut():
        assert "use --all" not in outlook_text(facts)


def test_a_screen_that_is_too_narrow_for_the_table_has_sentences():
    with screen_of(60):
        text = outlook_text(FACTS)
    assert max(map(len, text.splitlines()[1:])) <= 60
    assert "armed-response-outer: short in 50 % ± 30" in " ".join(text.split())
