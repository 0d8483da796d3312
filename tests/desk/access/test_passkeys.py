"""Passkeys, in Chromium with a device of its own, against a real server; and what they must survive."""

from __future__ import annotations

import json
import os
from base64 import urlsafe_b64encode
from collections import Counter

import pytest
from django.test import Client, override_settings

from standto.cli.main import main
from standto_desk.access.first_steps import first_step_of
from standto_desk.access.models import Account, SecurityEvent
from tests.desk.access.test_in_a_browser import faults
from tests.desk.people import HOME, PASSWORD, account_of, client_of
from tests.desk.serving import KEY, serve

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def served(desk, tmp_path):
    """A server on the desk of this test, whose commanders and administrators must have passkeys."""
    for role in ("commander", "administrator", "viewer"):
        account_of(role, username=role, password=PASSWORD)
    with serve(tmp_path, "--database", desk, STANDTO_SECRET_KEY=KEY, STANDTO_PASSKEYS_REQUIRED="1") as server:
        yield f"http://localhost:{server.port}"


@pytest.fixture
def page(chromium):
    """A page of a browser with a device that keeps passkeys."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, bypass_csp=True)
    opened = context.new_page()
    tools = context.new_cdp_session(opened)
    tools.send("WebAuthn.enable")
    opened.tools = tools
    opened.device = tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    opened.wrong = []
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    yield opened
    context.close()
    assert opened.wrong == []


def signs_in(page, address, name):
    page.goto(f"{address}/account/login/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def heading(page, text):
    page.get_by_role("heading", name=text, level=1).wait_for()


@pytest.mark.browser
def test_a_commander_must_add_a_passkey_and_then_signs_in_with_it_alone(served, page):
    signs_in(page, served, "commander")
    heading(page, "Add a passkey")
    assert faults(page) == []
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add the passkey").click()
    heading(page, "Recovery codes")
    page.goto(f"{served}/account/second-factor/")
    assert "My phone" in page.locator("main").inner_text()
    assert faults(page) == []
    page.get_by_role("button", name="Sign out").click()
    heading(page, "Sign in to Standto")
    assert faults(page) == []
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Sign out").wait_for()
    assert "/account/" not in page.url
    lines = SecurityEvent.objects.filter(account=Account.objects.get(username="commander").pk)
    assert Counter(lines.values_list("kind", flat=True)) == {
        "signed in": 2,
        "passkey added": 1,
        "recovery codes made": 1,
        "signed out": 1,
    }


@pytest.mark.browser
def test_a_viewer_who_wants_a_passkey_uses_it_after_the_password_and_removes_it(served, page):
    signs_in(page, served, "viewer")
    page.goto(f"{served}/account/passkeys/add/")
    page.get_by_role("button", name="Add the passkey").click()
    heading(page, "Recovery codes")
    page.goto(f"{served}/account/login/")
    page.context.clear_cookies()
    signs_in(page, served, "viewer")
    heading(page, "Enter your code")
    assert faults(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto(f"{served}/account/second-factor/")
    page.get_by_role("link", name="Remove").click()
    heading(page, "Do you want to remove the passkey Passkey 1?")
    assert faults(page) == []
    page.get_by_role("button", name="Remove").click()
    heading(page, "Passkeys and the second step")
    kinds = SecurityEvent.objects.filter(kind__startswith="passkey").values_list("kind", flat=True)
    assert sorted(kinds) == ["passkey added", "passkey removed"]


@pytest.mark.browser
def test_a_device_that_does_not_know_its_owner_signs_nobody_in(served, page):
    signs_in(page, served, "viewer")
    page.goto(f"{served}/account/passkeys/add/")
    page.tools.send("WebAuthn.setUserVerified", {"authenticatorId": page.device, "isUserVerified": False})
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_text("The passkey was not added").first.wait_for()
    assert not SecurityEvent.objects.filter(kind="passkey added").exists()


@pytest.mark.browser
def test_without_scripts_a_page_says_that_it_needs_them_and_passwords_work(served, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    signs_in(page, served, "viewer")
    page.goto(f"{served}/account/passkeys/add/")
    assert "its scripts are off" in page.locator("main").inner_text()
    assert not page.get_by_role("button", name="Add the passkey").is_visible()
    context.close()


@pytest.mark.browser
def test_an_invited_person_takes_a_passkey_and_has_no_password(handful_alone, tmp_path, page, monkeypatch):
    monkeypatch.setitem(os.environ, "DATABASE_URL", handful_alone)
    assert main(["account", "invite", "--force", HOME, "--codes", str(tmp_path / "codes.csv")]) == 0
    row = (tmp_path / "codes.csv").read_text().splitlines()[1].split(",")
    demo = {"STANDTO_DEMO": "1", "STANDTO_SECOND_FACTOR": "off"}
    with serve(tmp_path, STANDTO_SECRET_KEY=KEY, DATABASE_URL=handful_alone, **demo) as server:
        page.goto(f"http://localhost:{server.port}/account/invited/")
        assert faults(page) == []
        page.get_by_label("Your code").fill(row[4].upper())
        page.get_by_role("button", name="Continue").click()
        heading(page, "Choose a password")
        assert faults(page) == []
        page.get_by_role("link", name="Use a passkey").click()
        heading(page, "Add a passkey")
        assert faults(page) == []
        page.get_by_role("button", name="Add the passkey and sign in").click()
        page.wait_for_url("**/my/")
    account = Account.objects.get(username=row[2])
    assert (account.has_usable_password(), account.authenticator_set.get().type) == (False, "webauthn")
    kinds = list(SecurityEvent.objects.filter(account=account.pk).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["account made", "role given", "invited", "invitation used", "passkey added", "signed in"]


def answered(binary: bytes) -> str:
    """An answer whose binary parts are these, and whose other parts are sound."""
    coded = urlsafe_b64encode(binary).decode().rstrip("=")
    client = urlsafe_b64encode(json.dumps({"type": "webauthn.get", "challenge": "AAAA", "origin": "x"}).encode())
    parts = {"attestationObject": coded, "authenticatorData": coded, "signature": "AA", "userHandle": "MQ"}
    response = {"clientDataJSON": client.decode().rstrip("="), **parts}
    return json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": response})


EXTENDED = b"\x00" * 32 + b"\x80" + b"\x00" * 4
"""What a device says of itself, up to its extensions."""
SENT = [
    *("", "null", "0", "1", "false", '""', "[]", "{}", "not JSON", "\x00", '{"id": 1}', '{"response": []}'),
    *('"\\ud800"', "[" * 50_000, '{"a":' * 50_000, "9" * 5_000, '{"a": %s}' % ("9" * 5_000)),
    '{"response": {"userHandle": "!"}}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA"}}),
    json.dumps({"id": "AA", "response": {"userHandle": "MDAwMA", "authenticatorData": "AA", "signature": "AA"}}),
    # A length of one and of two bytes, without the length; lists in lists.
    *(answered(first + cut) for first in (b"", EXTENDED) for cut in (b"\x58", b"\x59", b"\x81" * 5_000)),
]


@pytest.mark.parametrize("sent", SENT)
def test_an_answer_that_no_device_sends_is_refused_and_breaks_nothing(desk, sent):
    account = account_of("viewer", password=PASSWORD)
    browser = client_of(account)
    asked = Client()
    asked.get("/account/passkey/", headers={"X-Requested-With": "XMLHttpRequest"})
    browser.get("/account/passkeys/add/")
    assert browser.post("/account/passkeys/add/", {"credential": sent}).status_code == 200
    assert asked.post("/account/passkey/", {"credential": sent}).url == "/account/login/"
    assert browser.post("/account/reauthenticate/passkey/", {"credential": sent}).url == "/account/reauthenticate/"
    assert account.authenticator_set.count() == 0


@pytest.mark.parametrize(("role", "step"), [("commander", True), ("administrator", True), ("planner", False)])
@override_settings(STANDTO_PASSKEYS_REQUIRED=True)
def test_roles_that_decide_or_administer_must_have_a_passkey_if_the_policy_says_so(desk, role, step):
    browser = client_of(account_of(role))
    answer = browser.get("/alerts/")
    assert (answer.headers.get("Location") == "/account/passkeys/add/") is step
    assert first_step_of(answer.wsgi_request) == ("mfa_add_webauthn" if step else None)


def test_by_default_nobody_must_have_a_passkey(desk):
    assert client_of(account_of("administrator")).get("/accounts/").status_code == 200


def test_a_volunteer_is_offered_a_second_factor_and_never_asked_for_one(desk):
    browser = client_of(account_of("volunteer", cipher="m0001"))
    page = browser.get("/account/second-factor/").content.decode()
    assert "You do not need either: add one if you want to." in page
    assert browser.get("/my/").status_code == 200
