"""A compiled query finds what Django's own finds, and turns into SQL once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from standto_desk.access.models import Account, Appointment
from standto_desk.acts.models import KeptOutlook, KeptOutlookShown
from standto_desk.caching.compiled_queries import CompiledQuery


def accounts(*names: str) -> list[Account]:
    return [Account.objects.create(username=name, force="met", screen=name == "wall") for name in names]


def test_it_finds_the_instances_that_django_finds(database):
    first, second = accounts("wall", "gold")
    found = CompiledQuery(Account, lambda account: Account.objects.filter(pk=account), account="id")
    assert [found(account=first.pk), found(account=second.pk)] == [[first], [second]]
    (again,) = found(account=first.pk)
    assert {name: value for name, value in vars(again).items() if name != "_state"} == {
        name: value for name, value in vars(Account.objects.get(pk=first.pk)).items() if name != "_state"
    }


def test_an_instance_that_it_found_can_be_changed_and_saved(database):
    (account,) = accounts("gold")
    (found,) = CompiledQuery(Account, lambda name: Account.objects.filter(username=name), name="username")(name="gold")
    found.force = "kent"
    found.save()
    assert Account.objects.get(pk=account.pk).force == "kent"


def test_a_value_may_stand_in_several_places_and_beside_constants(database):
    (account,) = accounts("gold")
    for start in (10, 20, 30):
        Appointment.objects.create(account=account, post=f"post-{start}", force="met", start=start, until=start + 15)
    query = CompiledQuery(
        Appointment,
        lambda account, at: (
            Appointment.objects.filter(Q(start__lte=at) & Q(until__gt=at), account=account, force="met")
            .order_by("-start")
            .values_list("post", "start")
        ),
        account="account",
        at="start",
    )
    assert query(account=account.pk, at=22) == [("post-20", 20), ("post-10", 10)]
    assert query(account=account.pk, at=45) == []


def test_times_are_compared_and_given_back_as_djangos(database):
    now = datetime(2023, 9, 23, 12, tzinfo=UTC)
    for hours in (-1, 1):
        Session.objects.create(session_key=f"key{hours}", session_data="", expire_date=now + timedelta(hours=hours))
    query = CompiledQuery(Session, lambda at: Session.objects.filter(expire_date__gt=at), at="expire_date")
    (found,) = query(at=now)
    assert (found.session_key, found.expire_date) == ("key1", now + timedelta(hours=1))


def test_what_belongs_to_a_row_comes_with_it(database):
    numbers = dict.fromkeys(("made", "assumed", "at", "known_at", "sequence", "seed", "futures"), 1)
    words = dict.fromkeys(("force", "account", "by", "assumptions", "inputs", "results", "version"), "x")
    fields = {field.name for field in KeptOutlook._meta.get_fields()}
    given = {name: value for name, value in {**numbers, **words}.items() if name in fields}
    kept = KeptOutlook.objects.create(name="a", question={"size": [1, 2]}, content={"gap": 3}, key="k", **given)
    KeptOutlookShown.objects.create(outlook=kept, to="b", by="a", shown=1)
    shown = KeptOutlookShown.objects.filter(looked=None).select_related("outlook")
    (found,) = CompiledQuery(KeptOutlookShown, lambda to: shown.filter(to=to), to="to")(to="b")
    with CaptureQueriesContext(connection) as asked:
        assert (found.outlook, found.outlook.question, found.outlook.content) == (kept, {"size": [1, 2]}, {"gap": 3})
    assert len(asked) == 0


def test_it_turns_into_sql_once_for_all_threads(database, sql_made):
    (account,) = accounts("gold")
    query = CompiledQuery(Account, lambda name: Account.objects.filter(username=name), name="username")
    assert query(name="nobody") == []
    sql_made.clear()
    found: list[Account] = []

    def ask() -> None:
        found.extend(query(name="gold"))
        connection.close()

    threads = [Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, sql_made) == ([account] * 5, [])
