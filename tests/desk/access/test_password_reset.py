"""A new password by mail."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from tests.desk.access.broken_mail import silent_mail_server
from tests.desk.people import PASSWORD, account_of
from tests.desk.sent_emails import all_sent

PAGE = "/account/password/reset/"
ADDRESS = "owner@example.org"
LOOK_ALIKES = ["sаme@example.org", "ſame@example.org", "same@examplé.org", "same\u200b@example.org"]


@pytest.fixture(autouse=True)
def outbox(database):
    """Letters are kept."""
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend", ACCOUNT_RATE_LIMITS=False):
        yield mail.outbox


def asked(address: str):
    """The answer to somebody who types an address, once all e-mails have been sent."""
    answer = Client().post(PAGE, {"email": address})
    all_sent()
    return answer


def account(username: str = "owner", email: str = ADDRESS, **fields):
    return account_of("viewer", username=username, email=email, password=PASSWORD, **fields)


@pytest.mark.parametrize(
    "address", ["stranger@example.org", "owner@example.com", "owner@example.org.uk", "xowner@example.org"]
)
def test_no_mail_goes_to_an_address_that_no_account_has(outbox, address):
    account()
    account("no-address", email="")
    assert (asked(address).url, list(outbox)) == (f"{PAGE}sent/", [])


def test_no_mail_goes_to_an_account_that_is_disabled(outbox):
    account(is_active=False)
    assert (asked(ADDRESS).url, list(outbox)) == (f"{PAGE}sent/", [])


@pytest.mark.parametrize("typed", [ADDRESS, "Owner@Example.ORG", f" {ADDRESS} "])
def test_an_email_goes_to_the_address_as_it_is_kept(outbox, typed):
    account()
    asked(typed)
    assert [email.to for email in outbox] == [[ADDRESS]]


@pytest.mark.parametrize("typed", LOOK_ALIKES)
def test_an_address_that_only_looks_alike_gets_nothing(outbox, typed):
    """To some databases a long s is an s: then the e-mail goes to the address that the account has."""
    account(email="same@example.org")
    asked(typed)
    assert {to for email in outbox for to in email.to} <= {"same@example.org"}


def test_whoever_has_lost_their_password_chooses_another_by_the_email(outbox):
    account()
    asked(ADDRESS)
    path = re.search(r"http://localhost:8000(/account/password/reset/key/\S+)", outbox[0].body)[1]
    browser = Client()
    form = browser.get(path, follow=True)
    new = {"password1": "another long one", "password2": "another long one"}
    assert browser.post(form.redirect_chain[-1][0], new).status_code == 302
    assert Client().post("/account/login/", {"login": "owner", "password": "another long one"}).status_code == 302
    assert "password1" not in Client().get(path, follow=True).content.decode()


def test_everybody_who_shares_an_address_gets_an_email_of_their_own(outbox):
    account()
    account("other")
    asked(ADDRESS)
    assert [re.search(r"account (\S+)\.", email.body)[1] for email in outbox] == ["other", "owner"]


def test_the_answer_and_its_time_tell_nothing_of_an_address(outbox):
    account()
    told = []
    with silent_mail_server() as answers:
        # What a process asks once only is asked before.
        for address in ("first@example.org", ADDRESS, "nobody@example.org"):
            browser = Client()
            with CaptureQueriesContext(connection) as queries:
                answer = browser.post(PAGE, {"email": address})
            sql = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]
            page = browser.get(answer.url).content.decode()
            told.append((answer.status_code, answer.url, sql, page.replace(address, "")))
        assert answers == []
    all_sent()
    assert told[1] == told[2]
