from __future__ import annotations

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


@open_to_all
def health(request):
    return HttpResponse("well")


def asked(view, account, method="get", **headers):
    request = getattr(RequestFactory(), method)("/record/?page=2", headers=headers)
    request.user = account
    return view(request)


def test_who_may_gets_in(desk):
    assert asked(recording, account_of("duty-officer")).content == b"in"


def test_who_may_not_is_refused(desk):
    with pytest.raises(PermissionDenied):
        asked(recording, account_of("viewer"))


def test_nobody_is_sent_to_sign_in_and_comes_back(desk):
    answer = asked(recording, AnonymousUser())
    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/record/%3Fpage%3D2")


def test_nobody_comes_back_to_the_board_after_a_form(desk):
    assert asked(recording, AnonymousUser(), "post").url == "/account/login/?next=/"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(desk):
    answer = asked(recording, AnonymousUser(), **{"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/account/login/"


def test_a_view_says_what_it_needs():
    assert [mark_of(one) for one in (recording, health, asked)] == ["record", OPEN, None]


def test_an_open_view_asks_nothing():
    assert asked(health, AnonymousUser()).content == b"well"
