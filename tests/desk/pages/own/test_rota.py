"""A record with a rota and rules on working time: the volunteer's own rows and their own rest."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from standto.model.crews import Crew, Seat
from standto.model.rotas import RotaRow
from standto.model.time import HOUR, Period
from standto.model.working_time import RestRule, WorkingTime
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.reading_pages import words_of
from tests.desk.weekends import SATURDAY, few


@pytest.fixture
def rota(desk):
    """A desk in which two people have rows of the rota; one of them works too soon after."""
    whole = few().scenario
    noon = whole.instant(SATURDAY)

    def row(person, begins, ends, **more):
        return RotaRow(person, Period(noon + begins * HOUR, noon + ends * HOUR), **more)

    rows = (
        row("m0001", -30, -20),
        row("m0001", 2, 12, duty="car"),
        row("m0001", 20, 30, ready_minutes=10),
        row("m0002", 2, 10),
        row("m0002", 16, 26),
    )
    capability = whole.capabilities[0].id
    first, second, third, *others = whole.people
    scenario = replace(
        whole,
        people=(first, second, replace(third, team=""), *others),
        rota=rows,
        crews=(Crew("car", "ct-response", name="Car one", criticality=3),),
        seats=(Seat("car", "out", "driver", (capability,)),),
        working_time=WorkingTime(
            own=(RestRule("daily", "rest-before", 11, "owed", source="the agreement, paragraph 4"),)
        ),
    )
    import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
    start_demo_clock(at=noon)


def test_a_volunteer_sees_the_rows_of_the_rota_with_duty_and_readiness(rota, client_as):
    words = words_of(client_as("volunteer", cipher="m0001").get("/my/"))
    assert "Sat 23 Sep 14:00 BST to Sun 24 Sep 00:00 BST: On duty, Car one" in words
    assert "Sun 24 Sep 08:00 BST to 18:00 BST: On call, at work within 10 minutes" in words
    assert "These are your times by the rota" in words
    assert "None of your times on duty in these days breaks a rule on working time." in words


def test_a_volunteer_sees_their_own_rest_and_nobody_elses(rota, client_as):
    words = words_of(client_as("volunteer", cipher="m0002").get("/my/"))
    assert (
        "Sun 24 Sep 04:00 BST to 14:00 BST: 6 h of rest before. You are owed rest or pay: at least 11 h of rest before "
        "(the agreement, paragraph 4)."
    ) in words
    assert "You are owed" not in words_of(client_as("volunteer", cipher="m0001").get("/my/"))


def test_where_there_is_a_rota_somebody_without_a_row_or_a_pattern_is_off_duty(rota, client_as):
    words = words_of(client_as("volunteer", cipher="m0003").get("/my/"))
    assert "You have no times on duty by the rota in this time." in words


def test_where_there_are_no_rules_the_page_says_nothing_of_rest(handful, client_as):
    assert "Your rest" not in words_of(client_as("volunteer", cipher="m0001").get("/my/"))


def test_the_readiness_offered_to_somebody_who_never_named_one_is_that_of_their_own_rows(sample_at, client_as):
    sample_at("lifeboat", "2024-07-13T12:00", events=())
    for person, minutes in (("v06", "10"), ("v16", "20")):
        page = client_as("volunteer", force="northhaven", cipher=person).get("/my/available/")
        assert re.search(r'name="ready"[^>]*value="(\d+)"', page.content.decode())[1] == minutes
