"""The log of free entries: writing, owners and times, searching, the file, the brief of a handover, and redaction."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standto.model.time import HOUR, MINUTE
from standto_desk.acts.log.finding import LogSearch, find_lines
from standto_desk.acts.log.writing import Task, change_line, mark_line, write_line
from standto_desk.acts.redacting import redact_text
from standto_desk.alerts.models import Alert
from standto_desk.alerts.rounds import run_round
from standto_desk.book.log_lines import line_at, log_at
from standto_desk.clock import now
from standto_desk.clock.setting import set_demo_clock, start_demo_clock
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.models import Entry
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.ledger.verifying import verify_ledger
from standto_desk.pages.handover.briefs import brief_of
from standto_desk.presenting.waiting_counts import what_waits
from tests.desk.people import HOME, account_of, client_of
from tests.desk.reading_pages import faults_of, hidden, words_of
from tests.desk.weekends import SATURDAY, few, london

PERSON = london().scenario.people[0].id
GOLD = "strategic-commander"
NOBODY = Task()


def sent(client, words: str, **fields):
    """The answer to the form that writes a line."""
    page = client.get(reverse("log-write"))
    form = {"key": hidden(page, "key"), "words": words, "owner": "", **fields}
    return client.post(reverse("log-write"), form)


def wrote(account, words: str, *, occurred: int | None = None, task: Task = NOBODY, post: str = "") -> int:
    """The number of a line that an account writes."""
    author = Author(str(account.pk), post, HOME)
    return write_line(account=account, author=author, words=words, occurred=occurred, task=task, key="").sequence


def test_a_line_is_written_once_however_often_its_form_is_sent(handful, client_as):
    planner = client_as("planner", post="planning")
    page = planner.get(reverse("log-write"))
    form = {"key": hidden(page, "key"), "words": "Road closed at the bridge.", "owner": f"post:{GOLD}"}
    places = {planner.post(reverse("log-write"), form)["Location"] for _ in range(2)}
    (entry,) = Entry.objects.filter(sort="log")
    assert places == {reverse("log-line", args=[entry.sequence])}
    assert (entry.post, entry.force, entry.account) == ("planning", HOME, str(planner.account.pk))
    line = line_at(now(), entry.sequence)
    assert (line.words, line.owner, line.due, line.open) == ("Road closed at the bridge.", GOLD, None, True)
    assert "Road closed at the bridge." in words_of(planner.get(reverse("log")))


def test_every_fault_is_told_at_its_field_and_nothing_is_written(handful, client_as):
    ahead = {"occurred_0": "24", "occurred_1": "9", "occurred_2": "2023", "occurred_3": "10:00"}
    late = {"due_0": "22", "due_1": "9", "due_2": "2023", "due_3": "10:00"}
    answer = sent(client_as("planner"), f"{PERSON} told me why.", **ahead, **late)
    assert answer.status_code == 422
    assert faults_of(answer) == [
        "By when must be later than now, and within a year",
        "Contains somebody's cipher; write nothing about a person here",
        "When did it happen must be in the past year, and not later than now",
    ]
    assert not Entry.objects.filter(sort="log").exists()


def test_faults_of_fields_and_of_the_log_come_together_and_nothing_typed_is_lost(handful, client_as):
    ahead = {"occurred_0": "24", "occurred_1": "9", "occurred_2": "2023", "occurred_3": "10:00"}
    none = {"due_0": "31", "due_1": "9", "due_2": "2023", "due_3": "10:17"}
    answer = sent(client_as("planner"), f"{PERSON} told me why.", **ahead, **none)
    assert faults_of(answer) == [
        "By when must be a real date, such as 23 9 2023",
        "Contains somebody's cipher; write nothing about a person here",
        "When did it happen must be in the past year, and not later than now",
    ]
    assert (answer.status_code, "10:17" in answer.content.decode(), PERSON in words_of(answer)) == (422, True, True)
    assert not Entry.objects.filter(sort="log").exists()


def test_who_reads_and_who_writes(handful, client_as):
    number = wrote(account_of("planner"), "Gate opened.")
    for role, reads, writes in (
        ("viewer", 403, 403),
        ("volunteer", 403, 403),
        ("administrator", 403, 403),
        ("auditor", 200, 403),
        ("planner", 200, 200),
        ("commander", 200, 200),
        ("duty-officer", 200, 200),
    ):
        client = client_as(role, cipher=PERSON if role == "volunteer" else "")
        assert client.get(reverse("log")).status_code == reads, role
        assert client.get(reverse("log-line", args=[number])).status_code == reads, role
        assert client.get(reverse("log-write")).status_code == writes, role


def test_a_line_is_done_and_not_done_after_all(handful, client_as):
    commander = client_as("commander")
    number = wrote(commander.account, "Ring Kent.", task=Task(due=now() + HOUR))
    address = reverse("log-line", args=[number])
    for route, state in (("log-done", "Done"), ("log-reopen", "Open")):
        page = commander.get(address)
        form = {"key": hidden(page, "key"), "based_on": hidden(page, "based_on")}
        assert [commander.post(reverse(route, args=[number]), form).status_code for _ in range(2)] == [302, 302]
        assert f"State {state}" in words_of(commander.get(address)).replace("✓ ", "").replace("● ", "").replace(
            "○ ", ""
        )
    assert [one.sort for one in Entry.objects.filter(sort__startswith="log").order_by("sequence")] == [
        "log",
        "log-done",
        "log-done",
    ]


def test_a_stale_form_lists_the_change_and_keeps_what_was_chosen(handful, client_as):
    planner, other = client_as("planner"), account_of("planner")
    number = wrote(planner.account, "Ring Kent.", task=Task(owner=GOLD))
    page = planner.get(reverse("log-change", args=[number]))
    form = {"key": hidden(page, "key"), "based_on": hidden(page, "based_on"), "owner": f"account:{other.pk}"}
    given = {"account": other, "author": Author(str(other.pk), "", HOME), "sequence": number, "key": ""}
    mark_line(**given, done=True, based_on=None)
    answer = planner.post(reverse("log-change", args=[number]), form)
    assert answer.status_code == 409
    assert faults_of(answer)[0].startswith("This changed after you opened the page")
    assert f'value="account:{other.pk}" selected' in answer.content.decode()
    assert line_at(now(), number).owner == GOLD


def test_what_an_account_or_its_post_owns_waits_for_it_and_says_what_is_overdue(handful):
    holder, other = account_of("commander", post=GOLD), account_of("planner")
    wrote(other, "For gold.", task=Task(owner=GOLD, due=now() + MINUTE))
    wrote(other, "For the account.", task=Task(to=str(holder.pk)))
    wrote(other, "For nobody.")
    set_demo_clock(at=handful.at(SATURDAY) + HOUR)
    assert what_waits(holder, now())["/log/"] == "2 log entries wait, 1 overdue"
    assert "/log/" not in what_waits(other, now())


def test_the_brief_of_a_handover_has_the_tasks_of_the_post_and_what_was_written(handful):
    account = account_of("planner")
    before = wrote(account, "Before.", task=Task(owner=GOLD))
    set_demo_clock(at=handful.at(SATURDAY) + HOUR)
    since = now()
    set_demo_clock(at=handful.at(SATURDAY) + 2 * HOUR)
    after = wrote(account, "After.")
    brief = brief_of(GOLD, since=since, at=now())
    assert [line.sequence for line in brief.tasks] == [before]
    assert [line.sequence for line in brief.written] == [after]


def test_a_redacted_line_says_so_is_found_by_no_word_and_the_chain_verifies(handful):
    commander = account_of("commander", post=GOLD)
    number = wrote(commander, "Something that should not be here.")
    assert [one.sequence for one in find_lines(commander, LogSearch(words="SHOULD NOT"), now())] == [number]
    redact_text(
        account=commander, author=Author(str(commander.pk), GOLD, HOME), sequence=number, why="person", key="one"
    )
    assert line_at(now(), number).words is None
    assert find_lines(commander, LogSearch(words="should"), now()) == []
    assert "These words were redacted." in words_of(client_of(commander).get(reverse("log")))
    assert verify_ledger().fault == ""


def test_the_file_has_the_lines_that_were_found_and_no_formula(handful, client_as):
    planner = client_as("planner")
    wrote(planner.account, "=1+1 is a formula")
    wrote(planner.account, "Something else")
    answer = planner.get(reverse("log-file"), {"words": "FORMULA"})
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert [row[4] for row in rows] == ["words", "'=1+1 is a formula"]


def test_a_log_is_known_as_it_was(handful):
    account = account_of("planner")
    first = wrote(account, "First.", task=Task(owner=GOLD))
    then = now()
    set_demo_clock(at=handful.at(SATURDAY) + HOUR)
    wrote(account, "Second.")
    author = Author(str(account.pk), "", HOME)
    mark_line(account=account, author=author, sequence=first, done=True, key="", based_on=None)
    assert [(line.words, line.done) for line in log_at(then)] == [("First.", None)]
    assert [(line.words, line.done is None) for line in log_at(now())] == [("Second.", True), ("First.", False)]


def test_an_overdue_log_entry_alerts_the_post_that_owns_it_until_it_is_done(handful):
    commander = account_of("commander", post=GOLD)
    number = wrote(commander, "Ring Kent.", task=Task(owner=GOLD, due=now() + MINUTE))
    run_round(now())
    assert not Alert.objects.filter(kind="log-overdue").exists()
    set_demo_clock(at=handful.at(SATURDAY) + HOUR)
    run_round(now())
    alert = Alert.objects.get(kind="log-overdue")
    assert (alert.post, alert.sentence) == (GOLD, f"Log entry {number:,} was due Sat 23 Sep 12:01 BST.")
    assert (
        f'href="{reverse("log-line", args=[number])}"' in client_of(commander).get(reverse("alerts")).content.decode()
    )
    author = Author(str(commander.pk), GOLD, HOME)
    mark_line(account=commander, author=author, sequence=number, done=True, key="", based_on=None)
    run_round(now())
    assert not Alert.objects.get(kind="log-overdue").is_open


WORDS = st.lists(st.sampled_from(["Straße", "STRASSE", "Café", "bridge", "Bridge", "kent", "Île", "gate"]), min_size=1)
POSTS = st.sampled_from(["", "planning", "silver"])
WRITTEN = st.tuples(WORDS, POSTS, st.sampled_from(["", GOLD]), st.integers(0, 300), st.booleans())


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    lines=st.lists(WRITTEN, min_size=1, max_size=6),
    words=st.sampled_from(["", "strasse", "BRIDGE kent", "café", "îLE"]),
    post=POSTS,
    state=st.sampled_from(["", "open", "done"]),
    ago=st.sampled_from([None, 100]),
)
def test_a_search_finds_what_plain_code_finds_on_both_databases(filled, lines, words, post, state, ago):
    account, start = filled, None if ago is None else now() - ago * MINUTE
    already = {one.sequence for one in log_at(now())}
    expected = []
    for said, by, owner, minutes, done in lines:
        text = " ".join(said)
        number = wrote(account, text, occurred=now() - minutes * MINUTE, task=Task(owner=owner), post=by)
        if done:
            author = Author(str(account.pk), "", HOME)
            mark_line(account=account, author=author, sequence=number, done=True, key="", based_on=None)
        is_open = owner == GOLD and not done
        fits = all(word.casefold() in text.casefold() for word in words.split())
        fits &= post in ("", by) and {"": True, "open": is_open, "done": done}[state]
        fits &= ago is None or line_at(now(), number).occurred >= start
        expected += [number] if fits else []
    search = LogSearch(words=words, post=post, state=state, start=start)
    found = [one.sequence for one in find_lines(account, search, now()) if one.sequence not in already]
    assert found == expected[::-1]


@pytest.fixture
def filled(database):
    """A commander of a desk on each kind of database, in which gold holds a post."""
    import_scenario(few().scenario, author=Author("tests", "", ""), now=few().scenario.horizon.start)
    start_demo_clock(at=few().at(SATURDAY))
    account_of("commander", post=GOLD)
    return account_of("commander")


def test_an_owner_and_a_time_are_changed_and_those_that_stand_may_stay(handful):
    account = account_of("planner")
    task = Task(owner=GOLD, due=now() + MINUTE)
    number = wrote(account, "Ring Kent.", task=task)
    set_demo_clock(at=handful.at(SATURDAY) + HOUR)
    given = {"account": account, "author": Author(str(account.pk), "", HOME), "sequence": number, "based_on": None}
    change_line(**given, key="a", task=replace(task, owner="", to=str(account.pk)))
    line = line_at(now(), number)
    assert (line.owner, line.to, line.due) == ("", str(account.pk), task.due)
