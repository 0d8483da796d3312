"""Pages say how rest is checked, and boards how many people are in stints that break a rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standto.model.time import HOUR
from standto.model.working_time import RestRule, WorkingTime
from standto_desk.clock.setting import start_demo_clock
from standto_desk.components.spoken import rest_here, speak_with, speaking
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.reading_pages import words_of
from tests.desk.weekends import few

RULES = WorkingTime(own=(RestRule("long", "stint-hours", 7, "breach"),))


@pytest.fixture
def entered(desk):
    """Return a function that enters the weekend's few people with some rules on rest."""

    def enter(working_time):
        scenario = replace(few().scenario, working_time=working_time)
        import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
        start_demo_clock(at=scenario.instant("2023-09-25T09:00") - HOUR)

    return enter


def test_without_rules_every_page_says_that_rest_is_checked_for_call_ins_only(entered, client_as):
    entered(WorkingTime())
    page = words_of(client_as("commander").get("/"))
    assert "Rest is checked for call-ins only." in page
    assert "rule on rest" not in page


def test_with_rules_every_page_says_so_and_the_board_counts_people(entered, client_as):
    entered(RULES)
    page = words_of(client_as("commander").get("/"))
    assert "Rest is checked by the rules of the scenario." in page
    assert "in breach of a rule on rest" in page
    assert "call-ins only" not in page


def test_viewers_see_no_numbers_of_rest(entered, client_as):
    entered(RULES)
    page = words_of(client_as("viewer").get("/"))
    assert "Rest is checked by the rules of the scenario." in page
    assert "in breach of a rule on rest" not in page


def test_speaking_for_a_while_forgets_nothing():
    speak_with(None, has_rest_rules=True)
    with speaking(few().scenario.words):
        pass
    assert rest_here() == "Rest is checked by the rules of the scenario."
    speak_with(None)
