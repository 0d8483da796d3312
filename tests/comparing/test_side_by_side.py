from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standto import OptionError, compare, cover, read_scenario, relief, situation_of
from standto.comparing import answer_if, cover_if, margin_if, review_if
from tests.register.scenarios import questions


def gaps_at(answer, instant):
    """Return the unfilled places of each duty that stands at an instant, by plain search; None outside the answer."""
    shown = answer.as_json()
    for window in shown["windows"]:
        start, until = (answer.scenario.instant(window[end]) for end in ("from", "until"))
        if start <= instant < until:
            below = {line["crew"]: not line["covered"] for line in window.get("crews", ())}
            return {line["duty"]: line["gap"] for line in window["duties"]}, below
    return {}, {}


@st.composite
def two_answers(draw):
    """Draw one scenario with two questions, or two scenarios with a question each."""
    first = draw(questions(crewed=True))
    second = draw(questions(crewed=True)) if draw(st.booleans()) else first
    answers = []
    for scenario, at, known_at, assumed, _, _ in (first, second):
        at = at if draw(st.booleans()) else None
        answers.append(cover(situation_of(scenario, at=at, known_at=known_at, assume=assumed)))
    return answers


@settings(max_examples=60)
@given(two_answers())
def test_differences_are_plain_subtractions_at_every_instant(answers):
    before, after = answers
    shift = int(before.windows.starts[0] - after.windows.starts[0])
    shown = compare(before, after, align="start").as_json()["difference"]
    total = dict.fromkeys(("before", "after"), 0.0)
    edges = {
        *before.windows.starts.tolist(),
        before.until,
        *(after.windows.starts + shift).tolist(),
        after.until + shift,
    }
    instant = before.scenario.instant
    assert [instant(window["from"]) for window in shown["windows"]] == sorted(edges)[:-1]
    assert instant(shown["windows"][-1]["until"]) == max(edges)
    for window in shown["windows"]:
        start = instant(window["from"])
        (one, low), (other, lower) = gaps_at(before, start), gaps_at(after, start - shift)
        assert {line["duty"]: line["difference"] for line in window["duties"]} == {
            duty: other.get(duty, 0) - one.get(duty, 0) for duty in {**one, **other}
        }
        assert {line["crew"]: line["difference"] for line in window.get("crews", ())} == {
            crew: lower.get(crew, False) - low.get(crew, False) for crew in {**low, **lower}
        }
        hours = (instant(window["until"]) - start) / 3_600_000_000
        total["before"] += sum(one.values()) * hours
        total["after"] += sum(other.values()) * hours
    for side, answer in (("before", before), ("after", after)):
        hours = {duty: line[side] for duty, line in shown["gap_hours"].items() if line[side]}
        assert hours == answer.as_json()["summary"]["gap_hours"]
        assert sum(hours.values()) == pytest.approx(total[side], abs=0.05)


@pytest.fixture(scope="module")
def london():
    return read_scenario("london-2023")


def test_an_answer_beside_itself_does_not_differ(london):
    same = compare(london, london)
    assert same.difference.any() == 0
    assert same.summary().endswith("No window differs.")


def test_answers_without_a_common_time_are_refused_unless_they_are_laid_from_their_starts(london):
    boats = read_scenario("lifeboat")
    with pytest.raises(OptionError, match="no time in common"):
        compare(boats, london)
    both = compare(boats, london, align="start")
    assert both.only[0] == ("launching", "slipway", "alb", "ilb")


def test_an_unknown_alignment_is_refused(london):
    with pytest.raises(OptionError, match="align: 'noon' is not one of clock, start"):
        compare(london, london, align="noon")


def test_a_number_that_steps_back_is_three_groups_within_the_bounds(london):
    situation = situation_of(london, at="2023-09-22T18:00")
    shown = cover_if(situation, "40 of arv step back").as_json()
    assert list(shown["groups"]) == ["worst", "best", "random"]
    (bounds,) = shown["bounds"]
    hours = {group: round(sum(line["summary"]["gap_hours"].values()), 2) for group, line in shown["groups"].items()}
    assert hours == bounds["place_hours"]
    assert bounds["place_hours_at_least"] <= hours["best"] <= hours["random"] <= hours["worst"]
    assert hours["worst"] <= bounds["place_hours_at_most"]
    assert shown["after"]["summary"] == shown["groups"]["worst"]["summary"]


def test_the_answer_before_is_that_without_a_what_if(london):
    situation = situation_of(london, at="2023-09-22T18:00")
    assert cover_if(situation, "nobody from kent").as_json()["before"] == cover(situation).as_json()


def test_a_review_tells_what_is_new_and_gone(london):
    situation = situation_of(london, at="2023-09-23T12:00")
    answer = review_if(situation, "ct-response suspended")
    before, after = ([one["id"] for one in review["recommendations"]] for review in _both(answer.as_json()))
    assert answer.new == tuple(one for one in after if one not in before)
    assert answer.gone == tuple(one for one in before if one not in after)
    assert "call-in:ct-response" in answer.gone


def test_a_margin_tells_the_worst_case_before_and_after(london):
    situation = situation_of(london, at="2023-09-25T16:00")
    answer = margin_if(situation, "ct-response needs 12", until=london.instant("2023-09-25T22:00"), runs=5)
    first = answer.as_json()["difference"][0]
    assert (first["after"] - first["before"], first["difference"]) == (1, 1)


def test_the_answers_before_and_after_are_each_half_of_the_work(london):
    situation, shares = situation_of(london, at="2023-09-23T18:00"), []
    ask = partial(relief, capability="arv", up_to=2, until="2023-09-23T22:00")
    answer = answer_if(situation, ask, "ct-response needs 20", progress=shares.append)
    assert (shares, 0.5 in shares, shares[-1]) == (sorted(shares), True, 1)
    assert answer.scenario is london
    assert answer.before.as_json() == ask(situation).as_json() != answer.after.as_json()


def _both(shown):
    return shown["before"], shown["after"]


def test_the_first_line_of_each_answer_says_how_much_is_short():
    situation = situation_of(read_scenario("london-2023"), at="2023-09-23T18:00")
    told = cover_if(situation, "ct-response needs 16", until=situation.scenario.instant("2023-09-24T00:00")).summary()
    short = [line.split(", ")[1] for line in told.splitlines() if "NOT COVERED" in line]
    assert short == ["26.00 place-hours short", "44.00 place-hours short"]


def test_a_review_of_a_what_if_tells_what_differs_in_words_with_units():
    situation = situation_of(read_scenario("london-2023"), at="2023-09-23T03:00")
    told = review_if(situation, "40 of arv step back").summary().splitlines()
    assert "New: Call in people off duty for Armed response vehicles, inner London, 8 people" in told
    assert "New: Ask surrey-arv for help, 1 place" in told
    assert "Changed: Call in people off duty for Specialist support, 1 person before and 2 people after" in told


def test_what_is_covered_before_and_after_names_no_proof():
    situation = situation_of(read_scenario("retained"))
    assert "proof" not in cover_if(situation, "f01 away Mon 06:00-07:00").summary()
