"""What-ifs on pages: asking, the forms that write sentences, and what bad input gets."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from standto import read_scenario, what_if
from standto_desk.access.models import Opening
from standto_desk.ledger.reading import head
from standto_desk.pages.supposing.examples import examples_in
from tests.desk.random_tokens import without_tokens
from tests.desk.reading_pages import faults_of, words_of
from tests.desk.weekends import london

PERSON = london().scenario.people[0].id


def typed(answer) -> str:
    """The sentences that stand in the form of a page."""
    found = re.search(r'<textarea[^>]*name="sentences"[^>]*>(.*?)</textarea>', answer.content.decode(), re.DOTALL)
    assert found
    return unescape(found[1]).strip().replace("\r\n", "\n")


@pytest.mark.parametrize("role", ["planner", "commander", "duty-officer"])
def test_a_what_if_shows_cover_before_and_after_and_leaves_the_ledger_as_it_is(handful, asking, role):
    before = head()
    page = words_of(asking(role).asks("nobody from kent", "ct-response needs 16"))
    assert "ct-response needs 16 instead of 13" in page
    assert "Nothing of this is recorded" in page
    assert head() == before


@pytest.mark.parametrize("role", ["viewer", "auditor", "administrator", "volunteer"])
def test_others_ask_nothing(handful, client_as, role):
    assert client_as(role).get(reverse("what-if")).status_code == 403
    assert client_as(role).post(reverse("what-if-new"), {"sentences": "40 step back"}).status_code == 403


def test_every_fault_names_its_sentence_and_what_was_typed_stays(handful, asking):
    answer = asking("planner").sends("40 of arv stp back", "kent-arv withdraws", "ct-respons needs 16")
    assert answer.status_code == 422
    faults = faults_of(answer)
    assert [fault.split(" is not understood")[0].split(":")[0] for fault in faults] == [
        "'40 of arv stp back'",
        "'ct-respons needs 16'",
    ]
    assert "the nearest is 'ct-response'" in faults[1]
    assert typed(answer) == "40 of arv stp back\nkent-arv withdraws\nct-respons needs 16"


@pytest.mark.parametrize("sample", ["london-2023", "lifeboat", "on-call", "retained"])
def test_the_examples_on_the_page_are_understood(sample):
    scenario = read_scenario(sample)
    examples = examples_in(scenario)
    days = [one for one in examples if "Sat" in one or "Sun" in one]
    assert len(what_if(scenario, *(one for one in examples if one not in days)).understood) == len(examples) - len(days)


def test_too_many_sentences_and_a_moment_outside_the_horizon_are_refused_together_with_their_fields(handful, asking):
    moment = {"at_0": "1", "at_1": "1", "at_2": "1980", "at_3": "10:00"}
    assert faults_of(asking("planner").sends("40 step back", hours="0", **moment)) == [
        "Enter a moment from Thursday 21 September 2023, 18:00 BST to before Monday 2 October 2023, 07:00 BST",
        "How many hours ahead: enter a whole number from 1 to 336",
    ]
    assert faults_of(asking("planner").sends(*["40 step back"] * 26)) == ["Write at most 25 sentences: there are 26"]


def test_sentences_and_other_fields_are_faulted_together(handful, asking):
    answer = asking("planner").sends("40 of arv stp back", hours="0")
    assert len(faults_of(answer)) == 2
    assert faults_of(answer)[0].startswith("'40 of arv stp back'")
    assert faults_of(answer)[1] == "How many hours ahead: enter a whole number from 1 to 336"


FORMS = {
    "step-back": ({"count": "4", "of": "capability:arv"}, "4 of arv step back"),
    "help": ({"pool": "pool:kent-arv", "verb": "withdraws", "count": "2"}, "kent-arv withdraws 2"),
    "places": ({"count": "12", "what": "pool:surrey-arv"}, "+12 surrey-arv"),
    "duty": ({"duty": "duty:ct-response", "change": "needs", "count": "16"}, "ct-response needs 16"),
    "declaration": ({"declaration": "declaration:attack", "change": "declared"}, "attack declared"),
    "team": ({"team": "team:team-c", "change": "called in"}, "team-c called in"),
    "person": ({"person": PERSON, "change": "steps back"}, f"person {PERSON} steps back"),
}
TIMES = {
    **dict(zip(("since_0", "since_1", "since_2", "since_3"), ("23", "9", "2023", "18:00"), strict=True)),
    **dict(zip(("until_0", "until_1", "until_2", "until_3"), ("24", "9", "2023", "06:00"), strict=True)),
}


@pytest.mark.parametrize("kind", FORMS)
def test_each_form_writes_a_sentence_after_those_that_stand_there(handful, asking, kind):
    someone = asking("duty-officer")
    fields, sentence = FORMS[kind]
    added = someone.adds(kind, "40 step back", **fields)
    assert added.status_code == 302, words_of(added)
    assert typed(someone.client.get(added["Location"])) == f"40 step back\n{sentence}"


@pytest.mark.parametrize("kind", ["duty", "team", "places"])
def test_a_form_says_when(handful, asking, kind):
    someone = asking("planner")
    fields, sentence = FORMS[kind]
    added = someone.adds(kind, **fields, **TIMES)
    assert added.status_code == 302, words_of(added)
    page = someone.client.get(added["Location"])
    assert typed(page) == f"{sentence} 2023-09-23T18:00:00+01:00 to 2023-09-24T06:00:00+01:00"
    assert "from Sat 23 Sep 18:00 BST until Sun 24 Sep 06:00 BST" in words_of(page)


def test_an_end_before_a_beginning_and_a_missing_number_are_told_at_their_fields(handful, asking):
    wrong = {**TIMES, "until_0": "22"}
    answer = asking("planner").adds("duty", duty="duty:ct-response", change="needs", **wrong)
    assert faults_of(answer) == [
        "Enter how many people the duty needs",
        "Until when: enter a moment after the beginning",
    ]


def test_only_an_account_that_sees_people_may_suppose_something_about_one(handful, asking):
    planner = asking("planner")
    for name in (PERSON, "m9999"):
        teams = "allowed are team-a, team-b, team-c, team-d, team-e"
        assert faults_of(planner.sends(f"{name} steps back")) == [f"'{name} steps back': no team '{name}': {teams}"]
        assert faults_of(planner.sends(f"{name} gains arv")) == [
            f"'{name} gains arv': '{name}' is not allowed: no person can be named here"
        ]
    assert planner.adds("person", person=PERSON, change="away").status_code == 403


def test_the_effect_of_one_persons_change_leaves_a_line_about_who_opened_their_record(handful, asking):
    officer = asking("duty-officer")
    officer.asks(f"{PERSON} steps back")
    assert [(one.people, one.page) for one in Opening.objects.all()] == [(f" met/{PERSON} ", "what if")]
    assert faults_of(officer.tries_to_keep("Mine", f"{PERSON} steps back")) == [
        "This what-if is about one person. You can try it, but nobody can keep it"
    ]


def test_a_person_of_another_force_is_as_unknown_as_nobody(handful, asking):
    officer = asking("duty-officer", force="kent")
    assert officer.client.get(reverse("what-if")).status_code == 403


def test_what_was_typed_is_in_no_address(handful, asking):
    sent = asking("duty-officer").sends(f"{PERSON} steps back")
    assert PERSON not in without_tokens(sent["Location"])


def test_a_page_whose_sentences_are_gone_leads_to_a_new_one(handful, client_as):
    answer = client_as("planner").get(reverse("what-if-tried", args=["gone"]), follow=True)
    assert answer.redirect_chain == [(reverse("what-if-new"), 302)]
    assert "We no longer have what you typed" in words_of(answer)
