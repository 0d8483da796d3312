"""The administrator's pages, as a browser without scripts gets them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from standto.model.time import FOREVER, MINUTE
from standto_desk.access.models import Account, Appointment, Post, SecurityEvent
from standto_desk.access.roles import Role
from standto_desk.clock import now
from tests.desk.components.rendering import tree
from tests.desk.people import HOME, account_of, client_of
from tests.desk.random_tokens import without_tokens
from tests.desk.reading_pages import words_of

CIPHER = "m0042"


@pytest.fixture
def administrator(client_as):
    return client_as("administrator", username="keeper", password="a long enough password")


def page_of(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:3000]
    return tree(answer.content.decode())


def test_an_account_is_made_and_its_password_is_shown_once(administrator):
    given = {"force": HOME, "username": "new-one", "roles": ["volunteer"], "cipher": CIPHER}
    page = page_of(administrator.post("/accounts/new/", given))
    assert page.one("h1").text == "The one-time password of new-one"
    password = page.one("code").text
    made = Account.objects.get(username="new-one")
    assert (made.check_password(password), made.cipher, made.roles) == (True, CIPHER, {(HOME, Role.VOLUNTEER)})
    for address in ("/accounts/", f"/accounts/{made.pk}/", "/security-log/"):
        shown = without_tokens(administrator.get(address).content.decode())
        assert (password in shown, CIPHER in shown) == (False, False)


def test_a_form_that_will_not_do_comes_back_with_every_fault(administrator):
    answer = administrator.post("/accounts/new/", {"force": HOME, "username": "x", "roles": ["volunteer", "auditor"]})
    page = page_of(answer, 422)
    faults = [link.text for link in page.one(class_="govuk-error-summary").all("a")]
    assert [fault.split(" ", 1)[0] for fault in faults] == ["Auditor", "User", "Cipher"]
    assert page.one("title").text == "Error: Make an account – Standto"


def test_the_faults_of_a_new_account_come_together_with_those_of_its_fields(administrator):
    given = {"force": HOME, "username": "x", "roles": ["volunteer", "auditor"], "email": "nowhere", "cipher": ""}
    page = page_of(administrator.post("/accounts/new/", given), 422)
    faults = [link.text for link in page.one(class_="govuk-error-summary").all("a")]
    assert [fault.split(" ", 1)[0] for fault in faults] == ["Auditor", "User", "Cipher", "Enter"]
    assert not Account.objects.filter(username="x").exists()


def test_the_faults_of_a_changed_account_come_together(administrator):
    account_of("volunteer", cipher=CIPHER)
    account = account_of("planner")
    answer = administrator.post(f"/accounts/{account.pk}/change/", {"email": "nowhere", "cipher": CIPHER})
    faults = [link.text for link in page_of(answer, 422).one(class_="govuk-error-summary").all("a")]
    assert [fault.split(" ", 1)[0] for fault in faults] == ["Enter", "New"]


def test_a_role_is_given_and_taken(administrator):
    account = account_of(username="other")
    administrator.post(f"/accounts/{account.pk}/role/give/", {"force": HOME, "role": "planner"})
    assert Account.objects.get(pk=account.pk).roles == {(HOME, Role.PLANNER)}
    administrator.post(f"/accounts/{account.pk}/role/take/", {"force": HOME, "role": "planner"})
    assert Account.objects.get(pk=account.pk).roles == set()


def test_a_role_that_does_not_go_with_another_is_refused_on_the_page(administrator):
    account = account_of("planner")
    answer = administrator.post(f"/accounts/{account.pk}/role/give/", {"force": HOME, "role": "auditor"})
    page = page_of(answer, 422)
    assert page.one(class_="govuk-error-summary").all("a")[0].text == (
        "Auditor cannot be combined with another role, and the account has planner"
    )


def test_what_is_lost_is_given_anew(administrator):
    account = account_of("viewer", password="a long enough password")
    page = page_of(administrator.post(f"/accounts/{account.pk}/password/"))
    account.refresh_from_db()
    assert account.check_password(page.one("code").text)
    assert administrator.post(f"/accounts/{account.pk}/disable/", follow=True).status_code == 200
    assert not Account.objects.get(pk=account.pk).is_active
    page_of(administrator.post(f"/accounts/{account.pk}/enable/"))
    assert Account.objects.get(pk=account.pk).is_active


def test_an_administrator_is_refused_their_own_account(administrator):
    page = page_of(administrator.post(f"/accounts/{administrator.account.pk}/disable/"), 422)
    assert "is your own; another administrator must do this" in page.one("main").text


def test_an_account_of_another_force_is_not_there(administrator):
    other = account_of("viewer", force="kent")
    assert administrator.get(f"/accounts/{other.pk}/").status_code == 404
    assert other.username not in administrator.get("/accounts/").content.decode()


def test_somebody_is_appointed_from_now_on_and_the_appointment_ended(administrator):
    account = account_of("commander")
    administrator.post("/accounts/posts/appoint/", {"force": HOME, "post": "gold", "account": account.pk})
    held = Appointment.objects.get()
    assert (held.account, held.until, now() - held.start < MINUTE) == (account, FOREVER, True)
    assert "gold" in page_of(administrator.get("/accounts/posts/")).one("main").text
    administrator.post(f"/accounts/posts/end/{held.pk}/")
    assert Appointment.objects.at(now()).count() == 0


def test_a_post_that_is_held_is_refused_on_the_page(administrator):
    account_of("commander", post="gold", username="holder")
    other = account_of("commander")
    given = {"force": HOME, "post": "gold", "account": other.pk}
    page = page_of(administrator.post("/accounts/posts/appoint/", given), 422)
    assert page.one(class_="govuk-error-summary").all("a")[0].text == (
        "Post is held by holder then; end that appointment first, or have the post handed over"
    )


def test_a_post_is_marked_as_outside(administrator):
    administrator.post("/accounts/posts/mark/", {"force": HOME, "post": "ministry", "outside": "on", "most": 1})
    assert list(Post.objects.values_list("post", "outside")) == [("ministry", True)]


@pytest.mark.parametrize("page", ["/accounts/posts/mark/", "/accounts/posts/appoint/"])
def test_a_post_that_no_rule_names_is_asked_about_once_more(handful, administrator, page):
    known = ["home-office", "ministry-of-defence", "strategic-commander"]
    given = {"force": HOME, "post": "nonsense", "most": 1, "account": account_of("commander").pk}
    asked = page_of(administrator.post(page, given), 422)
    assert [link.text for link in asked.one(class_="govuk-error-summary").all("a")] == [
        f"No rule names nonsense. Known posts are {', '.join(known)}. Tick the box if the name is right"
    ]
    assert (asked.one("input", id="id_free").attributes["type"], Post.objects.count()) == ("checkbox", 0)
    assert administrator.post(page, {**given, "free": "on"}).status_code == 302
    assert administrator.get(page).content.decode().count('name="free"') == 0


def test_an_appointment_does_not_begin_before_today(handful, administrator):
    given = {"force": HOME, "post": "strategic-commander", "account": account_of("commander").pk}
    begun = {"start_0": "22", "start_1": "9", "start_2": "2023", "start_3": "23:59"}
    page = page_of(administrator.post("/accounts/posts/appoint/", {**given, **begun}), 422)
    assert [link.text for link in page.one(class_="govuk-error-summary").all("a")] == [
        "From must be Saturday 23 September 2023, 00:00 BST or later. Leave it blank to start now"
    ]
    begun = {"start_0": "23", "start_1": "9", "start_2": "2023", "start_3": "00:00"}
    assert administrator.post("/accounts/posts/appoint/", {**given, **begun}).status_code == 302


def test_a_password_is_asked_for_again_before_accounts_change(administrator):
    session = administrator.session
    session["began"] -= 6 * MINUTE
    session.save()
    given = {"force": HOME, "username": "new-one"}
    answer = administrator.post("/accounts/new/", given)
    assert answer.url == "/account/reauthenticate/?next=%2Faccounts%2Fnew%2F"
    assert not Account.objects.filter(username="new-one").exists()
    answer = administrator.post(answer.url, {"password": "a long enough password"})
    assert Account.objects.filter(username="new-one").exists()


def test_the_security_log_is_read_by_kind_and_by_account(client_as):
    auditor, account = client_as("auditor"), account_of("viewer", username="watched", password="a long enough password")
    Client().post("/account/login/", {"login": "watched", "password": "wrong"}, REMOTE_ADDR="192.0.2.77")
    client_of(account)
    shown = auditor.get("/security-log/").content.decode()
    assert ("192.0.2.0/24" in shown, "192.0.2.77" in shown) == (True, False)

    def kinds(query):
        page = page_of(auditor.get(f"/security-log/?{query}"))
        return [row.all("td")[0].text for row in page.one("tbody").all("tr")]

    assert kinds(f"account={account.pk}") == ["Signed in", "Sign-in failed"]
    assert kinds("kind=sign-in+failed") == ["Sign-in failed"]


def test_the_security_log_shows_what_an_administrator_did_and_to_whom(administrator):
    account = account_of("viewer", username="other")
    administrator.post(f"/accounts/{account.pk}/disable/")
    last = SecurityEvent.objects.last()
    assert (last.kind, last.account, last.by) == ("account disabled", account.pk, administrator.account.pk)


def test_an_account_that_holds_several_posts_chooses_one_to_act_as(client_as):
    browser = client_as("commander", post="gold")
    second = Appointment.objects.create(account=browser.account, post="silver", force=HOME, start=0)
    page = page_of(browser.get("/account/"))
    assert [button.text for button in page.one("main").all("button")] == ["Act as gold", "Act as silver"]
    browser.post("/account/post/", {"appointment": second.pk})
    assert "silver" in page_of(browser.get("/account/")).one("header").text


def test_somebody_elses_post_cannot_be_chosen(client_as):
    other = account_of("commander", post="gold").appointments.get()
    browser = client_as("commander", post="silver")
    browser.post("/account/post/", {"appointment": other.pk})
    assert "post" not in browser.session


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/",
        "/accounts/new/",
        "/accounts/posts/",
        "/accounts/posts/appoint/",
        "/accounts/posts/mark/",
        "/accounts/settings/",
        "/security-log/",
    ],
)
def test_no_page_holds_a_style_or_a_script_of_its_own(administrator, address):
    text = administrator.get(address).content.decode()
    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", text) == []


def test_a_cipher_is_taken_as_it_was_meant(administrator):
    given = {"force": HOME, "username": "new-one", "roles": ["volunteer"], "cipher": " M0042\u200b"}
    assert administrator.post("/accounts/new/", given).status_code == 200
    assert Account.objects.get(username="new-one").cipher == CIPHER


def test_an_administrator_of_another_force_is_led_to_no_page_that_they_may_not_open(handful):
    """Only the home force may read the desk's security log."""
    theirs = client_of(account_of("administrator", force="kent"))
    ours = client_of(account_of("administrator"))
    for browser, force, led in ((theirs, "kent", False), (ours, HOME, True)):
        account = account_of("viewer", force=force)
        assert ("See what happened to this account" in words_of(browser.get(f"/accounts/{account.pk}/"))) is led
