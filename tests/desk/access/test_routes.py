"""Every route of the desk, as every role and as nobody, against the table of who gets in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver

from standto_desk.access.guard import mark_of
from standto_desk.access.models import Account
from standto_desk.access.roles import Role
from standto_desk.access.writes import WRITES
from tests.desk.access.routes import ADDRESSES, CLOSED, OPEN, ROUTES, address_of
from tests.desk.people import account_of, client_of

WHO = [*(role.value for role in Role), "no role", "nobody"]


def walked(resolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route below a resolver, with the pattern that it leads to."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from walked(pattern, route)


def browsers_of(who: str) -> Iterator[Client]:
    """A browser for each request: the same one until its session has ended."""
    account = None if who == "nobody" else account_with_all(who)
    while True:
        browser = client_of(account, raise_request_exception=False)
        yield browser
        while account is not None and browser.cookies[settings.SESSION_COOKIE_NAME].value:
            yield browser


def account_with_all(who: str) -> Account:
    """An account that has whatever some page asks for beside a role: a password, a second factor, a record."""
    account = account_of("" if who == "no role" else who, cipher="m0001", password="a long enough password")
    TOTP.activate(account, "A" * 32)
    RecoveryCodes.activate(account)
    return account


def is_let_in(answer) -> bool:
    """Whether an answer is the view's own: it is not refused, nor sent to sign in, nor asked the wrong way."""
    to_sign_in = answer.status_code == 302 and answer.url.startswith("/account/login/?")
    return not to_sign_in and answer.status_code not in (403, 405)


def test_every_route_has_a_row_and_every_row_a_route():
    assert sorted(route for route, _ in walked(get_resolver())) == sorted(ROUTES)


def test_every_view_is_marked():
    assert [route for route, pattern in walked(get_resolver()) if mark_of(pattern.callback) is None] == []


def test_every_address_is_one_of_its_route():
    resolved = {route: get_resolver().resolve(address).route for route, address in ADDRESSES.items()}
    assert {route: found.replace("^", "").removesuffix("$") for route, found in resolved.items()} == {
        route: route for route in ADDRESSES
    }


@pytest.mark.parametrize("who", WHO)
def test_who_gets_in_is_who_the_table_says(desk, who):
    browsers, got_in, closed, broken = browsers_of(who), set(), set(), set()
    for route, roles in ROUTES.items():
        WRITES.forget()
        address = address_of(route)
        answer = next(browsers).get(address)
        if not is_let_in(answer):
            answer = next(browsers).post(address)
        if answer.status_code == 500:
            broken.add(route)
        if is_let_in(answer):
            (closed if roles == CLOSED and answer.status_code == 404 else got_in).add(route)
    assert broken == set()
    assert got_in == {route for route, roles in ROUTES.items() if roles != CLOSED and who in roles}
    assert closed == {route for route, roles in ROUTES.items() if roles == CLOSED}


def test_a_stranger_is_told_nothing_of_what_is_there(desk):
    asked = [address_of(route) for route, roles in ROUTES.items() if roles not in (OPEN, CLOSED)]
    browser = client_of(None)
    assert {browser.get(address).status_code for address in asked} <= {302, 405}
