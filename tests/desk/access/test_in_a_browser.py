"""An administrator's first day, in Chromium, against a real server: only the command line has set it up."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.desk.access.codes import code_of
from tests.desk.people import HOME
from tests.desk.serving import KEY, SOURCE, serve

pytestmark = pytest.mark.browser

OWN = "a password of my own"
PAGES = ["/account/", "/account/second-factor/", "/account/password/change/", "/accounts/", "/accounts/new/"]
PAGES += ["/accounts/posts/", "/accounts/posts/appoint/", "/accounts/posts/mark/", "/accounts/settings/"]
PAGES += ["/security-log/"]
WRONG = ("error", "warning")


@pytest.fixture(scope="module")
def desk_at(tmp_path_factory):
    """A server on an empty desk with one administrator: its address, and the one-time password."""
    folder = tmp_path_factory.mktemp("served")
    database = f"sqlite:///{folder}/desk.sqlite3"
    words = [sys.executable, "-m", "standto.cli.main", "account", "make", "keeper", "--force", HOME]
    words += ["--role", "administrator", "--database", database]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("STANDTO_", "DATABASE_URL"))}
    kept["PYTHONPATH"] = str(SOURCE)
    told = subprocess.run(words, env=kept, capture_output=True, text=True, check=True).stdout
    with serve(folder, "--database", database, STANDTO_SECRET_KEY=KEY) as server:
        yield f"http://localhost:{server.port}", re.search(r"(?:\w{4}-){4}\w{4}", told)[0]


def faults(page) -> list:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing")
    found = axe.Axe().run(page)
    return [(fault["id"], fault["help"], fault["nodes"][0]["html"]) for fault in found.response["violations"]]


def first_sign_in(page, address: str, password: str) -> str:
    """Sign in with a one-time password, choose another, add a second factor; return its secret."""
    page.goto(f"{address}/")
    page.get_by_label("User name").fill("keeper")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="Change your password").wait_for()
    for label, typed in (("Current password", password), ("New password", OWN), ("New password again", OWN)):
        page.get_by_label(label, exact=True).fill(typed)
    page.get_by_role("button", name="Change").click()
    page.get_by_role("heading", name="Turn on the second step").wait_for()
    secret = page.locator("code").inner_text()
    page.get_by_label("Code", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="Turn on").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert page.locator(".desk-codes li").count() == 10
    return secret


def test_an_administrators_first_day_on_a_phone_without_scripts(chromium, desk_at):
    address, password = desk_at
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    secret = first_sign_in(page, address, password)

    page.goto(f"{address}/accounts/")
    page.get_by_role("button", name="Make an account").click()
    page.get_by_label("User name").fill("officer")
    page.get_by_label("Duty officer").check()
    page.get_by_role("button", name="Make the account").click()
    assert re.fullmatch(r"(?:\w{4}-){4}\w{4}", page.locator("main code").inner_text())
    page.get_by_role("button", name="I have passed it on").click()
    page.get_by_role("heading", name="officer").wait_for()

    page.goto(f"{address}/accounts/posts/appoint/")
    page.get_by_label("Post", exact=True).fill("night-desk")
    page.get_by_label("Account", exact=True).select_option("officer")
    page.get_by_role("button", name="Appoint").click()
    assert page.get_by_text("night-desk").first.is_visible()
    page.get_by_role("button", name="Sign out").click()

    page.goto(f"{address}/accounts/")
    page.get_by_label("User name").fill("keeper")
    page.get_by_label("Password", exact=True).fill(OWN)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(code_of(secret, 1))
    page.get_by_role("button", name=re.compile("^(Sign in|Continue)$")).click()
    page.get_by_role("heading", name="Accounts").wait_for()
    context.close()


def test_every_page_of_accounts_passes_axe_fits_a_phone_and_says_nothing_to_the_console(chromium, served_session):
    address, state = served_session
    for width in (360, 1280):
        size = {"width": width, "height": 740}
        context = chromium.new_context(viewport=size, storage_state=state, bypass_csp=True)
        page, said = context.new_page(), []
        page.on("console", lambda message, said=said: message.type in WRONG and said.append(message.text))
        for path in PAGES:
            page.goto(f"{address}{path}")
            assert page.url == f"{address}{path}"
            assert faults(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert said == []
        context.close()


@pytest.fixture(scope="module")
def served_session(chromium, tmp_path_factory):
    """A demonstration, and the cookies of its administrator."""
    folder = tmp_path_factory.mktemp("demo")
    with serve(folder, "--demo") as server:
        address = f"http://localhost:{server.port}"
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{address}/account/login/")
        page.get_by_label("User name").fill("administrator")
        page.get_by_label("Password", exact=True).fill(server.passwords["administrator"])
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("heading", name="Accounts").wait_for()
        yield address, context.storage_state()
        context.close()


def test_an_account_is_disabled_by_keyboard_alone(chromium, served_session):
    address, state = served_session
    context = chromium.new_context(storage_state=state)
    page = context.new_page()
    page.goto(f"{address}/accounts/")
    tab_to(page, "viewer")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="viewer").wait_for()
    tab_to(page, "Disable the account")
    page.keyboard.press("Enter")
    page.get_by_text("You have disabled the account. It is signed out everywhere").wait_for()
    context.close()


def tab_to(page, text: str) -> None:
    """Press Tab until the element with the focus has this text."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip() == text:
            return
    raise AssertionError(f"the keyboard does not reach {text!r}")
