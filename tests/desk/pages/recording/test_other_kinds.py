from __future__ import annotations

import re

import pytest

from standto.scenario.event_rules import PERSON, RULES
from standto_desk.acts.recording import OTHER_KINDS
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import texts
from tests.desk.reading_pages import faults_of, hidden, words_of

TOLD = {
    "authority-withdrawn": {"people": "m0001", "capability": "arv"},
    "authority-restored": {"people": "m0001"},
    "authorised": {"people": "m0001", "capability": "arv"},
    "authorisation-ended": {"people": "m0001", "capability": "arv"},
    "strength-changed": {"subject": "site-a", "count": "7"},
    "duty-suspended": {"subject": "site-a"},
    "duty-resumed": {"subject": "site-a"},
    "declared": {"subject": "attack"},
    "ended": {"subject": "attack"},
    "report": {"subject": "met", "low": "60", "high": "300", "source": "met-0925"},
    "statement": {"subject": "met", "note": "Words that were published.", "source": "met-0925"},
}

UNDONE = {"authority-restored": "authority-withdrawn", "authorisation-ended": "authorised"}
"""What must be so first, for a kind to change anything."""


@pytest.fixture
def officer(handful, client_as):
    return client_as("duty-officer", post="duty-officer")


def test_every_other_kind_can_be_chosen(officer):
    links = re.findall(r'href="/record/other/([a-z-]+)/"', officer.get("/record/other/").content.decode())
    assert links == list(OTHER_KINDS) == list(TOLD)


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_a_form_has_the_fields_that_its_kind_uses(officer, kind):
    names = set(
        re.findall(
            r'<(?:input|select|textarea)[^>]* name="([a-z]+)(?:_\d)?"',
            officer.get(f"/record/other/{kind}/").content.decode(),
        )
    )
    names -= {"csrfmiddlewaretoken"}
    rule = RULES[kind]
    expected = {"occurred", *({"people", "file"} if rule.subject == PERSON else {"subject"})}
    expected |= {"capability", "until", "count", "low", "high"} - rule.refuses
    expected |= {"source"} if kind in ("report", "statement") else set()
    expected |= {"note"} & rule.needs
    assert names == expected


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_every_other_kind_is_recorded(officer, kind):
    if kind in UNDONE:
        first = Draft("event", kind=UNDONE[kind], subject="m0001", capability="arv")
        append([first], author=Author("somebody", "", "met"), now=now())
    page = officer.post(f"/record/other/{kind}/", TOLD[kind], follow=True)
    assert faults_of(page) == []
    receipt = officer.post(page.request["PATH_INFO"], {"based_on": hidden(page, "based_on")}, follow=True)
    assert "Recorded" in words_of(receipt)
    entry = Entry.objects.order_by("-sequence").first()
    assert entry.kind == kind
    assert entry.subject == TOLD[kind].get("subject", "m0001")
    assert entry.source == TOLD[kind].get("source", "")
    if kind == "statement":
        assert texts([entry.sequence]) == {entry.sequence: "Words that were published."}


@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        ({}, "Enter either one number, or a lowest and a highest number"),
        ({"count": "5", "low": "3", "high": "9"}, "Enter either one number, or a lowest and a highest number"),
        ({"low": "3"}, "Enter both a lowest and a highest number"),
        ({"low": "9", "high": "3"}, "The highest number must be the lowest number or more"),
    ],
)
def test_a_report_needs_a_figure(officer, figure, fault):
    assert faults_of(officer.post("/record/other/report/", {"subject": "met", **figure})) == [fault]


def test_steps_of_the_ladder_and_decisions_are_recorded_elsewhere(officer):
    for kind in ("aid-asked", "contingency-deployed", "decision", "correction", "stepped-back", "nonsense"):
        assert officer.get(f"/record/other/{kind}/").status_code == 404


def test_places_of_a_home_pool_are_recorded_by_number(officer):
    assert officer.get("/record/other/places-stepped-back/").status_code == 404
    cells = {"force": "met", "capabilities": "arv", "count": "5"}
    pool = Draft("row", "pools", "reserves", step="set", body=cells)
    append([pool], author=Author("somebody", "", "met"), now=now())
    page = officer.post("/record/other/places-stepped-back/", {"subject": "reserves", "count": "2"}, follow=True)
    assert "What Places of a home pool stepped back About reserves" in words_of(page)
    receipt = officer.post(page.request["PATH_INFO"], {"based_on": hidden(page, "based_on")}, follow=True)
    assert "What Places of a home pool stepped back About reserves" in words_of(receipt)
    entry = Entry.objects.order_by("-sequence").first()
    assert (entry.kind, entry.subject, entry.count) == ("stepped-back", "reserves", 2)
