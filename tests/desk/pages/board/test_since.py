from __future__ import annotations

from standto.model.time import DAY, HOUR, MINUTE
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger import Draft, Hand, append
from tests.desk.reading_pages import words_of

HAND = Hand(account="somebody", post="duty-officer", force="met")


def enter(*drafts: Draft) -> None:
    append(drafts, hand=HAND, now=now())


def test_at_the_first_look_nothing_has_changed(handful, client_as):
    assert "Nothing was entered since Saturday 23 September 2023, 12:00 BST." in words_of(client_as("planner").get("/"))


def test_what_was_entered_since_the_last_look_is_counted_by_kind(handful, client_as):
    client = client_as("planner")
    client.get("/")
    people = [person.id for person in handful.scenario.people[:3]]
    enter(*(Draft("event", kind="stepped-back", subject=person) for person in people))
    enter(Draft("event", kind="returned", subject=people[0]), Draft("event", kind="declared", subject="attack"))
    enter(Draft("event", kind="aid-arrived", subject="kent-arv", count=2))
    words = words_of(client.get("/"))
    assert "6 entries since Saturday 23 September 2023, 12:00 BST." in words
    assert "3 people stepped back" in words
    assert "1 person returned" in words
    assert "Declared: attack" in words
    assert "Aid arrived: kent-arv, 2" in words


def test_what_changed_stays_to_be_read_while_a_visit_lasts(handful, client_as):
    client = client_as("planner")
    client.get("/")
    enter(Draft("event", kind="declared", subject="attack"))
    client.get("/")
    set_demo_clock(at=now() + 20 * MINUTE)
    assert "Declared: attack" in words_of(client.get("/"))


def test_at_the_next_visit_what_was_shown_is_no_change_any_more(handful, client_as):
    client = client_as("planner")
    client.get("/")
    enter(Draft("event", kind="declared", subject="attack"))
    client.get("/")
    set_demo_clock(at=now() + 2 * HOUR)
    assert "Declared: attack" not in words_of(client.get("/"))


def test_a_look_at_a_time_that_has_not_come_yet_is_not_told_by_that_time(handful, client_as):
    client = client_as("planner")
    noon = now()
    set_demo_clock(at=noon + 40 * DAY)
    client.get("/")
    set_demo_clock(at=noon)
    assert "Nothing was entered since you last looked, when the clock showed a later time." in words_of(client.get("/"))
    enter(Draft("event", kind="declared", subject="attack"))
    page = words_of(client.get("/"))
    assert "1 entry since you last looked, when the clock showed a later time." in page
    assert "November" not in page


def test_who_has_read_what_changed_can_say_so(handful, client_as):
    client = client_as("planner")
    client.get("/")
    enter(Draft("event", kind="declared", subject="attack"))
    page = client.get("/")
    assert "Declared: attack" in words_of(page)
    answer = client.post("/board/seen/", {"head": 10**9})
    assert answer.headers["Location"] == "/"
    assert "Nothing was entered since" in words_of(client.get("/"))


def test_each_account_has_a_last_look_of_its_own(handful, client_as):
    first, second = client_as("planner"), client_as("commander")
    first.get("/")
    enter(Draft("event", kind="declared", subject="attack"))
    assert "Declared: attack" not in words_of(second.get("/"))
    assert "Declared: attack" in words_of(first.get("/"))


def test_a_page_that_brings_itself_up_to_date_writes_nothing(handful, client_as, django_queries):
    client = client_as("planner")
    client.get("/")
    enter(Draft("event", kind="declared", subject="attack"))
    with django_queries() as queries:
        page = client.get("/", headers={"X-Live": "1"})
    assert "Declared: attack" in words_of(page)
    assert [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))] == []
