"""Desks for the tests of pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from standto import read_scenario
from standto.model.people import Authorisation, Person
from standto.model.scenario import Scenario
from standto.model.time import DAY, Period
from standto_desk.clock.setting import start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.scenario_import import import_scenario
from tests.desk.weekends import Weekend, few, london


@pytest.fixture
def django_queries():
    """Count the questions put to the database."""
    return lambda: CaptureQueriesContext(connection)


@pytest.fixture
def sample_at(desk):
    """Return a function that enters a sample and starts the clock: `sample_at("lifeboat", "2024-07-13T12:00")`."""

    def enter(name: str, text: str, **other: object) -> Weekend:
        scenario = replace(read_scenario(name), **other)
        import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
        start_demo_clock(at=scenario.instant(text))
        return Weekend(scenario)

    return enter


@pytest.fixture
def autumn(desk) -> Weekend:
    """A desk over the night in which the clocks go back."""
    scenario = _moved(london().scenario, days=35)
    import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
    start_demo_clock(at=scenario.instant("2023-10-28T12:00"))
    return Weekend(scenario)


@pytest.fixture
def bare(desk) -> Weekend:
    """A desk with a force, its people and no duty."""
    scenario = replace(few().scenario, duties=(), pools=(), events=())
    import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
    start_demo_clock(at=scenario.instant("2023-09-23T12:00"))
    return Weekend(scenario)


@pytest.fixture
def large(desk) -> Weekend:
    """A desk of ten thousand people."""
    scenario = london().scenario
    people = tuple(Person(f"x{number:05}", "met", "team-a") for number in range(10_000))
    tickets = tuple(Authorisation(person.id, "afo") for person in people)
    whole = replace(scenario, people=people, authorisations=tickets, events=())
    import_scenario(whole, author=Author("tests", "", ""), now=whole.horizon.start)
    start_demo_clock(at=scenario.instant("2023-09-23T12:00"))
    return Weekend(whole)


def _moved(scenario: Scenario, days: int) -> Scenario:
    """A scenario without its events, some days later."""
    horizon = Period(*(instant + days * DAY for instant in scenario.horizon))
    patterns = tuple(replace(one, anchor=one.anchor + timedelta(days=days)) for one in scenario.patterns)
    return replace(scenario, horizon=horizon, patterns=patterns, events=())
