from __future__ import annotations

from threading import Barrier, Thread

from django.db import connection

from standto.model.time import DAY, HOUR, MINUTE
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.reading import known_entries
from standto_desk.pages.board import visits
from standto_desk.pages.board.visits import note_visit
from standto_desk.presenting.changes import Visit
from standto_desk.presenting.readers import drawing_now
from tests.desk.reading_pages import words_of
from tests.patience import PATIENCE

HAND = Author(account="somebody", post="duty-officer", force="met")


def enter(*drafts: Draft) -> None:
    append(drafts, author=HAND, now=now())


def test_at_the_first_visit_nothing_has_changed(handful, client_as):
    words = words_of(client_as("planner").get("/"))
    assert "Nothing has changed since Saturday 23 September 2023, 12:00 BST." in words


def test_entries_since_the_last_visit_are_counted_by_kind(handful, client_as):
    client = client_as("planner")
    client.get("/")
    people = [person.id for person in handful.scenario.people[:3]]
    enter(*(Draft("event", kind="stepped-back", subject=person) for person in people))
    enter(Draft("event", kind="returned", subject=people[0]), Draft("event", kind="declared", subject="attack"))
    enter(Draft("event", kind="aid-arrived", subject="kent-arv", count=2))
    words = words_of(client.get("/"))
    assert "6 new entries since Saturday 23 September 2023, 12:00 BST." in words
    assert "3 people stepped back" in words
    assert "1 person returned" in words
    assert "Declared: attack" in words
    assert "Aid arrived: kent-arv, 2" in words


def test_entries_of_acts_and_of_the_register_are_counted_in_words(handful, client_as):
    client = client_as("planner")
    client.get("/")
    row = {"name": "Night guard", "task": "routine", "capabilities": "afo", "strength": "1"}
    enter(Draft("row", kind="duties", subject="night-guard", step="set", body=row))
    enter(Draft("log", text="Rain."), Draft("log", text="Fog."))
    words = words_of(client.get("/"))
    assert "2 log entries were written 1 row of the register was changed" in words


def test_more_than_six_lines_of_changes_are_folded_on_a_phone(handful, client_as):
    client = client_as("planner")
    client.get("/")
    pools = [pool.id for pool in handful.scenario.pools[:7]]
    enter(*(Draft("event", kind="aid-asked", subject=pool, count=1) for pool in pools[:2]))
    assert "what-has-changed" not in client.get("/").content.decode()
    enter(*(Draft("event", kind="aid-asked", subject=pool, count=1) for pool in pools[2:]))
    _, fold = client.get("/").content.decode().split('id="what-has-changed" data-fold', 1)
    assert all(f"Aid asked: {pool}" in fold for pool in pools)


def test_changes_stay_on_the_page_during_a_visit(handful, client_as):
    client = client_as("planner")
    client.get("/")
    enter(Draft("event", kind="declared", subject="attack"))
    client.get("/")
    set_demo_clock(at=now() + 20 * MINUTE)
    assert "Declared: attack" in words_of(client.get("/"))


def test_changes_shown_at_one_visit_are_gone_at_the_next(handful, client_as):
    client = client_as("planner")
    client.get("/")
    enter(Draft("event", kind="declared", subject="attack"))
    client.get("/")
    set_demo_clock(at=now() + 2 * HOUR)
    assert "Declared: attack" not in words_of(client.get("/"))


def test_a_visit_at_a_later_clock_time_is_not_shown_by_that_time(handful, client_as):
    client = client_as("planner")
    noon = now()
    set_demo_clock(at=noon + 40 * DAY)
    client.get("/")
    set_demo_clock(at=noon)
    assert "Nothing has changed since your last visit, when the clock showed a later time." in words_of(client.get("/"))
    enter(Draft("event", kind="declared", subject="attack"))
    page = words_of(client.get("/"))
    assert "1 new entry since your last visit, when the clock showed a later time." in page
    assert "November" not in page


def test_a_reader_can_mark_changes_as_read(handful, client_as):
    client = client_as("planner")
    client.get("/")
    enter(Draft("event", kind="declared", subject="attack"))
    page = client.get("/")
    assert "Declared: attack" in words_of(page)
    answer = client.post("/board/seen/", {"head": 10**9})
    assert answer.headers["Location"] == "/"
    assert "Nothing has changed since" in words_of(client.get("/"))


def test_each_account_has_its_own_last_visit(handful, client_as):
    first, second = client_as("planner"), client_as("commander")
    first.get("/")
    enter(Draft("event", kind="declared", subject="attack"))
    assert "Declared: attack" not in words_of(second.get("/"))
    assert "Declared: attack" in words_of(first.get("/"))


def test_a_page_that_updates_itself_writes_nothing(handful, client_as, django_queries):
    client = client_as("planner")
    client.get("/")
    enter(Draft("event", kind="declared", subject="attack"))
    with django_queries() as queries:
        page = client.get("/", headers={"X-Live": "1"})
    assert "Declared: attack" in words_of(page)
    assert [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))] == []


def told_since(client) -> str:
    """What the board says under "Since your last visit"."""
    words = words_of(client.get("/"))
    return words[words.index("Since your last visit") : words.index("I have read this")]


def test_new_entries_are_shown_beside_the_numbers_that_they_changed(weekend, client_as):
    client = client_as("planner")
    client.get("/")
    then = weekend.situation()
    start = now()
    set_demo_clock(at=weekend.at("2023-09-27T12:00"))
    learnt = known_entries().filter(known__gt=start)
    returned = (
        learnt.filter(kind="returned", subject__startswith="m").values_list("subject", flat=True).distinct().count()
    )
    after = weekend.situation()
    counts = [one.stepped_back("met", at) for one, at in ((then, start), (after, now()))]
    words = told_since(client)
    assert counts[0] != counts[1]
    assert f"{learnt.count():,} new entries since Saturday 23 September 2023, 12:00 BST." in words
    assert f"{returned:,} people returned" in words
    assert f"Stepped back, Metropolitan Police Service: {counts[0]:,} then, {counts[1]:,} now" in words


def test_known_events_are_shown_when_they_take_effect_unless_corrected(handful, client_as):
    client = client_as("planner")
    one, other, third = (person.id for person in handful.scenario.people[:3])
    later = now() + 2 * HOUR
    enter(
        Draft("event", kind="stepped-back", subject=one, occurred=later),
        Draft("event", kind="stepped-back", subject=other, occurred=later, name="wrong"),
        Draft("event", kind="unavailable", subject=third, occurred=now() - HOUR, until=later),
        Draft("event", kind="declared", subject="attack", occurred=later),
        Draft("event", kind="correction", subject="wrong"),
    )
    client.get("/")
    set_demo_clock(at=later + MINUTE)
    words = told_since(client)
    effects = words[words.index("Took effect") : words.index("Changed on the board")]
    absences = sum(
        event.kind == "unavailable" and event.recorded <= later - 2 * HOUR < event.until <= later + MINUTE
        for event in handful.scenario.events
    )
    assert effects.strip() == f"Took effect 1 person stepped back Declared: attack {absences + 1} absences ended"


def test_nothing_is_shown_if_no_entry_and_no_number_differs(handful, client_as):
    client = client_as("planner")
    client.get("/")
    enter(Draft("event", kind="statement", subject="met", text="Published."))
    assert told_since(client).count("Changed on the board") == 0
    client.post("/board/seen/", {"head": "9" * 5000, "at": "x"})
    assert "Nothing has changed since" in words_of(client.get("/"))


def test_viewers_see_the_changes_of_their_outline_in_its_own_numbers(weekend, client_as):
    client = client_as("viewer")
    client.get("/")
    then = drawing_now(client.account).visit.numbers
    set_demo_clock(at=weekend.at("2023-09-27T12:00"))
    words, shown = told_since(client), drawing_now(client.account).visit.numbers
    label = "Stepped back, Metropolitan Police Service"
    assert then[label] != shown[label]
    assert f"{label}: {then[label]} then, {shown[label]} now" in words
    assert "entries since" not in words


def test_a_visit_is_noted_although_another_note_waits_for_the_database(handful, client_as):
    account, found = client_as("planner").account, []

    def read():
        found.append(note_visit(account, Visit(10, now(), None)))
        connection.close()

    reader = Thread(target=read, daemon=True)
    with visits._NOTING:
        reader.start()
        reader.join(PATIENCE)
    assert [one.sequence for one in found] == [10]


def test_requests_that_come_together_write_the_note_of_their_visit_once(handful, client_as):
    account = client_as("planner").account
    noted = note_visit(account, Visit(10, now(), None))
    start, written, found = Barrier(8), [], []

    def watched(execute, sql, params, many, context):
        written.extend([sql] if sql.startswith(("UPDATE", "INSERT")) else [])
        return execute(sql, params, many, context)

    def read():
        start.wait()
        with connection.execute_wrapper(watched):
            found.append(note_visit(account, Visit(11, noted.at, None)))
        connection.close()

    threads = [Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(written), found) == (1, [noted] * 8)
