from __future__ import annotations

from django.db import connection

from standto_desk.access.models import Account


def test_an_account_is_kept_on_each_database(database):
    made = Account.objects.create(username="somebody", password="a password of some length")
    assert Account.objects.get() == made
    assert connection.vendor in database


def test_every_desk_is_fresh(desk):
    assert Account.objects.count() == 0
