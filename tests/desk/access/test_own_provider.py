"""Signing in at a real provider of OpenID Connect, which runs in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import requests
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.test import Client, override_settings

from standto.errors import InputError
from standto_desk.access.confirming import confirm_changes, last_of, unconfirmed_lines
from standto_desk.access.identities import link_identity, unlink_identity
from standto_desk.access.identity_rows import OutsideIdentity
from standto_desk.access.models import Account, SecurityEvent
from tests.desk.access.oidc_provider import SECRET
from tests.desk.people import PASSWORD, account_of, client_of
from tests.desk.reading_pages import words_of

CALLBACK = "http://testserver/account/provider/provider/callback/"
GO = "/account/provider/"


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    """The folder, the address and the client of a running provider."""
    folder = tmp_path_factory.mktemp("provider")
    words = [sys.executable, "-m", "tests.desk.access.oidc_provider", str(folder), CALLBACK]
    with subprocess.Popen(words, cwd=Path(__file__).parents[3], stdout=subprocess.PIPE, text=True) as process:
        port, client = process.stdout.readline().split()
        yield folder, f"http://localhost:{port}/o", client
        process.terminate()


def set_up(server, client):
    app = {"provider_id": "provider", "name": "Met", "client_id": client, "secret": SECRET}
    app["settings"] = {"server_url": server, "uid_field": "login", "fetch_userinfo": False, "scope": ["openid"]}
    app["settings"]["oauth_pkce_enabled"] = True
    return override_settings(
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [app]}},
        STANDTO_OIDC_SERVER=server,
        STANDTO_OIDC_NAME="the Met",
        STANDTO_OIDC_SECOND_FACTOR=("otp",),
    )


@pytest.fixture
def outside(provider, desk):
    folder, server, client = provider
    (folder / "tampered").unlink(missing_ok=True)
    with set_up(server, client):
        yield folder


def back_from(provider_page: str, who: str) -> str:
    """What a browser does at the provider: sign in there, and follow until it is sent back; the desk's address."""
    session = requests.Session()
    session.cookies.set("who", who)
    for _ in range(6):
        answer = session.get(provider_page, allow_redirects=False)
        assert answer.status_code == 302, answer.text[:500]
        provider_page = requests.compat.urljoin(provider_page, answer.headers["Location"])
        if provider_page.startswith(CALLBACK):
            return provider_page.removeprefix("http://testserver")
    raise AssertionError(provider_page)


def signing_in(who: str, browser=None):
    browser = browser or Client()
    return browser, browser.get(back_from(browser.get(GO).url, who))


def says(browser) -> str:
    return words_of(browser.get("/account/login/", follow=True))


def is_in(browser) -> bool:
    return browser.get("/account/").status_code == 200


def test_a_linked_account_signs_in_at_the_provider_and_signs_out_of_the_desk(outside):
    account = account_of("viewer", username="linked")
    link_identity(by=None, account=account, name="ada")
    browser, answer = signing_in("ada")
    assert (answer.url, is_in(browser)) == ("/", True)
    assert "Sign in at the Met" in words_of(Client().get("/account/login/"))
    browser.post("/account/logout/")
    assert not is_in(browser)
    kinds = list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["identity linked", "signed in", "signed out"]


def test_an_unknown_person_gets_no_account_and_nothing_of_them_is_kept(outside):
    browser, answer = signing_in("stranger")
    assert (answer.url, is_in(browser), Account.objects.count()) == ("/account/login/", False, 0)
    assert "No account here belongs to that identity" in says(browser)
    kept = [list(model.objects.values()) for model in apps.get_app_config("socialaccount").get_models()]
    assert kept == [[], [], []]
    assert "stranger" not in str(list(SecurityEvent.objects.values()))


def test_nothing_that_the_provider_says_of_a_person_is_kept(outside):
    link_identity(by=None, account=account_of("viewer", username="linked"), name="ada")
    browser, _ = signing_in("ada")
    models = [model for model in apps.get_models() if model._meta.managed]
    kept = str([list(model._base_manager.values()) for model in models]) + str(dict(browser.session))
    assert [word for word in ("Lovelace", "example.org", "'ada'") if word in kept] == []


@pytest.mark.parametrize("wrong", ["issuer", "nonce"])
def test_an_id_token_with_another_issuer_or_nonce_signs_nobody_in(outside, wrong):
    link_identity(by=None, account=account_of("viewer"), name="ada")
    (outside / "tampered").write_text(wrong)
    browser, answer = signing_in("ada")
    assert (answer.url, is_in(browser)) == ("/account/login/", False)
    assert "did not work" in says(browser)


def test_an_answer_for_another_browser_or_with_another_state_signs_nobody_in(outside):
    link_identity(by=None, account=account_of("viewer"), name="ada")
    first = Client()
    address = back_from(first.get(GO).url, "ada")
    other = Client()
    other.get(GO)
    for browser, path in ((other, address), (first, address.replace("state=", "state=x")), (first, address)):
        browser.get(path)
    assert (is_in(other), is_in(first)) == (False, True)
    again = Client()
    again.get(address)
    assert not is_in(again)


def test_with_the_provider_down_a_message_says_so_and_passwords_work(desk):
    account = account_of("viewer", password=PASSWORD)
    with set_up("http://localhost:9", "none"):
        browser = Client()
        assert browser.get(GO).url == "/account/login/"
        assert "We cannot reach the sign-in service" in says(browser)
        form = {"login": account.username, "password": PASSWORD}
        assert browser.post("/account/login/", form).url == "/"


def test_a_provider_that_goes_down_half_way_signs_nobody_in(outside):
    browser = Client()
    address = back_from(browser.get(GO).url, "ada")
    with set_up("http://localhost:9", "none"):
        assert browser.get(address).url == "/account/login/"
        assert "We cannot reach the sign-in service" in says(browser)


@pytest.mark.parametrize("path", ["?error=access_denied", "?code=x", "?code=x&state=y", "", "?code=\x00&state=\x00"])
def test_odd_answers_sign_nobody_in(outside, path):
    browser = Client()
    browser.get(GO)
    assert browser.get(f"/account/provider/provider/callback/{path}").url == "/account/login/"


def test_a_second_factor_of_the_provider_counts_if_the_setting_accepts_it(outside):
    for who in ("ada", "strong"):
        account = account_of("planner", username=f"planner-{who}")
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
        link_identity(by=None, account=account, name=who)
    weak, answer = signing_in("ada")
    assert (answer.url, is_in(weak)) == ("/account/authenticate/", False)
    strong, _ = signing_in("strong")
    assert is_in(strong)


def test_an_owner_links_their_own_account_and_one_that_acts_for_others_waits(outside):
    keeper, officer = account_of("administrator"), account_of("duty-officer")
    browser = client_of(officer)
    assert browser.get("/account/provider/link/go/").url == "/account/provider/link/"
    browser.post("/account/provider/link/")
    answer = browser.get(back_from(browser.get("/account/provider/link/go/").url, "ada"))
    assert (answer.url, OutsideIdentity.objects.get().account_id) == ("/account/", officer.pk)
    officer = Account.objects.get(pk=officer.pk)
    assert officer.is_suspended
    assert [line.kind for line in unconfirmed_lines(officer)] == ["identity linked"]
    confirm_changes(by=keeper, account=officer)
    assert not Account.objects.get(pk=officer.pk).is_suspended
    browser.post("/account/provider/unlink/")
    assert OutsideIdentity.objects.count() == 0


def test_an_administrator_who_links_somebody_stops_the_account_until_another_confirms(outside):
    keeper, officer = account_of("administrator"), account_of("commander")
    page = client_of(keeper).post(f"/accounts/{officer.pk}/identity/", {"name": "ada"})
    assert (page.status_code, Account.objects.get(pk=officer.pk).is_suspended) == (302, True)
    with pytest.raises(InputError, match="another account here"):
        link_identity(by=None, account=keeper, name="ada")
    assert client_of(keeper).post(f"/accounts/{officer.pk}/identity/remove/").status_code == 302
    assert OutsideIdentity.objects.count() == 0


def test_who_confirms_a_link_of_an_administrator_names_the_identity(desk):
    """Or one administrator could link somebody's account to an identity of their own, unseen."""
    keeper, second, officer = account_of("administrator"), account_of("administrator"), account_of("commander")
    with set_up("http://localhost:9", "none"):
        link_identity(by=keeper, account=officer, name="ada")
        browser, address = client_of(second), f"/accounts/{officer.pk}/confirm/"
        seen = last_of(unconfirmed_lines(officer := Account.objects.get(pk=officer.pk)))
        for typed in ("", "the-officer"):
            page = browser.post(address, {"seen": seen, "identity": typed})
            assert (page.status_code, 'id="id_identity-error"' in page.content.decode()) == (422, True)
        assert Account.objects.get(pk=officer.pk).is_suspended
        assert browser.post(address, {"seen": seen, "identity": " ada "}).status_code == 302
        assert not Account.objects.get(pk=officer.pk).is_suspended


def test_a_link_that_was_removed_again_needs_no_identity(desk):
    keeper, second, officer = account_of("administrator"), account_of("administrator"), account_of("commander")
    link_identity(by=keeper, account=officer, name="ada")
    unlink_identity(by=second, account=officer)
    confirm_changes(by=second, account=officer)


def test_a_disabled_account_does_not_sign_in_at_the_provider_either(outside):
    account = account_of("viewer")
    link_identity(by=None, account=account, name="ada")
    account.is_active = False
    account.save()
    browser, answer = signing_in("ada")
    assert (answer.url, is_in(browser)) == ("/account/inactive/", False)
