"""Guesses at passwords and codes, many at once, on every page that takes one."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings

from standto.model.time import DAY
from standto_desk.access.guess_limits import plain_name
from standto_desk.access.models import Guesses, SecurityEvent
from standto_desk.access.write_limits import WRITES
from tests.desk.access.codes import code_of
from tests.desk.access.together import at_once
from tests.desk.databases import point_at
from tests.desk.people import PASSWORD, account_of, client_of
from tests.desk.serving import KEY, Browser, serve

LOGIN, CODE, CHANGE = "/account/login/", "/account/authenticate/", "/account/password/change/"
SECRET = "A" * 32
SPELLINGS = [
    "guessed",
    "GUESSED",
    " Guessed ",
    "gUeSsEd",
    "ｇuessed",
    "gueſſed",
    "ＧＵＥＳＳＥＤ",
    "\u00a0guessed\u2003",
]


@pytest.fixture(autouse=True)
def with_no_other_limit():
    """Lift allauth's own limit, which would refuse some of sixty forms from one address."""
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        yield


def counted(*kinds: str) -> Counter:
    """The number of lines of each kind in the security log."""
    return Counter(SecurityEvent.objects.filter(kind__in=kinds).values_list("kind", flat=True))


def guess(name: str = "guessed", **headers: str):
    return Client().post(LOGIN, {"login": name, "password": "wrong"}, **headers).status_code


def test_of_sixty_guesses_at_once_no_more_are_tried_than_may_be(database):
    account_of("viewer", username="guessed", password=PASSWORD)
    answers = at_once([lambda name=SPELLINGS[number % 8]: guess(name) for number in range(60)])
    assert Counter(answers) == {200: 4, 429: 56}
    assert counted("sign-in failed", "locked out") == {"sign-in failed": 5, "locked out": 56}


def test_of_sixty_guesses_at_once_from_sixty_addresses_twenty_are_tried(database):
    account_of("viewer", username="guessed", password=PASSWORD)
    asks = [lambda number=number: guess(REMOTE_ADDR=f"192.0.2.{number}") for number in range(60)]
    assert Counter(at_once(asks)) == {200: 19, 429: 41}
    assert counted("sign-in failed") == {"sign-in failed": 20}


def test_of_sixty_guesses_at_once_at_sixty_names_fifty_are_tried(database):
    asks = [lambda number=number: guess(f"name-{number}", REMOTE_ADDR="2001:db8::1") for number in range(60)]
    assert Counter(at_once(asks)) == {200: 49, 429: 11}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_name_in_many_spellings_is_one_name(database, spelling):
    account_of("viewer", username="guessed", password=PASSWORD)
    assert [guess(spelling) for _ in range(5)] == [200, 200, 200, 200, 429]
    assert Client().post(LOGIN, {"login": "guessed", "password": PASSWORD}).status_code == 429


@pytest.mark.parametrize("name", ["guessed\u200b", "gu\u00adessed", "guıldford", "ﬁrst", "", "İstanbul"])
def test_a_name_that_no_account_can_have_leads_to_none(database, name):
    for username in ("guessed", "guildford", "istanbul"):
        account_of("viewer", username=username, password=PASSWORD)
    answer = Client().post(LOGIN, {"login": name, "password": PASSWORD})
    assert (answer.status_code, "_auth_user_id" in answer.wsgi_request.session) == (200, False)


def test_addresses_of_one_network_are_one_address(database):
    account_of("viewer", username="guessed", password=PASSWORD)
    answers = [guess(REMOTE_ADDR=f"2001:db8::{number}") for number in range(1, 6)]
    assert answers == [200, 200, 200, 200, 429]
    assert guess(REMOTE_ADDR="2001:db8:0:1::1") == 200


def test_people_who_sign_in_rightly_from_one_office_stop_nobody(database):
    accounts = [account_of("viewer", password=PASSWORD) for _ in range(4)]
    for _ in range(15):
        for account in accounts:
            WRITES.forget()
            assert Client().post(LOGIN, {"login": account.username, "password": PASSWORD}).status_code == 302


def test_a_right_password_forgets_the_wrong_ones_before_it_and_no_others(database):
    account_of("viewer", username="guessed", password=PASSWORD)
    for _ in range(6):
        assert [guess() for _ in range(3)] == [200] * 3
        assert Client().post(LOGIN, {"login": "guessed", "password": PASSWORD}).status_code == 302
    # Eighteen are counted from anywhere.
    assert [guess(REMOTE_ADDR="192.0.2.1") for _ in range(3)] == [200, 429, 429]


def test_a_clock_that_was_ahead_stops_nobody_for_longer(desk):
    assert [guess() for _ in range(5)][-1] == 429
    for row in Guesses.objects.all():
        row.times = [time + DAY for time in row.times]
        row.save()
    assert guess() == 200


def test_codes_are_guessed_no_oftener_than_passwords(database):
    """Sixty browsers that know the password guess the code at once."""
    account = with_factor("guessed")
    browsers = [knowing_the_password(account, f"192.0.2.{number}") for number in range(60)]
    asks = [
        lambda browser=browser, number=number: browser.post(CODE, {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{number}")
        for number, browser in enumerate(browsers)
    ]
    assert Counter(answer.status_code for answer in at_once(asks)) == {200: 19, 429: 41}
    assert counted("code failed") == {"code failed": 20}


def test_a_recovery_code_sent_twice_at_once_does_once(database):
    account = with_factor("owner")
    code = RecoveryCodes.activate(account).get_unused_codes()[0]
    browsers = [knowing_the_password(account, "192.0.2.1") for _ in range(4)]
    asks = [lambda browser=browser: browser.post(CODE, {"code": code}).status_code for browser in browsers]
    assert sorted(at_once(asks)) == [200, 200, 200, 302]
    assert counted("recovery code used") == {"recovery code used": 1}


def test_a_code_from_an_app_sent_twice_at_once_does_once(database):
    account = with_factor("owner")
    browsers = [knowing_the_password(account, "192.0.2.1") for _ in range(4)]
    code = code_of(SECRET)
    asks = [lambda browser=browser: browser.post(CODE, {"code": code}).status_code for browser in browsers]
    assert sorted(at_once(asks)) == [200, 200, 200, 302]


def test_a_code_does_once_for_as_long_as_it_is_right(database):
    account, code = with_factor("owner"), code_of(SECRET)
    assert knowing_the_password(account, "192.0.2.1").post(CODE, {"code": code}).status_code == 302
    # As half a minute later, when allauth has forgotten it and the code is still right.
    for again in (code, f"{code[:3]} {code[3:]}"):
        cache.delete(f"allauth.mfa.totp.used?user={account.pk}&code={code}")
        assert knowing_the_password(account, "192.0.2.1").post(CODE, {"code": again}).status_code == 200
    assert counted("code failed") == {"code failed": 2}


@pytest.mark.parametrize("page", [CHANGE, "/account/reauthenticate/"])
def test_the_old_password_is_guessed_no_oftener_by_changing_or_confirming_it(database, page):
    account = account_of("viewer", username="guessed", password=PASSWORD)
    form = {
        "oldpassword": "wrong",
        "password": "wrong",
        "password1": "another long one",
        "password2": "another long one",
    }
    browsers = [client_of(account) for _ in range(60)]
    asks = [lambda browser=browser: browser.post(page, form).status_code for browser in browsers]
    assert Counter(at_once(asks)) == {200: 4, 429: 56}
    assert client_of(account).post(page, {**form, "oldpassword": PASSWORD, "password": PASSWORD}).status_code == 429


def test_a_code_asked_for_again_is_guessed_no_oftener(database):
    account = with_factor("guessed")
    asks = []
    for number in range(30):
        browser = client_of(account)
        address = f"192.0.2.{number}"
        asks.append(
            lambda browser=browser, address=address: (
                browser.post("/account/reauthenticate/code/", {"code": "000000"}, REMOTE_ADDR=address).status_code
            )
        )
    assert Counter(at_once(asks)) == {200: 19, 429: 11}


def test_the_pages_of_one_account_share_one_count(database):
    account = with_factor("guessed")
    for number in range(10):
        browser = knowing_the_password(account, f"192.0.2.{number}")
        browser.post(CODE, {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{number}")
    tried = [guess(REMOTE_ADDR=f"198.51.100.{number}") for number in range(11)]
    assert tried == [200] * 9 + [429, 429]


def with_factor(username: str):
    """An account with a second factor."""
    account = account_of("duty-officer", username=username, password=PASSWORD)
    TOTP.activate(account, SECRET)
    return account


def knowing_the_password(account, address: str) -> Client:
    """A browser in which the password of an account was typed, from an address."""
    browser = Client()
    answer = browser.post(LOGIN, {"login": account.username, "password": PASSWORD}, REMOTE_ADDR=address)
    assert answer.url == CODE
    return browser


def test_plain_names_are_counted_by_what_they_look_like():
    assert {plain_name(spelling) for spelling in SPELLINGS} == {"guessed"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["desk", "postgres_desk"])
def test_of_guesses_at_once_at_two_processes_no_more_are_tried_than_may_be(kind, request, tmp_path):
    """Served for real: two processes, forty browsers, one name in several spellings."""
    url = request.getfixturevalue(kind)
    account_of("viewer", username="guessed", password=PASSWORD)
    connection.close()
    environment = {"DATABASE_URL": url, "STANDTO_SECRET_KEY": KEY}
    with serve(tmp_path, "--workers", "2", **environment) as server:
        browsers = [Browser(server.port) for _ in range(40)]
        for browser in browsers:
            browser.get(LOGIN)
        forms = [{"login": SPELLINGS[number % 4], "password": "wrong"} for number in range(40)]
        asks = [lambda one=one, form=form: one.post(LOGIN, form)[0] for one, form in zip(browsers, forms, strict=True)]
        assert Counter(at_once(asks)) == {200: 4, 429: 36}
    point_at(url)
    assert counted("sign-in failed") == {"sign-in failed": 5}
    assert re.findall("guessed", str(list(Guesses.objects.values()))) == []
    assert max(len(row.times) for row in Guesses.objects.all()) == 5
