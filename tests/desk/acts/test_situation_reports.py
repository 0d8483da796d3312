"""Reports as chains of entries: numbers without a gap, however many draft at once, and states folded from entries."""

from __future__ import annotations

from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from standto.errors import InputError
from standto.model.time import HOUR, Period
from standto_desk.acts.situation_reports.drafting_reports import draft_report, withdraw_report
from standto_desk.acts.situation_reports.finding_reports import all_drafts, find_report, reports_of
from standto_desk.acts.situation_reports.publishing_reports import approve_report, publish_report
from standto_desk.acts.situation_reports.report_chain import digest_of, fold_report
from standto_desk.acts.situation_reports.report_parts import (
    APPROVED,
    PUBLISHED,
    REPORT,
    SUPERSEDED,
    WITHDRAWN,
    WORDS,
    ReportState,
)
from standto_desk.acts.situation_reports.wording_reports import words_in, write_words
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author, Draft, body_text
from standto_desk.ledger.models import Entry
from standto_desk.ledger.scenario_import import import_scenario
from standto_desk.ledger.verifying import verify_ledger
from tests.desk.people import HOME, account_of
from tests.desk.weekends import few

CONTENT = {"headline": "everything is covered", "compared": [["Cover", "covered"]]}


@pytest.fixture
def entered(database):
    import_scenario(few().scenario, author=Author("tests", "", ""), now=few().scenario.horizon.start)


def author_of(account) -> Author:
    return Author(str(account.pk), "", HOME)


def drafted(account, key: str = "", **given):
    at = now()
    given = {"audience": "command", "at": at, "known_at": at, "content": CONTENT, **given}
    return draft_report(account=account, author=author_of(account), key=key, **given)


def test_numbers_have_no_gap_when_many_draft_at_once(entered):
    accounts = [account_of("planner", username=f"planner-{each}") for each in range(6)]
    faults: list[BaseException] = []

    def draft(account) -> None:
        try:
            for each in range(3):
                drafted(account, key=f"{account.username}-{each}")
        except BaseException as fault:  # noqa: BLE001
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=draft, args=[account]) for account in accounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert [one.count for one in all_drafts()] == list(range(18, 0, -1))
    assert verify_ledger().fault == ""


def test_a_report_is_published_with_the_facts_and_words_that_were_approved(entered):
    planner, commander = account_of("planner", username="p"), account_of("commander", username="c")
    first = drafted(planner)
    number = first.count
    write_words(account=planner, author=author_of(planner), number=number, section="risks", words=" Fog.\r\n\r\nRain. ")
    given = {"account": commander, "author": author_of(commander), "number": number, "content": CONTENT}
    approve_report(**given)
    publish_report(**given)
    found = find_report(number)
    assert (found.content, words_in(found)) == (CONTENT, {"risks": "Fog.\n\nRain."})
    assert found.digest == digest_of(CONTENT)


def refused_while(act, done) -> bool:
    """Whether an act is refused that waits, in a thread of its own, until another has been done."""
    found: list[bool] = []

    def attempt() -> None:
        try:
            act()
            found.append(False)
        except InputError:
            found.append(True)
        finally:
            connection.close()

    thread = Thread(target=attempt)
    with transaction.atomic(), connection.cursor() as cursor:
        done()
        thread.start()
        while connection.vendor == "postgresql":  # on SQLite it waits before it reads anything
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                break
    thread.join()
    return found == [True]


@pytest.mark.parametrize("act", ["approve", "withdraw", "write", "state again"])
def test_what_waits_for_a_report_that_is_being_published_is_refused(entered, act):
    """Whoever asked for it read the report as it was before."""
    planner = account_of("planner", username="p")
    commander, other = (account_of("commander", username=name) for name in "cd")
    statement = {"audience": "statement", "months": Period(now() - 2 * HOUR, now() - HOUR)}
    statement["at"] = statement["months"].until
    first, second = (drafted(planner, **statement).count for _ in range(2))
    steps = {"account": commander, "author": author_of(commander), "content": CONTENT}
    for number in (first, second):
        approve_report(number=number, **steps)
    mine, others = ({"account": each, "author": author_of(each)} for each in (planner, other))
    acts = {
        "approve": lambda: approve_report(**others, number=first, content=CONTENT),
        "withdraw": lambda: withdraw_report(**mine, number=first),
        "write": lambda: write_words(**mine, number=first, section="risks", words="Fog."),
        "state again": lambda: publish_report(**others, number=second, content=CONTENT),
    }
    assert refused_while(acts[act], lambda: publish_report(number=first, **steps))
    assert find_report(first).state is ReportState.PUBLISHED
    assert find_report(second).state is ReportState.APPROVED


@pytest.mark.parametrize("role", ["viewer", "auditor", "volunteer", "administrator", "duty-officer", "planner"])
def test_only_a_commander_approves_and_publishes(entered, role):
    planner, other = account_of("planner", username="p"), account_of(role, username="other")
    number = drafted(planner).count
    for act in (approve_report, publish_report):
        with pytest.raises(PermissionDenied):
            act(account=other, author=author_of(other), number=number, content=CONTENT)


@pytest.mark.parametrize("role", ["viewer", "auditor", "volunteer", "administrator"])
def test_who_may_not_write_reports_drafts_none(entered, role):
    with pytest.raises(PermissionDenied):
        drafted(account_of(role, username="other"))


def test_a_report_is_found_by_its_number_alone(entered):
    planner = account_of("planner", username="p")
    drafted(planner)
    assert [find_report(number) for number in (0, -1, 2, 10**30)] == [None, None, None, None]
    assert reports_of(all_drafts()) == [find_report(1)]


# --- The fold, against plain code that goes through the entries one by one. ---

SORTS = [WORDS, APPROVED, PUBLISHED, SUPERSEDED, WITHDRAWN]
PARTS = {"a": "comment", "b": "risks"}
STEPS = st.lists(
    st.tuples(
        st.sampled_from([WORDS, APPROVED, PUBLISHED, SUPERSEDED, WITHDRAWN]), st.sampled_from("ab"), st.booleans()
    ),
    max_size=8,
)


def entry_of(sequence: int, sort: str, **columns) -> Entry:
    defaults = {"occurred": 0, "until": 1, "known": sequence, "recorded": sequence, "imported": False, "account": "x"}
    return Entry(**{"sequence": sequence, "sort": sort, **defaults, **columns})


def entry_with(sequence: int, sort: str, **body) -> Entry:
    return entry_of(sequence, sort, body=body_text(Draft(sort=sort, body=body)))


def entries_of(steps) -> list[Entry]:
    """A report's later entries; an approval is of the present words, or of others."""
    made: list[Entry] = []
    current: dict[str, int] = {}
    for sequence, (sort, section, right) in enumerate(steps, 2):
        if sort == WORDS:
            made.append(
                entry_of(sequence, sort, kind={"a": "comment", "b": "risks"}[section], text_hash="h" if right else "")
            )
            current.pop(section, None)
            if right:
                current[section] = sequence
        elif sort == APPROVED:
            words = [current[each] for each in "ab" if each in current]
            made.append(entry_with(sequence, sort, digest="", words=words if right else [*words, 99]))
        elif sort == PUBLISHED:
            words = [["comment", "Comment", current[each]] for each in "ab" if each in current]
            made.append(
                entry_of(sequence, sort, body=body_text(Draft(sort=sort, body={"words": words, "content": {}})))
            )
        else:
            made.append(entry_of(sequence, sort))
    return made


def state_by_hand(steps) -> str:
    """The state after some steps: an approval counts until words change, and what is published is not withdrawn."""
    done: set[str] = set()
    for sort, _, right in steps:
        if sort == WORDS:
            done.discard(APPROVED)
        elif sort != APPROVED or right:
            done.add(sort)
    if PUBLISHED in done:
        return "superseded" if SUPERSEDED in done else "published"
    if WITHDRAWN in done:
        return "withdrawn"
    return "approved" if APPROVED in done else "draft"


@given(STEPS)
def test_the_state_of_a_report_is_that_of_its_entries_one_by_one(steps):
    first = entry_of(
        1, REPORT, count=1, kind="command", body=body_text(Draft(sort=REPORT, body={"known_at": 0, "digest": ""}))
    )
    assert fold_report(first, (), entries_of(steps)).state == state_by_hand(steps)
