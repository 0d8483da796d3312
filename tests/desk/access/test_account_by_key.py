"""The account of a page is read by a query that is turned into SQL once, with the answers of Django's own."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from standto_desk.access.models import Account, Membership


@pytest.fixture
def ana(database):
    """An account, beside another one."""
    Account.objects.create(username="ben", force="met")
    return Account.objects.create(username="ana", force="met")


def columns(account):
    return {field.attname: getattr(account, field.attname) for field in Account._meta.concrete_fields}


@pytest.mark.parametrize("written", [lambda key: key, str])
def test_an_account_by_its_key_is_the_one_that_django_finds(ana, written):
    found = Account.objects.get(pk=written(ana.pk))
    assert found == ana
    assert columns(found) == columns(Account.objects.filter(pk=ana.pk).get())
    found.email = "ana@example.org"
    found.save()
    assert Account.objects.get(pk=ana.pk).email == "ana@example.org"


def test_a_key_of_no_account_is_refused_as_django_refuses_it(ana):
    with pytest.raises(Account.DoesNotExist):
        Account.objects.get(pk=uuid4())
    for asked in (Account.objects.get, Account.objects.filter().get):
        with pytest.raises(ValidationError):
            asked(pk="not a key")


def test_other_conditions_still_hold(ana):
    assert Account.objects.get(username="ana") == ana
    with pytest.raises(Account.DoesNotExist):
        Account.objects.get(pk=ana.pk, username="ben")
    role = Membership.objects.create(account=ana, force="met", role="planner")
    assert role.account == ana
