"""Every route of the desk, as every role and anonymously: whether it opens, and the headers of its answer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver

from standto.model.time import DAY
from standto_desk.access.guard import mark_of
from standto_desk.access.models import Guesses, SecurityEvent
from standto_desk.access.roles import Role
from standto_desk.access.write_limits import WRITES
from standto_desk.clock import real_now
from tests.desk.access.routes import ADDRESSES, CLOSED, OPEN, ROUTES, SIGNED_IN, address_of
from tests.desk.access.walking import CIPHER, Walk, is_let_in, walk_as
from tests.desk.databases import point_at
from tests.desk.people import account_of, client_of
from tests.desk.random_tokens import without_tokens

WHO = [*(role.value for role in Role), "no role", "nobody"]
POLICY = {
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(scope="module", params=WHO)
def walk(request, empty_sqlite, tmp_path_factory) -> Iterator[Walk]:
    """One walk for each role and one for anonymous users, shared by several tests."""
    path = tmp_path_factory.mktemp("walk") / "desk.sqlite3"
    shutil.copy(empty_sqlite, path)
    point_at(f"sqlite:///{path}")
    yield walk_as(request.param)
    connection.close()


def walked(resolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route below a resolver, with the pattern that it leads to."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from walked(pattern, route)


def test_every_route_has_a_row_and_every_row_a_route():
    assert sorted(route for route, _ in walked(get_resolver())) == sorted(ROUTES)


def test_every_view_is_marked():
    assert [route for route, pattern in walked(get_resolver()) if mark_of(pattern.callback) is None] == []


def test_every_address_is_one_of_its_route():
    resolved = {route: get_resolver().resolve(address).route for route, address in ADDRESSES.items()}
    assert {route: found.replace("^", "").removesuffix("$") for route, found in resolved.items()} == {
        route: route for route in ADDRESSES
    }


def test_who_gets_in_is_who_the_table_says(walk):
    got_in = {route for route, answer in walk.answers if is_let_in(answer) and ROUTES[route] != CLOSED}
    assert got_in == {route for route, roles in ROUTES.items() if roles != CLOSED and walk.who in roles}


def test_what_is_closed_is_closed_to_everybody(walk):
    closed = {(route, answer.status_code) for route, answer in walk.answers if ROUTES[route] == CLOSED}
    assert closed == {(route, 404) for route, roles in ROUTES.items() if roles == CLOSED}


def test_no_page_breaks_on_an_empty_desk_or_on_a_form_that_says_nothing(walk):
    assert [route for route, answer in walk.answers if answer.status_code == 500] == []


def test_who_may_not_is_told_so_and_no_more(walk):
    """No answer reveals whether the thing in an address exists: accounts are refused, anonymous users sign in."""
    refused = [route for route, roles in ROUTES.items() if roles != CLOSED and walk.who not in roles]
    told = {answer.status_code for route, answer in walk.answers if route in refused}
    assert told <= ({302, 405} if walk.who == "nobody" else {403, 405})


def test_every_answer_keeps_browsers_to_themselves(walk):
    for route, answer in walk.answers:
        assert set(answer["Content-Security-Policy"].split("; ")) == POLICY, route
        assert {name: answer.get(name) for name in HEADERS} == HEADERS, route
        assert "no-store" in answer["Cache-Control"], route
        assert answer["Permissions-Policy"].startswith("camera=()"), route


def test_every_cookie_is_out_of_reach_of_scripts_and_of_other_sites(walk):
    for route, answer in walk.answers:
        for cookie in answer.cookies.values():
            kept = (bool(cookie["httponly"]), cookie["samesite"], cookie["path"])
            assert kept == (bool(cookie.value), "Lax", "/"), route


def test_nothing_of_a_person_is_in_a_header_or_an_address(walk):
    told = [(route, f"{name}: {value}") for route, answer in walk.answers for name, value in answer.headers.items()]
    assert [(route, line) for route, line in told if CIPHER in without_tokens(line)] == []


def test_nothing_of_a_person_is_logged(walk):
    said = [f"{line.getMessage()} {line.exc_text or ''} {line.__dict__.get('account')}" for line in walk.log]
    assert [line for line in said if CIPHER in line] == []
    assert len(said) >= len(ROUTES)


def test_nothing_of_a_person_is_in_the_security_log_or_the_counts_of_guesses(walk):
    assert CIPHER not in str([list(table.objects.values()) for table in (Guesses, SecurityEvent)])


def test_an_open_page_shows_a_stranger_nothing_of_the_desk(desk):
    account_of("volunteer", cipher=CIPHER, username="somebody")
    for route, roles in ROUTES.items():
        if roles == OPEN:
            shown = client_of(None).get(address_of(route)).content.decode()
            assert (CIPHER in shown, "somebody" in shown) == (False, False), route


def test_no_form_is_taken_without_its_token(desk):
    browser = client_of(account_of("administrator"), enforce_csrf_checks=True)
    taken = {}
    for route in ROUTES:
        WRITES.forget()
        taken[route] = browser.post(address_of(route)).status_code
    assert {status for status in taken.values() if status != 405} == {403}


@pytest.mark.parametrize(
    ("role", "missing", "page"),
    [
        (Role.DUTY_OFFICER, "second factor", "/account/second-factor/add/"),
        (Role.ADMINISTRATOR, "second factor", "/account/second-factor/add/"),
        (Role.VOLUNTEER, "own password", "/account/password/change/"),
    ],
)
def test_who_has_a_first_step_to_do_gets_nowhere_else(desk, role, missing, page):
    lapse = real_now() + DAY if missing == "own password" else None
    account = account_of(role, cipher=CIPHER, password="a long enough password", temporary_until=lapse)
    browser = Client()
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    for route, roles in ROUTES.items():
        if roles not in (OPEN, CLOSED) and not route.startswith("account/"):
            assert browser.get(address_of(route)).headers.get("Location") == page, route


OF_ANOTHER = {
    Role.VOLUNTEER: {route for route in ROUTES if route.startswith("my/")},
    Role.ADMINISTRATOR: {route for route in ROUTES if route.startswith("accounts/")}
    - {"accounts/settings/", "accounts/posts/mark/"},
    Role.DUTY_OFFICER: {"look-back/entries/person/"},
}
"""The routes that a role for another force opens, as the reference says."""


@pytest.mark.parametrize("role", list(Role))
def test_a_role_for_another_force_opens_what_the_reference_says_and_nothing_else(handful, role):
    browser = client_of(account_of(role, force="kent", cipher=CIPHER), raise_request_exception=False)
    everybody = {route for route, roles in ROUTES.items() if roles in (OPEN, CLOSED, SIGNED_IN)}

    def lets_in(route: str) -> bool:
        answer = browser.get(address_of(route))
        return is_let_in(browser.post(address_of(route)) if answer.status_code == 405 else answer)

    opened = {route for route in ROUTES if route not in everybody and lets_in(route)}
    assert opened == OF_ANOTHER.get(role, set())


@pytest.mark.parametrize("force", ["kent", ""])
def test_who_has_no_page_is_told_so_and_not_led_in_a_circle(handful, force):
    browser = client_of(account_of("commander" if force else "", force=force))
    for address in ("/", "/ladder/"):
        answer = browser.get(address)
        page = answer.content.decode()
        assert (answer.status_code, "Your account cannot open any page on this desk." in page) == (403, True)
        assert ("Go to the start page" in page, browser.get("/account/").status_code) == (False, 200)
