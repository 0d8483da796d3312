from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from standto_desk.access.sweeping import sweep
from standto_desk.clock import real_now
from tests.desk.people import account_of, client_of


def cached() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM standto_cache")
        return cursor.fetchone()[0]


def test_what_has_run_out_is_swept_away_and_the_rest_stays(database):
    cache.set("kept", 1, 600)
    cache.set("over", 1, 600)
    before = cached()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE standto_cache SET expires = %s WHERE cache_key LIKE %s", ["2000-01-01", "%over"])
    for _ in range(2):
        client_of(account_of("viewer"))
    Session.objects.filter(pk=Session.objects.first().pk).update(expire_date=timezone.now() - timedelta(seconds=1))
    for name in ("lapsed", "fresh"):
        Client().post("/account/login/", {"login": name, "password": "wrong"})
    lapsed = AccessAttempt.objects.first()
    AccessAttempt.objects.filter(pk=lapsed.pk).update(attempt_time=timezone.now() - timedelta(minutes=16))
    held = Session.objects.count()

    sweep(real_now())

    assert (Session.objects.count(), AccessAttempt.objects.count()) == (held - 1, 1)
    assert (cache.get("kept"), cache.get("over")) == (1, None)
    assert cached() >= before - 1
