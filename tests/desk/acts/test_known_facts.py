"""A fact that is already known is entered once, whoever enters it again, and by whatever form."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.db import connection

from standto.model.time import DAY, HOUR
from standto_desk.acts.known_facts import AlreadyKnown
from standto_desk.acts.recording import PEOPLE_KINDS
from standto_desk.acts.stepping_back import return_to_duty, step_back
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Refused, Stale
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.picture.people import person_state
from standto_desk.picture.showing import picture_now
from tests.desk.people import account_of
from tests.desk.recorded import correct_entry, record_event, record_for_people
from tests.desk.weekends import few
from tests.patience import PATIENCE

BEFORE = {
    "returned": "stepped-back",
    "available": "unavailable",
    "authority-restored": "authority-withdrawn",
    "authorisation-ended": "authorised",
}
"""The entry that must come first, so that a kind says something new."""
NEEDS = {"authorised": "arv", "authorisation-ended": "arv"}


def officer_of(name: str) -> dict:
    account = account_of("duty-officer", post="duty-officer", username=name)
    return {"account": account, "author": Author(str(account.pk), "duty-officer", "met")}


@pytest.fixture
def officer(handful):
    return officer_of("an-officer")


@pytest.fixture
def volunteer(handful):
    account = account_of("volunteer", cipher="m0001")
    return {"account": account, "author": Author(str(account.pk), "", "met")}


def entered(kind: str) -> list[str]:
    """Return the people about whom a kind was entered since the import of the weekend."""
    found = Entry.objects.filter(kind=kind, imported=False).order_by("sequence")
    return [one.subject for one in found]


def plain_people(number: int) -> list[str]:
    """Return some people without any record."""
    about = set(Entry.objects.filter(sort="event").values_list("subject", flat=True))
    return [person.id for person in few().scenario.people if person.id not in about][:number]


def stepped_back(person: str = "m0001") -> bool:
    picture = picture_now()
    return person_state(picture.situation, picture.at, person).stepped_back


@pytest.mark.parametrize(
    "kind", [*PEOPLE_KINDS, "authority-withdrawn", "authority-restored", "authorised", "authorisation-ended"]
)
def test_what_is_so_already_of_some_is_entered_of_the_others_alone(officer, kind):
    cells = {"capability": NEEDS[kind]} if kind in NEEDS else {}
    people = plain_people(3)
    if kind in BEFORE:
        record_for_people(**officer, kind=BEFORE[kind], people=people, **cells)
    record_for_people(**officer, kind=kind, people=people[:1], key="first", **cells)
    made = record_for_people(**officer, kind=kind, people=people, key="second", **cells)
    assert [one.subject for one in made] == people[1:]
    again = record_for_people(**officer, kind=kind, people=people, key="second", **cells)
    assert [one.sequence for one in again] == [one.sequence for one in made]
    before = head()
    with pytest.raises(AlreadyKnown) as so:
        record_for_people(**officer, kind=kind, people=people, key="third", **cells)
    assert (so.value.people, head()) == (tuple(people), before)


def test_more_than_is_so_already_is_entered(officer):
    record_for_people(**officer, kind="stepped-back", people=["m0001"], capability="arv")
    assert record_for_people(**officer, kind="stepped-back", people=["m0001"])
    assert record_for_people(**officer, kind="stepped-back", people=["m0001"], occurred=now() - HOUR)
    assert record_for_people(**officer, kind="unavailable", people=["m0001"], until=now() + DAY)
    assert record_for_people(**officer, kind="unavailable", people=["m0001"])
    with pytest.raises(AlreadyKnown):
        record_for_people(**officer, kind="stepped-back", people=["m0001"], capability="arv")
    with pytest.raises(AlreadyKnown):
        record_event(**officer, kind="stepped-back", subject="m0001")


def test_what_the_ledger_refuses_is_refused_and_not_left_out(officer):
    record_for_people(**officer, kind="called-in", people=["m0001"])
    for cells in ({"capability": "arv"}, {"until": now()}):
        with pytest.raises(Refused) as refused:
            record_for_people(**officer, kind="called-in", people=["m0001"], **cells)
        assert not isinstance(refused.value, AlreadyKnown)
    with pytest.raises(Refused) as refused:
        record_for_people(**officer, kind="stepped-back", people=["m0001"], capability="no-such")
    assert not isinstance(refused.value, AlreadyKnown)


def test_a_key_of_something_else_is_refused_also_where_it_would_be_left_out(officer):
    record_for_people(**officer, kind="stepped-back", people=["m0001"], key="one")
    record_for_people(**officer, kind="stepped-back", people=["m0002"], key="two")
    with pytest.raises(Refused, match="was already used for something else"):
        record_for_people(**officer, kind="stepped-back", people=["m0002"], key="one")


def test_who_returned_since_somebody_looked_is_told_and_not_taken_as_stepped_back(officer):
    record_for_people(**officer, kind="stepped-back", people=["m0001"])
    seen = head().count
    record_for_people(**officer, kind="returned", people=["m0001"])
    with pytest.raises(Stale):
        record_for_people(**officer, kind="stepped-back", people=["m0001", "m0002"], based_on=seen)


def test_a_volunteer_who_steps_back_again_enters_nothing_and_gets_the_same_receipt(volunteer):
    first = step_back(**volunteer, key="a")
    with pytest.raises(AlreadyKnown) as so:
        step_back(**volunteer, key="b")
    assert (so.value.entry, entered("stepped-back")) == (first, ["m0001"])
    assert step_back(**volunteer, key="a") == first
    with pytest.raises(AlreadyKnown) as so:
        step_back(**volunteer, capability="arv")
    assert so.value.entry == first


def test_a_volunteer_may_step_back_from_more_than_before_and_again_after_a_return(volunteer):
    step_back(**volunteer, capability="arv")
    step_back(**volunteer)
    return_to_duty(**volunteer)
    with pytest.raises(AlreadyKnown):
        return_to_duty(**volunteer)
    step_back(**volunteer)
    assert (entered("stepped-back"), entered("returned")) == (["m0001"] * 3, ["m0001"])


def test_a_step_back_of_one_s_own_is_entered_though_an_officer_entered_it_before(officer, volunteer):
    """If the officer corrected their entry, the volunteer would count again despite having stepped back."""
    (theirs,) = record_for_people(**officer, kind="stepped-back", people=["m0001"])
    step_back(**volunteer)
    correct_entry(**officer, sequence=theirs.sequence)
    assert stepped_back()
    with pytest.raises(AlreadyKnown):
        record_for_people(**officer, kind="stepped-back", people=["m0001"])


def test_who_has_not_stepped_back_does_not_return(volunteer):
    before = head()
    with pytest.raises(AlreadyKnown) as so:
        return_to_duty(**volunteer)
    assert (so.value.entry, head()) == (None, before)


def test_a_step_back_that_ends_by_itself_does_not_stand_for_one_that_does_not(officer, volunteer):
    record_for_people(**officer, kind="stepped-back", people=["m0001"], until=now() + HOUR)
    step_back(**volunteer)
    set_demo_clock(at=now() + 2 * HOUR)
    assert stepped_back()


def at_once(acts: list) -> list:
    """The results of several acts at once, each on a connection of its own."""
    ready, given = threading.Barrier(len(acts)), [None] * len(acts)

    def do(place: int) -> None:
        ready.wait()
        try:
            given[place] = acts[place]()
        except (AlreadyKnown, Stale) as refused:
            given[place] = type(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return given


def test_two_officers_and_the_volunteer_at_once_enter_each_person_once(database):
    scenario = replace(few().scenario, events=())
    import_scenario(scenario, author=Author("tests", "", ""), now=scenario.horizon.start)
    start_demo_clock(at=scenario.instant("2023-09-23T12:00"))
    officers = [officer_of(name) for name in ("first", "second")]
    account = account_of("volunteer", cipher="m0001")
    own = {"account": account, "author": Author(str(account.pk), "", "met")}
    people = [person.id for person in scenario.people[1:21]]
    acts = [
        *(lambda who=who: record_for_people(**who, kind="stepped-back", people=people) for who in officers),
        *(lambda: step_back(**own) for _ in range(3)),
    ]
    given = at_once(acts)
    assert sorted(entered("stepped-back")) == sorted({"m0001", *people})
    assert given[2:].count(AlreadyKnown) == 2
