"""The pages of accounts, as a browser without scripts gets them."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import override_settings

from tests.desk.access.codes import code_of
from tests.desk.components.rendering import tree
from tests.desk.people import account_of, client_of
from tests.desk.reading_pages import words_of
from tests.desk.sent_emails import all_sent

PASSWORD = "a long enough word of passing"


def page_of(response, status=200):
    assert response.status_code == status
    text = response.content.decode()
    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)", text) == []
    return tree(text)


@pytest.fixture
def signed_in(desk):
    account = account_of("viewer", username="viewer-1")
    account.set_password(PASSWORD)
    account.save()
    browser = client_of(None)
    browser.post("/account/login/", {"login": "viewer-1", "password": PASSWORD})
    return browser


def test_signing_in_asks_for_a_name_and_a_password(client_as):
    page = page_of(client_as(None).get("/account/login/?next=/record/"))
    assert page.one("h1").text == "Sign in to Standto"
    named = [each.attributes["name"] for each in page.all("input") if each.attributes["name"] != "csrfmiddlewaretoken"]
    assert named == ["next", "login", "password", "next", "credential"]


def test_a_failed_sign_in_says_error_in_the_title(client_as):
    page = page_of(client_as(None).post("/account/login/", {"login": "nobody", "password": "wrong"}))
    assert page.one("title").text == "Error: Sign in – Standto"
    assert page.one(class_="govuk-error-summary").all("a")[0].attributes["href"] == "#main-content"


def test_too_many_failures_must_wait(client_as):
    browser = client_as(None)
    answers = [browser.post("/account/login/", {"login": "nobody", "password": "wrong"}) for _ in range(6)]
    assert page_of(answers[-1], 429).one("h1").text == "Too many attempts"


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/account/logout/", "Do you want to sign out?"),
        ("/account/password/change/", "Change your password"),
        ("/account/second-factor/", "Passkeys and the second step"),
    ],
)
def test_a_page_of_ones_own_account(signed_in, address, heading):
    assert page_of(signed_in.get(address)).one("h1").text == heading


def test_signing_in_is_not_announced(signed_in):
    assert page_of(signed_in.get("/account/second-factor/")).all(class_="govuk-notification-banner") == []


def test_a_second_step_is_turned_on_used_and_turned_off(signed_in):
    signed_in.post("/account/reauthenticate/", {"password": PASSWORD})
    page = page_of(signed_in.get("/account/second-factor/add/"))
    assert page.one("img").attributes["src"].startswith("data:image/svg+xml;base64,")
    assert "Passkeys and second step Off" in words_of(signed_in.get("/account/"))
    secret = page.one("code").text
    wrong = page_of(signed_in.post("/account/second-factor/add/", {"code": "000"}))
    assert wrong.one("title").text == "Error: Turn on the second step – Standto"
    answer = signed_in.post("/account/second-factor/add/", {"code": code_of(secret)}, follow=True)
    codes = [each.text for each in page_of(answer).one(class_="desk-codes").all("li")]
    assert len(codes) == 10
    assert "Passkeys and second step On" in words_of(signed_in.get("/account/"))
    assert page_of(signed_in.get("/account/recovery-codes/")).all(class_="desk-codes") == []

    other = client_of(None)
    asked = other.post("/account/login/", {"login": "viewer-1", "password": PASSWORD}, follow=True)
    assert page_of(asked).one("h1").text == "Enter your code"
    assert page_of(other.post("/account/authenticate/", {"code": "nonsense"})).one("title").text.startswith("Error: ")
    assert other.post("/account/authenticate/", {"code": codes[0]}).status_code == 302

    again = page_of(signed_in.get("/account/second-factor/"))
    assert "9 codes are left" in again.one("main").text
    assert page_of(signed_in.get("/account/recovery-codes/new/")).one("h1").text == "Make new recovery codes"
    assert page_of(signed_in.get("/account/second-factor/remove/")).one("h1").text == (
        "Do you want to turn off the second step?"
    )


@override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=0)
def test_a_change_that_protects_an_account_asks_for_the_password_again(signed_in):
    page = page_of(signed_in.get("/account/second-factor/add/", follow=True))
    assert page.one("h1").text == "Confirm that it is you"
    wrong = page_of(signed_in.post("/account/reauthenticate/", {"password": "wrong"}))
    assert wrong.one("title").text == "Error: Confirm that it is you – Standto"


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_a_forgotten_password_is_replaced_by_a_link_in_an_email(desk):
    account_of("viewer", username="viewer-1", email="viewer@force.example")
    browser = client_of(None)
    assert "I have forgotten my password" in page_of(browser.get("/account/login/")).one("main").text
    assert page_of(browser.get("/account/password/reset/")).one("h1").text == "Get a new password"
    sent = browser.post("/account/password/reset/", {"email": "viewer@force.example"}, follow=True)
    assert page_of(sent).one("h1").text == "Check your email"
    all_sent()
    (link,) = re.findall(r"http://localhost:8000(/account/password/reset/key/\S+)", mail.outbox[0].body)
    asked = browser.get(link, follow=True)
    assert page_of(asked).one("h1").text == "Choose a new password"
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    done = browser.post(asked.request["PATH_INFO"], chosen, follow=True)
    assert page_of(done).one("h1").text == "You have changed your password"
    assert page_of(client_of(None).get(link, follow=True)).one("h1").text == "This link does not work"


def test_a_forbidden_page_and_a_missing_page_say_so(client_as):
    assert page_of(client_as("viewer").get("/nowhere/"), 404).one("h1").text == "Page not found"


def test_a_form_without_its_token_must_be_sent_again(desk):
    browser = client_of(None, enforce_csrf_checks=True)
    answer = browser.post("/account/login/", {"login": "a", "password": "b"})
    assert page_of(answer, 403).one("h1").text == "Try that again"
