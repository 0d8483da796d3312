"""Answers about the plan are made again once the plan changes, and not when people step back."""

from __future__ import annotations

from contextlib import suppress
from itertools import count

import pytest
from django.db import connection
from django.db.transaction import atomic
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standto.model.event import PERSON_KINDS, REPORT, STATEMENT
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.plan_answers import PlanAnswers
from standto_desk.ledger.refusals import Refused
from tests.desk.ledger.starting import ANA, HOUR, MINUTE, NOON, event, row, started

DRAFTS = {
    "a person steps back": lambda: event("stepped-back", "m1"),
    "a person returns": lambda: event("returned", "m1"),
    "a person is away": lambda: event("unavailable", "m2"),
    "a report": lambda: event("report", "met", count=3),
    "a statement": lambda: event("statement", "met", text="nothing new"),
    "places step back": lambda: event("stepped-back", "met-arv", count=1),
    "places return": lambda: event("returned", "met-arv", count=1),
    "a step of help": lambda: event("aid-asked", "kent-arv", count=1),
    "a declaration": lambda: event("declared", "flood"),
    "a row": lambda: row("people", "m3"),
    "an act": lambda: Draft("offer", "offer", "kent-arv", body={"count": 1}),
}
OF_PEOPLE = ("a person steps back", "a person returns", "a person is away", "a report", "a statement")


def in_the_plan(entry: Entry) -> bool:
    """Tell by its words whether an entry is one of the plan."""
    if entry.sort != "event" or entry.subject == "met-arv":
        return True
    return entry.kind not in {*PERSON_KINDS, "stepped-back", "returned", REPORT, STATEMENT}


def plan(at: int) -> list[int]:
    """Return the numbers of the entries of the plan that are known at an instant, by a walk through the ledger."""
    return [one.sequence for one in Entry.objects.order_by("sequence") if one.known <= at and in_the_plan(one)]


@pytest.mark.parametrize("entered", DRAFTS)
def test_only_an_entry_of_the_plan_has_an_answer_made_again(database, entered):
    started()
    if entered == "places return":
        append([DRAFTS["places step back"]()], author=ANA, now=NOON)
    answers, numbers = PlanAnswers(1), count(1)

    def asked():
        return answers.get("", NOON + HOUR, lambda: next(numbers))

    assert [asked(), asked()] == [1, 1]
    append([DRAFTS[entered]()], author=ANA, now=NOON + MINUTE)
    again = 1 if entered in OF_PEOPLE else 2
    assert [asked(), asked()] == [again, again]


def test_an_answer_changes_when_an_entry_of_the_plan_becomes_known_and_when_the_clock_is_set_back(database):
    started()
    append([DRAFTS["a declaration"]()], author=ANA, now=NOON + HOUR)
    answers = PlanAnswers(1)
    known = Entry.objects.get(kind="declared").known
    moments = [NOON + MINUTE, known - 1, known, NOON + 2 * HOUR, NOON + MINUTE, known]
    assert [answers.get("", at, lambda at=at: plan(at)) for at in moments] == [plan(at) for at in moments]
    assert plan(known) != plan(known - 1)


STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(DRAFTS)), st.integers(0, 90), st.integers(-30, 90)), min_size=1, max_size=12
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(STEPS)
def test_an_answer_is_always_the_one_made_from_nothing(desk, steps):
    with atomic():
        if not Entry.objects.exists():
            started()
        answers = PlanAnswers(1)
        for name, entered, asked in steps:
            with connection.cursor() as cursor:
                cursor.execute("SELECT MAX(recorded) FROM ledger_entry")
                last = cursor.fetchone()[0]
            with suppress(Refused):  # more places than are left to step back or return
                append([DRAFTS[name]()], author=ANA, now=last + entered * MINUTE)
            at = last + asked * MINUTE
            assert answers.get("", at, lambda at=at: plan(at)) == plan(at)
