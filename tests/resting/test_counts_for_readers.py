"""Reports and boards show how many people are in stints that break a rule, and never who."""

from __future__ import annotations

import json

from standto import sitrep
from standto.coverage import cover
from standto.coverage.lines import rest_line
from standto.model.people import Person
from standto.model.rotas import RotaRow
from standto.model.working_time import RestRule, WorkingTime
from standto.presenting.rest_words import RestLine
from tests.register.building import period, scenario, ticket, when

RULES = (RestRule("most", "stint-hours", 10, "breach"), RestRule("more", "stint-hours", 8, "owed"))


def station(rules=RULES):
    people = tuple(Person(name, "met") for name in ("nx1", "nx2"))
    rows = (
        RotaRow("nx1", period("23T06:00", "23T18:00")),
        RotaRow("nx2", period("23T08:00", "23T17:00")),
    )
    return scenario(
        people=people,
        authorisations=(ticket("nx1"), ticket("nx2")),
        rota=rows,
        working_time=WorkingTime(own=rules),
    )


def test_a_line_counts_people_now_and_at_most():
    assert rest_line(cover(station())) == RestLine(0, 0, 1, 1)
    assert rest_line(cover(station(()))) is None
    assert rest_line(cover(station())).words == (
        "Now 0 people who count are in breach of a rule on rest, and rest or pay is owed to 0; at most 1 and 1."
    )
    assert RestLine(0, 0, 0, 0).words == "Nobody who counts is in a stint that breaks a rule on rest."


def test_a_report_to_command_counts_them_and_names_nobody():
    report = sitrep(station(), at=when("23T09:00"))
    numbers = {"breach": 1, "owed": 1, "most_breach": 1, "most_owed": 1}
    assert report.as_json()["rest"] == {**numbers, "trace": ["A1"]}
    assert report.as_json()["heading"]["not_checked"] == []
    assert "is in breach of a rule on rest, and rest or pay is owed to 1" in report.as_markdown()
    assert "nx1" not in json.dumps(report.as_json()) + report.as_html()


def test_without_rules_a_report_has_no_such_number_and_says_that_rest_is_not_checked():
    report = sitrep(station(()), at=when("23T09:00"))
    assert "rest" not in report.as_json()
    assert report.as_json()["heading"]["not_checked"] == ["rest"]
    assert "Rest is not checked." in report.as_markdown()


def test_a_public_report_has_no_such_number():
    report = sitrep(station(), at=when("23T09:00"), audience="public")
    text = json.dumps(report.as_json()) + report.as_markdown()
    assert "breach" not in text
