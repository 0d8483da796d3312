"""The settings in words: each section with its history, the posts, and the declarations."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standto.model.policies import Policy
from standto.model.time import DAY, HOUR
from standto.model.words import Vocabulary
from standto.model.working_time import MEASURES
from standto.scenario.settings_writer import settings_text
from standto_desk.access.models import Appointment
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import ROW, SET, Author, Draft
from standto_desk.presenting.registers.settings_words import (
    POLICY,
    SETTINGS_SECTIONS,
    changed_lines,
    settings_lines,
)
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import words_of
from tests.desk.weekends import SATURDAY, few

LINES = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["1", "2"]))


def enter_settings(scenario, at=None) -> None:
    body = {"toml": settings_text(scenario), "powers": "yes"}
    draft = Draft(ROW, "scenario", "scenario", step=SET, occurred=at, body=body)
    append([draft], author=Author("tests", "gold", "met"), now=now())


def test_every_number_of_the_policy_and_every_word_is_shown():
    assert sorted(POLICY) == sorted(one.name for one in fields(Policy) if one.name != "approvers")
    text = settings_text(few().scenario)
    assert len(settings_lines("words", text)) == len(fields(Vocabulary)) - len(("steps", "states"))
    assert len(settings_lines("approvers", text)) == len(Policy().approvers)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_of_a_rule_of_rest_has_words(measure):
    rule = f'[[working_time.rule]]\nid = "r"\nmeasure = "{measure}"\nmin = 11\nmax = 11\ndays = 7\neffect = "owed"\n'
    lines = settings_lines("rest", settings_text(few().scenario) + rule)
    bound = "at least 11" if measure in ("rest-before", "rest-in") else "at most 11"
    assert bound in lines["Rule r"]


@given(LINES, LINES)
def test_the_difference_of_two_sections_turns_the_first_into_the_second(before, after):
    made = dict(before)
    for name, old, new in changed_lines(before, after):
        assert (made.pop(name, ""), old != new) == (old, True)
        if new:
            made[name] = new
    assert made == after


def test_a_change_of_the_policy_is_told_in_words_in_its_section_alone(weekend):
    scenario, at = weekend.scenario, weekend.at(SATURDAY)
    set_demo_clock(at=at + HOUR)
    enter_settings(replace(scenario, policy=replace(scenario.policy, reserve=3, look_ahead_hours=48)), at + DAY)
    reader = client_of(account_of("auditor"))
    page = words_of(reader.get("/register/settings/policy/"))
    assert f"Changed ○ ahead entered {weekend.words(at + HOUR)}, gold" in page
    assert f"In force from {weekend.words(at + DAY)}" in page
    assert "Hours that a review looks ahead: 72, as usual → became 48" in page
    assert "Spare places: 2, as usual → became 3" in page
    others = [words_of(reader.get(f"/register/settings/{name}/")) for name in SETTINGS_SECTIONS if name != "policy"]
    assert [one.count("Changed") for one in others] == [0] * len(others)
    now_page, later = (words_of(reader.get(f"/register/settings/policy/{query}")) for query in ("", f"?at={iso(at)}"))
    assert ("Spare places 2, as usual" in now_page, "Spare places 3" in later) == (True, True)


def iso(at: int) -> str:
    """Two days after a moment, as an address holds it."""
    from standto_desk.kit.instants import written

    return written(at + 2 * DAY)


def test_the_posts_say_who_approves_what_and_how_many_held_them_when(weekend):
    at = weekend.at(SATURDAY)
    first, second = account_of("commander"), account_of("commander")
    for account, start, until in ((first, at - DAY, at + HOUR), (second, at - HOUR, at + DAY)):
        Appointment.objects.create(account=account, post="strategic-commander", force="met", start=start, until=until)
    page = words_of(client_of(account_of("planner")).get("/register/settings/posts/"))
    times = [(at + HOUR, at + DAY, 1), (at - HOUR, at + HOUR, 2), (at - DAY, at - HOUR, 1)]
    told = " ".join(f"{weekend.words(start)} {weekend.words(until)} {number}" for start, until, number in times)
    assert f"Strategic commander From Until Holders {told}" in page
    assert "strategic commander 2 asking for aid, help of last resort and letting help go here" in page
    assert [name in page for name in (first.username, second.username)] == [False, False]


def test_a_declaration_says_whether_it_is_in_force_and_when_it_was(weekend):
    at = weekend.at(SATURDAY)
    append([Draft("event", "declared", "attack", occurred=at)], author=Author("tests", "gold", "met"), now=now())
    set_demo_clock(at=at + HOUR)
    append([Draft("event", "ended", "attack", occurred=at + HOUR)], author=Author("tests", "gold", "met"), now=now())
    page = words_of(client_of(account_of("planner")).get("/register/settings/declarations/"))
    depend = sum(one.when == "attack" for one in (*weekend.scenario.powers, *weekend.scenario.duties))
    assert f"attack not declared {depend}" in page
    assert re.findall(r"attack: (\w+)", page) == ["ended", "declared"]


def test_an_unknown_section_is_not_there(handful):
    assert client_of(account_of("planner")).get("/register/settings/none/").status_code == 404


def test_a_desk_without_settings_says_so(desk):
    planner = client_of(account_of("planner"))
    assert "Nobody has entered any settings yet" in words_of(planner.get("/register/settings/"))
    assert [planner.get(f"/register/settings/{name}/").status_code for name in (*SETTINGS_SECTIONS, "posts")] == [
        200
    ] * (len(SETTINGS_SECTIONS) + 1)
