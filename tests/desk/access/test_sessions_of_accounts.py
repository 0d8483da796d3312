"""Sessions are listed to their owner, and end when their owner or an administrator says so."""

from __future__ import annotations

import pytest
from django.test import Client

from standto_desk.access.models import SecurityEvent
from standto_desk.access.permission import Action
from standto_desk.access.session_rows import SignedInSession
from standto_desk.access.signed_in import browser_words
from standto_desk.live.views import _still_may
from tests.desk.people import PASSWORD, account_of, client_of
from tests.desk.reading_pages import words_of

pytestmark = pytest.mark.usefixtures("desk")

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


def signed_in(account, agent, address="192.0.2.77") -> Client:
    browser = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    form = {"login": account.username, "password": PASSWORD}
    assert browser.post("/account/login/", form).status_code == 302
    return browser


def works(browser) -> bool:
    return browser.get("/account/").status_code == 200


def test_an_owner_sees_each_session_with_its_browser_and_network_and_which_is_this_one():
    account = account_of("viewer", password=PASSWORD)
    signed_in(account, OFFICE)
    shown = words_of(signed_in(account, PHONE, "198.51.100.9").get("/account/"))
    assert "Chrome on Android, this one Network 198.51.100.0/24" in shown
    assert "Firefox on Windows Network 192.0.2.0/24" in shown
    assert "192.0.2.77" not in shown


def test_one_session_is_ended_from_another():
    account = account_of("viewer", password=PASSWORD)
    lost, mine = signed_in(account, PHONE), signed_in(account, OFFICE)
    number = SignedInSession.objects.get(browser="Chrome on Android").pk
    assert mine.post(f"/account/sessions/end/{number}/").url == "/account/"
    assert (works(lost), works(mine)) == (False, True)
    assert list(SecurityEvent.objects.filter(kind="session ended").values_list("detail", flat=True)) == ["by its owner"]


def test_a_page_that_listens_is_told_no_more_once_its_session_was_ended_from_another():
    account = account_of("viewer", password=PASSWORD)
    lost, mine = signed_in(account, PHONE), signed_in(account, OFFICE)
    listening = [browser.session.session_key for browser in (lost, mine)]
    assert [_still_may(key, Action.SEE_COUNTS) for key in listening] == [True, True]
    mine.post("/account/sessions/end-others/")
    assert [_still_may(key, Action.SEE_COUNTS) for key in listening] == [False, True]


def test_all_others_are_ended_at_once():
    account = account_of("viewer", password=PASSWORD)
    others, mine = [signed_in(account, PHONE) for _ in range(3)], signed_in(account, OFFICE)
    mine.post("/account/sessions/end-others/")
    assert ([works(other) for other in others], works(mine)) == ([False] * 3, True)
    assert SignedInSession.objects.count() == 1


def test_nobody_ends_a_session_of_somebody_else():
    theirs = signed_in(account_of("viewer", password=PASSWORD), PHONE)
    mine = signed_in(account_of("viewer", password=PASSWORD), OFFICE)
    mine.post(f"/account/sessions/end/{SignedInSession.objects.get(browser='Chrome on Android').pk}/")
    assert works(theirs)


def test_an_administrator_signs_an_account_out_everywhere_and_it_is_logged():
    account, keeper = account_of("viewer", password=PASSWORD), account_of("administrator")
    browsers = [signed_in(account, PHONE), signed_in(account, OFFICE)]
    assert client_of(keeper).post(f"/accounts/{account.pk}/sign-out/").status_code == 302
    assert [works(browser) for browser in browsers] == [False, False]
    assert SecurityEvent.objects.get(kind="sessions ended").by == keeper.pk
    assert works(signed_in(account, PHONE))


def test_signing_out_and_a_new_password_leave_no_session_in_the_list():
    account = account_of("viewer", password=PASSWORD)
    signed_in(account, PHONE).post("/account/logout/")
    signed_in(account, PHONE)
    mine = signed_in(account, OFFICE)
    new = {"oldpassword": PASSWORD, "password1": "another long one", "password2": "another long one"}
    assert mine.post("/account/password/change/", new).status_code == 302
    assert works(mine)
    assert list(SignedInSession.objects.values_list("browser", flat=True)) == ["Firefox on Windows"]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("", "A browser"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Mac"),
        ("curl/8.0 \x00<script>", "A browser"),
    ],
)
def test_a_browser_is_named_by_its_kind_alone(agent, words):
    assert browser_words(agent) == words
