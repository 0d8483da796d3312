from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from standto.model.time import MINUTE
from standto_desk.access.expiry import delete_expired
from standto_desk.access.models import Guesses
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
    lapsed = Guesses.objects.order_by("last").first()
    Guesses.objects.filter(pk=lapsed.pk).update(last=real_now() - 15 * MINUTE)
    counted = Guesses.objects.count()
    held = Session.objects.count()

    delete_expired(real_now())

    assert (Session.objects.count(), Guesses.objects.count()) == (held - 1, counted - 1)
    assert (cache.get("kept"), cache.get("over")) == (1, None)
    assert cached() >= before - 1


@pytest.mark.parametrize("key", ["\\000" * 9, "\\355\\240\\200" * 9, "a" * 5000])
def test_a_session_that_no_desk_could_have_made_is_none(database, key):
    answer = Client().get("/", headers={"cookie": f'{settings.SESSION_COOKIE_NAME}="{key}"'})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/")
