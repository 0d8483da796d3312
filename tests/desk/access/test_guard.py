from __future__ import annotations

import asyncio

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from standto_desk.access.guard import OPEN, mark_of, needs, open_to_all
from standto_desk.access.permission import Action
from tests.desk.people import account_of


@needs(Action.RECORD)
def recording(request):
    return HttpResponse("in")


@needs(Action.RECORD)
async def recording_async(request):
    return HttpResponse("in")


@open_to_all
def health(request):
    return HttpResponse("well")


def asked(view, account, method="get", **headers):
    request = getattr(RequestFactory(), method)("/record/?page=2", headers=headers)
    request.user = account

    async def auser():
        return account

    request.auser = auser
    return asyncio.run(view(request)) if asyncio.iscoroutinefunction(view) else view(request)


@pytest.fixture(params=[recording, recording_async], ids=["sync", "async"])
def view(request):
    return request.param


def test_who_may_gets_in(desk, view):
    assert asked(view, account_of("duty-officer")).content == b"in"


def test_who_may_not_is_refused(desk, view):
    with pytest.raises(PermissionDenied):
        asked(view, account_of("viewer"))


def test_nobody_is_sent_to_sign_in_and_comes_back(desk, view):
    answer = asked(view, AnonymousUser())
    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/record/%3Fpage%3D2")


def test_nobody_comes_back_to_the_board_after_a_form(desk, view):
    assert asked(view, AnonymousUser(), "post").url == "/account/login/?next=/"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(desk, view):
    answer = asked(view, AnonymousUser(), **{"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/account/login/"


def test_a_view_says_what_it_needs():
    assert [mark_of(one) for one in (recording, recording_async, health, asked)] == ["record", "record", OPEN, None]


def test_an_open_view_asks_nothing():
    assert asked(health, AnonymousUser()).content == b"well"
