from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from standto.model.time import DAY, FOREVER
from standto_desk.acts.correcting import correct_entries
from standto_desk.acts.stepping_back import return_to_duty, step_back
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Refused, Stale
from tests.desk.people import account_of
from tests.desk.recorded import correct_entry, record_event, record_for_people

SOMEBODY = Author("somebody", "", "met")


@pytest.fixture
def officer(handful):
    account = account_of("duty-officer", post="duty-officer")
    return {"account": account, "author": Author(str(account.pk), "duty-officer", "met")}


@pytest.fixture
def volunteer(handful):
    account = account_of("volunteer", cipher="m0001")
    return {"account": account, "author": Author(str(account.pk), "", "met")}


def test_many_people_are_recorded_in_their_order(officer):
    people, at = ["m0003", "m0001", "m0002"], now()
    made = record_for_people(**officer, kind="stepped-back", people=people, until=at + DAY, capability="arv")
    assert [(one.subject, one.capability, one.until, one.occurred) for one in made] == [
        (person, "arv", at + DAY, at) for person in people
    ]
    assert {(one.post, one.force) for one in made} == {("duty-officer", "met")}


def test_all_people_are_recorded_or_nobody(officer):
    before = head()
    with pytest.raises(Refused) as refused:
        record_for_people(**officer, kind="unavailable", people=["m0001", "zz1", "zz2"])
    assert [fault.what for fault in refused.value.faults] == [
        "zz1: nobody in this force has this cipher",
        "zz2: nobody in this force has this cipher",
    ]
    assert head() == before


def test_a_kind_s_own_rules_hold(officer):
    with pytest.raises(Refused):
        record_for_people(**officer, kind="called-in", people=["m0001"], capability="arv")
    with pytest.raises(Refused):
        record_event(**officer, kind="strength-changed", subject="site-a")


def test_a_person_of_another_force_is_a_stranger(officer):
    append([Draft("row", "people", "k0001", step="set", body={"force": "kent"})], author=SOMEBODY, now=now())
    with pytest.raises(Refused) as refused:
        record_for_people(**officer, kind="returned", people=["k0001"])
    assert str(refused.value.faults[0].what) == "k0001: nobody in this force has this cipher"


@pytest.mark.parametrize("role", ["volunteer", "viewer", "planner", "commander", "auditor", "administrator"])
def test_no_other_role_records(handful, role):
    account = account_of(role)
    with pytest.raises(PermissionDenied):
        record_for_people(
            account=account, author=Author(str(account.pk), "", "met"), kind="stepped-back", people=["m0001"]
        )


@pytest.mark.parametrize("kind", ["decision", "aid-asked", "correction", "contingency-deployed"])
def test_decisions_and_steps_of_the_ladder_are_not_recorded_so(officer, kind):
    with pytest.raises(PermissionDenied):
        record_event(**officer, kind=kind, subject="kent-arv")


def test_the_same_key_records_once(officer):
    first = record_for_people(**officer, kind="stepped-back", people=["m0001", "m0002"], key="a")
    again = record_for_people(**officer, kind="stepped-back", people=["m0001", "m0002"], key="a")
    assert [one.sequence for one in again] == [one.sequence for one in first]
    with pytest.raises(Refused):
        record_for_people(**officer, kind="returned", people=["m0001", "m0002"], key="a")


def test_what_was_entered_meanwhile_about_others_holds_nobody_up(officer):
    seen = head().count
    append([Draft("event", "unavailable", "m0009")], author=SOMEBODY, now=now())
    assert record_for_people(**officer, kind="stepped-back", people=["m0001"], based_on=seen)


def test_what_was_entered_meanwhile_about_the_same_is_told(officer):
    seen = head().count
    (changed,) = append([Draft("event", "unavailable", "m0001")], author=SOMEBODY, now=now())
    with pytest.raises(Stale) as stale:
        record_for_people(**officer, kind="stepped-back", people=["m0001", "m0002"], based_on=seen)
    assert [one.sequence for one in stale.value.changes] == [changed.sequence]


def test_a_volunteer_steps_back_and_returns_by_themselves(volunteer):
    back = step_back(**volunteer)
    again = return_to_duty(**volunteer, capability="afo")
    assert [(one.kind, one.subject, one.capability, one.until) for one in (back, again)] == [
        ("stepped-back", "m0001", "", FOREVER),
        ("returned", "m0001", "afo", FOREVER),
    ]


def test_nobody_steps_back_for_another(handful):
    for account in (account_of("duty-officer"), account_of("volunteer"), account_of("viewer", cipher="m0005")):
        with pytest.raises(PermissionDenied):
            step_back(account=account, author=Author(str(account.pk), "", "met"))


def test_an_account_that_is_disabled_steps_back_no_more(handful):
    account = account_of("volunteer", cipher="m0001", is_active=False)
    with pytest.raises(PermissionDenied):
        step_back(account=account, author=Author(str(account.pk), "", "met"))


def test_a_correction_is_an_entry_and_made_once(officer):
    (wrong,) = record_for_people(**officer, kind="stepped-back", people=["m0001"])
    correction = correct_entry(**officer, sequence=wrong.sequence)
    assert (correction.kind, correction.subject) == ("correction", wrong.reference)
    with pytest.raises(Refused):
        correct_entry(**officer, sequence=wrong.sequence)


def test_several_are_corrected_together_or_not_at_all(officer):
    first, second = record_for_people(**officer, kind="stepped-back", people=["m0001", "m0002"])
    count = head().count
    with pytest.raises(PermissionDenied):
        correct_entries(**officer, sequences=[first.sequence, 10**6])
    assert head().count == count
    assert len(correct_entries(**officer, sequences=[first.sequence, second.sequence])) == 2


def test_what_a_volunteer_entered_is_not_corrected_by_others(officer, volunteer):
    own = step_back(**volunteer)
    with pytest.raises(PermissionDenied):
        correct_entry(**officer, sequence=own.sequence)


def test_places_of_a_home_pool_step_back_by_their_number(officer):
    cells = {"force": "met", "capabilities": "arv", "count": "5"}
    append([Draft("row", "pools", "reserves", step="set", body=cells)], author=SOMEBODY, now=now())
    entry = record_event(**officer, kind="stepped-back", subject="reserves", count=2)
    assert (entry.subject, entry.count) == ("reserves", 2)
    with pytest.raises(Refused):
        record_event(**officer, kind="stepped-back", subject="kent-arv", count=1)
