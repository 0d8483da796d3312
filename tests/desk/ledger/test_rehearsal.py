"""Rehearsals: an act is checked up to the point at which it would write, and leaves nothing anywhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from django.contrib import messages
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.http import HttpRequest

from standto_desk.access.account_cache import AccountCache
from standto_desk.access.account_changes import give_one_time_password
from standto_desk.access.emails import in_thread, send
from standto_desk.access.models import Account
from standto_desk.access.session_store import MessageStorage, SessionStore
from standto_desk.jobs.models import Job
from standto_desk.ledger.appending import append
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Refused, Stale
from standto_desk.ledger.rehearsal import is_rehearsed, only_checked, rehearse
from tests.desk.ledger.starting import ANA, NOON, event, started
from tests.desk.people import account_of

KEPT = AccountCache("some-values")


def reached(act: Callable[[], object]) -> bool:
    """Rehearse an act; return whether it went on after its last step."""
    seen = []
    rehearse(lambda: (act(), seen.append("after")))
    return bool(seen)


def test_the_first_statement_that_would_write_ends_a_rehearsal(database):
    account = account_of("planner")
    writing = [
        lambda: Account.objects.create(username="somebody"),
        lambda: Account.objects.filter(pk=account.pk).update(last_login=None),
        lambda: account.memberships.all().delete(),
        lambda: Job.objects.bulk_create([Job(name="export", arguments={}, asked=NOON)]),
        lambda: cache.set("some", "value"),
        lambda: KEPT.put("somebody", "a value", seconds=60),
        lambda: Job.objects.create(name="export", arguments={}, asked=NOON),
    ]
    assert [reached(act) for act in writing] == [False] * len(writing)
    assert [one.username for one in Account.objects.all()] == [account.username]
    assert (cache.get("some"), KEPT.of("somebody"), Job.objects.count()) == (None, {}, 0)


def test_a_rehearsal_hashes_no_password(database):
    account = Account(username="somebody")
    assert not reached(lambda: give_one_time_password(account))
    assert account.password == ""


def test_an_act_that_only_reads_is_rehearsed_to_its_end(database):
    account = account_of("planner")

    def act():
        with transaction.atomic(), transaction.atomic():
            assert Account.objects.select_for_update().get(pk=account.pk) == account

    assert (reached(act), is_rehearsed()) == (True, False)


def test_what_is_sent_once_the_act_is_committed_is_not_sent(database):
    sent = []

    def act():
        transaction.on_commit(lambda: sent.append("email"))

    assert (reached(act), sent) == (True, [])


def test_an_email_a_thread_a_session_and_a_message_end_a_rehearsal(desk):
    session, request, done = SessionStore(), HttpRequest(), []
    session["before"] = "here"
    session.save()
    key = session.session_key
    request.session = session
    shown = MessageStorage(request)
    request._messages = shown
    effects = [
        lambda: send(EmailMessage("Subject", "Words", to=["somebody@force.example"])),
        lambda: in_thread(done.append, "in a thread"),
        lambda: session.__setitem__("new", "value"),
        lambda: session.__delitem__("before"),
        lambda: session.setdefault("new", "value"),
        lambda: session.pop("before"),
        lambda: session.update({"new": "value"}),
        session.clear,
        session.flush,
        session.cycle_key,
        lambda: messages.success(request, "You have done it"),
    ]
    assert [reached(act) for act in effects] == [False] * len(effects)
    assert (mail.outbox, done, session.session_key, list(shown)) == ([], [], key, [])
    assert dict(SessionStore(key).load()) == dict(session.items()) == {"before": "here"}


def test_an_act_goes_on_where_nothing_is_rehearsed(desk):
    only_checked()
    in_thread(lambda: None)
    assert not is_rehearsed()


def test_a_rehearsed_append_refuses_what_the_ledger_would_refuse(database):
    started()
    before = head()
    with pytest.raises(Refused) as refused:
        rehearse(lambda: append([event("stepped-back", "m9")], author=ANA, now=NOON))
    assert [fault.column for fault in refused.value.faults] == ["subject"]
    append([event("stepped-back", "m1")], author=ANA, now=NOON)
    with pytest.raises(Stale):
        rehearse(lambda: append([event("returned", "m1")], author=ANA, now=NOON, based_on=before.count))


def test_a_rehearsed_append_enters_nothing_and_the_next_goes_on_from_the_head(database):
    started()
    before = head()
    several = [event("stepped-back", "m1"), event("returned", "m1"), event("stepped-back", "m2")]
    assert not reached(lambda: append(several, author=ANA, now=NOON))
    assert head() == before
    assert [one.sequence for one in append(several, author=ANA, now=NOON)] == [before.count + n for n in (1, 2, 3)]


@contextmanager
def somebody_writes() -> Iterator[None]:
    """Meanwhile another connection holds what an append waits for."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    other = connection.copy()
    try:
        with closing(other), other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT * FROM ledger_head FOR UPDATE")
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()


def test_a_rehearsal_waits_for_no_append(database):
    started()
    with somebody_writes():
        assert not reached(lambda: append([event("stepped-back", "m1")], author=ANA, now=NOON))


def test_no_append_waits_for_a_rehearsal(database):
    started()

    def act():
        list(Account.objects.select_for_update())
        with pytest.raises(Refused):
            append([event("stepped-back", "m9")], author=ANA, now=NOON)
        with somebody_writes():
            pass

    assert reached(act)
