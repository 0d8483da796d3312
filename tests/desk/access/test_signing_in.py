from __future__ import annotations

import re
from collections import Counter

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings

from standto.model.time import HOUR, MINUTE
from standto_desk.access.account_changes import make_account
from standto_desk.access.first_steps import first_step_of
from standto_desk.access.models import Guesses, SecurityEvent
from standto_desk.access.roles import Role
from standto_desk.clock import real_now
from standto_desk.service.security import security_settings
from tests.desk.access.codes import code_of
from tests.desk.people import HOME, PASSWORD, account_of
from tests.desk.reading_pages import words_of

pytestmark = pytest.mark.usefixtures("desk")

SESSION_ENDS = [("seen", 29, 200), ("seen", 30, 302), ("began", 719, 200), ("began", 720, 302)]
NEW = {"oldpassword": PASSWORD, "password1": "another long one", "password2": "another long one"}
LOGIN, OWN, CHANGE = "/account/login/", "/account/second-factor/", "/account/password/change/"


def signing_in(client, account, password=PASSWORD, **headers):
    return client.post(LOGIN, {"login": account.username, "password": password}, **headers)


def kinds() -> list[str]:
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))


def with_second_factor(client) -> tuple[str, list[str]]:
    """Add a second factor in a browser that has just signed in; return its secret and the recovery codes."""
    page = client.get("/account/second-factor/add/").content.decode()
    secret = re.search(r"[A-Z2-7]{32}", page)[0]
    answer = client.post("/account/second-factor/add/", {"code": code_of(secret)}, follow=True)
    assert answer.status_code == 200
    codes = re.findall(r"\b[0-9]{8}\b", answer.content.decode())
    return secret, codes


@pytest.mark.parametrize(
    ("role", "page"), [("viewer", "/"), ("volunteer", "/my/"), ("administrator", "/accounts/"), ("", "/account/")]
)
def test_each_comes_first_to_their_own_page(role, page):
    answer = signing_in(Client(), account_of(role, password=PASSWORD))
    assert (answer.status_code, answer.url) == (302, page)


def test_a_wrong_password_and_an_unknown_name_get_one_answer():
    account_of("viewer", username="known", password=PASSWORD)
    pages = []
    for name in ("known", "other"):
        page = Client().post(LOGIN, {"login": name, "password": "wrong"}).content.decode()
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(name, "NAME"))
    assert pages[0] == pages[1]


def test_five_wrong_passwords_lock_the_account_out_from_that_address_alone():
    account = account_of("viewer", password=PASSWORD)
    answers = [signing_in(Client(), account, "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert signing_in(Client(), account).status_code == 429
    assert signing_in(Client(), account, REMOTE_ADDR="192.0.2.1").status_code == 302
    assert Counter(kinds()) == {"sign-in failed": 5, "locked out": 2, "signed in": 1}


def test_another_account_at_that_address_is_not_locked_out():
    guessed, other = (account_of("viewer", password=PASSWORD) for _ in range(2))
    for _ in range(5):
        signing_in(Client(), guessed, "wrong")
    assert signing_in(Client(), other).status_code == 302


def test_a_lock_out_ends_by_itself():
    account = account_of("viewer", password=PASSWORD)
    for _ in range(5):
        signing_in(Client(), account, "wrong")
    assert signing_in(Client(), account).status_code == 429
    for counted in Guesses.objects.all():
        counted.times = [time - 15 * MINUTE for time in counted.times]
        counted.save()
    assert signing_in(Client(), account).status_code == 302


@override_settings(STANDTO_GUESSES={"pair": 5, "name": 3, "address": 50})
def test_guesses_at_one_account_from_many_addresses_are_counted_together():
    account = account_of("viewer", password=PASSWORD)
    for number in range(3):
        signing_in(Client(), account, "wrong", REMOTE_ADDR=f"192.0.2.{number}")
    answer = signing_in(Client(), account, REMOTE_ADDR="198.51.100.1")
    assert (answer.status_code, "_auth_user_id" in answer.wsgi_request.session) == (429, False)


def test_nothing_that_was_typed_is_kept():
    Client().post(LOGIN, {"login": "hunter2 by mistake", "password": "hunter2"})
    kept = " ".join(str(list(table.objects.values())) for table in (Guesses, SecurityEvent))
    assert "hunter2" not in kept


def test_a_disabled_account_cannot_sign_in():
    account = account_of("viewer", password=PASSWORD, is_active=False)
    assert signing_in(Client(), account).url == "/account/inactive/"


def test_a_one_time_password_must_be_changed_first():
    account = account_of("viewer", password=PASSWORD, temporary_until=real_now() + HOUR)
    client = Client()
    signing_in(client, account)
    assert client.get("/account/second-factor/").status_code == 200
    assert client.get("/nowhere/").status_code == 404
    changed = client.post(CHANGE, NEW)
    assert changed.status_code == 302
    account.refresh_from_db()
    assert account.temporary_until is None


def test_a_one_time_password_lapses():
    account = account_of("viewer", password=PASSWORD, temporary_until=real_now())
    assert signing_in(Client(), account).url == "/account/inactive/"


def test_passwords_are_hashed_with_argon2():
    with override_settings(PASSWORD_HASHERS=security_settings(https=True)["PASSWORD_HASHERS"]):
        assert account_of("viewer", password=PASSWORD).password.startswith("argon2$argon2id$")


def test_a_second_factor_is_asked_for_at_every_sign_in():
    account = account_of("duty-officer", password=PASSWORD)
    client = Client()
    signing_in(client, account)
    secret, codes = with_second_factor(client)
    assert len(codes) == 10

    client = Client()
    assert signing_in(client, account).url == "/account/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.post("/account/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/account/authenticate/", {"code": code_of(secret, 1)}).url == "/"
    assert kinds() == ["signed in", "second factor added", "recovery codes made", "code failed", "signed in"]


def test_a_recovery_code_does_once():
    account = account_of("duty-officer", password=PASSWORD)
    client = Client()
    signing_in(client, account)
    _, codes = with_second_factor(client)
    answers = []
    for _ in range(2):
        client = Client()
        signing_in(client, account)
        answers.append(client.post("/account/authenticate/", {"code": codes[0]}).status_code)
    assert answers == [302, 200]
    assert kinds().count("recovery code used") == 1


def test_the_secret_of_a_second_factor_is_not_kept_in_the_clear():
    account = account_of("duty-officer", password=PASSWORD)
    client = Client()
    signing_in(client, account)
    secret, _ = with_second_factor(client)
    assert secret not in str(list(Authenticator.objects.values("data")))


@pytest.mark.parametrize("role", ["duty-officer", "planner", "commander", "auditor", "administrator"])
def test_without_a_second_factor_a_role_that_matters_gets_nowhere(role):
    client = Client()
    signing_in(client, account_of(role, password=PASSWORD))
    assert client.get("/account/login/").status_code == 302
    request = client.get("/account/second-factor/").wsgi_request
    assert first_step_of(request) == "mfa_activate_totp"


@pytest.mark.parametrize("role", ["volunteer", "viewer"])
def test_a_password_is_enough_for_a_volunteer_and_a_viewer(role):
    client = Client()
    signing_in(client, account_of(role, password=PASSWORD))
    assert first_step_of(client.get("/account/second-factor/").wsgi_request) is None


def test_signing_out_ends_the_session_on_the_server(client_as):
    client = client_as("viewer")
    stolen = client.cookies["sessionid"].value
    client.post("/account/logout/")
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert thief.get(OWN).url == f"{LOGIN}?next={OWN}"
    assert kinds() == ["signed in", "signed out"]


def test_a_session_ends_with_the_browser():
    client = Client()
    signing_in(client, account_of("viewer", password=PASSWORD))
    assert client.cookies["sessionid"]["max-age"] == ""


def test_changing_a_password_ends_the_other_sessions():
    account = account_of("viewer", password=PASSWORD)
    first, second = Client(), Client()
    for client in (first, second):
        signing_in(client, account)
    first.post(CHANGE, NEW)
    assert [client.get(OWN).status_code for client in (first, second)] == [200, 302]


@override_settings(STANDTO_ONE_SESSION=True)
def test_one_session_may_be_kept_for_each_account():
    account = account_of("viewer", password=PASSWORD)
    first, second = Client(), Client()
    for client in (first, second):
        signing_in(client, account)
    assert [client.get(OWN).status_code for client in (first, second)] == [302, 200]


@pytest.mark.parametrize(("key", "ago", "status"), SESSION_ENDS)
def test_a_session_ends_by_age_and_by_idleness(client_as, key, ago, status):
    client = client_as("viewer")
    session = client.session
    session[key] = real_now() - ago * MINUTE
    session.save()
    assert client.get(OWN).status_code == status
    assert kinds() == ["signed in"] + ["session ended"] * (status == 302)


def test_a_page_that_brings_itself_up_to_date_keeps_no_session_alive(client_as):
    client = client_as("viewer")
    session = client.session
    before = session["seen"] = real_now() - 20 * MINUTE
    session.save()
    client.get(OWN, headers={"HX-Request": "true"})
    assert client.session["seen"] == before
    client.get(OWN)
    assert client.session["seen"] > before


@pytest.mark.parametrize(("role", "status"), [("viewer", 200), ("duty-officer", 302)])
def test_only_a_screen_that_sees_counts_may_lie_idle(client_as, role, status):
    client = client_as(role, screen=True)
    session = client.session
    session["seen"] = real_now() - HOUR
    session.save()
    assert client.get(OWN).status_code == status


def test_a_form_without_its_token_is_refused():
    account = account_of("viewer", password=PASSWORD)
    assert signing_in(Client(enforce_csrf_checks=True), account).status_code == 403


@override_settings(STANDTO_WRITES_A_MINUTE=3)
def test_who_writes_too_often_waits(client_as):
    client, other = client_as("viewer"), client_as("viewer")
    answers = [client.post(OWN).status_code for _ in range(4)]
    assert answers == [405, 405, 405, 429]
    assert other.post(OWN).status_code == 405


def test_a_password_is_asked_for_again_before_the_second_factor_changes():
    account = account_of("viewer", password=PASSWORD)
    client = Client()
    signing_in(client, account)
    session = client.session
    session["began"] -= 6 * MINUTE
    session.save()
    assert client.get("/account/second-factor/add/").url.startswith("/account/reauthenticate/")


@pytest.mark.parametrize(("backend", "status"), [("dummy", 404), ("locmem", 200)])
def test_the_password_is_reset_by_mail_only_where_there_is_mail(backend, status):
    with override_settings(EMAIL_BACKEND=f"django.core.mail.backends.{backend}.EmailBackend"):
        assert Client().get("/account/password/reset/").status_code == status


def test_an_account_that_another_administrator_must_confirm_first_chooses_its_password(desk):
    """Its own page is the only one that it may open, and asks for nothing."""
    keeper = account_of("administrator", username="keeper")
    _, password = make_account(by=keeper, username="gold-1", force=HOME, roles=[Role.COMMANDER])
    client = Client()
    answer = client.post("/account/login/", {"login": "gold-1", "password": password})
    assert answer["Location"] == "/account/password/change/"
    assert "One-time: choose your own" in words_of(client.get("/account/"))
    new = {"oldpassword": password, "password1": "three words of mine", "password2": "three words of mine"}
    assert client.post("/account/password/change/", new)["Location"] == "/account/second-factor/add/"
