"""A new administrator sets a desk up in a browser, with a police force's workbook: from nothing to people at work."""

from __future__ import annotations

import shutil
import time

import pytest
from django.db import connection

from standto_desk.clock.setting import start_demo_clock
from tests.desk.browser.conftest import PASSWORD, PHONE
from tests.desk.browser.test_importing import serious
from tests.desk.databases import point_at
from tests.desk.pages.importing.workbooks import instant
from tests.desk.pages.setting_up.answering import ANSWERS, workbook
from tests.desk.people import account_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MINUTES = 30
"""The most minutes from an empty desk to a board; a person reads meanwhile, which a test does not."""


@pytest.fixture
def server(tmp_path, empty_sqlite, served):
    path = tmp_path / "desk.sqlite3"
    shutil.copy(empty_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    start_demo_clock(at=instant("2023-09-18T12:00"))
    for name in ("keeper", "keeper-2"):
        account_of("administrator", username=name, password=PASSWORD)
    yield served(url)
    connection.close()


OWN_PASSWORD = "three words that I chose"


class Sitting:
    """One sitting: the time that each step took, and what axe found on each page."""

    def __init__(self, visitor, axe):
        self.visitor, self._axe = visitor, axe
        self.seconds, self.found, self.wide = {}, {}, []
        self._since = time.monotonic()

    def looks(self, step):
        """Look at the page of a step."""
        found, wide = serious(self._axe, self.visitor)
        if found:
            self.found[step] = found
        if wide:
            self.wide.append(step)

    def passes(self, step):
        """Note how long a step took."""
        now = time.monotonic()
        self.seconds[step], self._since = round(now - self._since, 1), now

    def answers(self, step):
        """Fill the form of a step and go on."""
        self.looks(step)
        for name, text in ANSWERS[step].items():
            if name == "rules":
                self.visitor.page.locator(f"[name={name}][value={text}]").check()
            elif text == "on":
                self.visitor.page.locator(f"[name='{name}']").check()
            else:
                self.visitor.page.locator(f"[name='{name}']").fill(text)
        self.visitor.presses("Save and continue")
        self.passes(step)


@pytest.mark.parametrize("options", [{"viewport": PHONE}, {"java_script_enabled": False}], ids=["phone", "no scripts"])
def test_a_new_administrator_comes_from_nothing_to_a_board(server, visitors, options, record_property):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()
    book, scripts = workbook(), options.get("java_script_enabled", True)
    visitor = visitors(server, "keeper", bypass_csp=True, **options)
    sitting = Sitting(visitor, axe)
    if not scripts:
        sitting.looks = lambda _: None
    visitor.goes_to("/set-up/")
    visitor.finds("0 of 7 steps done")
    sitting.looks("list")
    visitor.follows("Continue")
    sitting.answers("force")
    sitting.answers("teams")
    sitting.looks("sheet")
    given = {"name": book.name, "mimeType": "application/octet-stream", "buffer": book.read()}
    visitor.page.set_input_files("[name=workbooks]", [given])
    visitor.presses("Read the sheet")
    visitor.finds("We have read your sheet")
    sitting.looks("key file")
    with visitor.page.expect_download() as saved:
        visitor.page.get_by_role("button", name="Save the key file").click()
    assert saved.value.suggested_filename == "key.csv"
    visitor.page.get_by_label("I have saved the key file").check()
    visitor.presses("Continue")
    sitting.passes("sheet")
    for step in ("duties", "powers", "policy"):
        sitting.answers(step)
    sitting.looks("review")
    visitor.presses("Enter all of it")
    visitor.finds("Your plan is entered, and the board works")
    sitting.looks("first accounts")
    sitting.passes("entering")
    second = visitors(server, "keeper-2")
    officer = _let_in(visitor, second, visitors(server), "duty-officer")
    for role in ("commander", "planner"):
        _let_in(visitor, second, visitors(server), role)
    sitting.passes("accounts")
    _invites_everybody(visitor, second, sitting)
    sitting.passes("invitations")
    visitor.goes_to("/set-up/accounts/")
    visitor.finds("Your desk is set up")
    sitting.looks("done")
    officer.goes_to("/")
    officer.finds("Armed response vehicles")
    sitting.passes("board")
    record_property("seconds", sitting.seconds)
    assert (sitting.found, sitting.wide, visitor.faults) == ({}, [], [])
    assert sum(sitting.seconds.values()) < MINUTES * 60


def _let_in(first, second, owner, role):
    """One administrator makes an account, its owner signs in, and the other confirms it; the owner's browser."""
    first.goes_to("/set-up/accounts/")
    first.page.locator(f"a[href='/accounts/new/?role={role}']").first.click()
    first.fills(username=f"the-{role}")
    first.presses("Make the account")
    password = first.page.locator("code").inner_text()
    first.follows("I have passed it on")
    first.finds(f"the-{role}: its owner has not signed in yet")
    owner.goes_to("/account/login/")
    owner.fills(login=f"the-{role}", password=password)
    owner.presses("Sign in")
    owner.fills(oldpassword=password, password1=OWN_PASSWORD, password2=OWN_PASSWORD)
    owner.presses("Change password")
    second.goes_to("/set-up/accounts/")
    second.follows(f"the-{role}")
    second.presses("Confirm the changes")
    second.follows("Go on with the first accounts")
    return owner


def _invites_everybody(first, second, sitting):
    """One administrator invites everybody, and the other gets the letters."""
    first.goes_to("/set-up/accounts/")
    first.follows("Next: invitations for your people")
    sitting.looks("invite")
    first.presses("See who would be invited")
    first.finds("Invite 45 people?")
    first.presses("Ask another administrator to confirm")
    first.follows("Go on with the first accounts")
    first.finds("Another administrator must confirm the invitations of 45 people")
    second.goes_to("/set-up/accounts/")
    second.follows("Invitations for your people")
    with second.page.expect_download() as letters:
        second.page.get_by_role("button", name="Confirm and get the codes").click()
    assert letters.value.suggested_filename.endswith("letters.pdf")


def test_the_whole_of_it_goes_by_keyboard(server, visitors):
    book, visitor = workbook(), visitors(server, "keeper")
    keys = visitor.page.keyboard
    # Chromium is to hand choosers to the test long before there is one: this takes effect some time after it is asked.
    visitor.page.on("filechooser", lambda _: None)
    visitor.goes_to("/set-up/")
    _presses_by_keyboard(visitor, "Continue")
    for step in ("force", "teams"):
        _types(visitor, step)
    _tabs_to(visitor, "id_workbooks")
    with visitor.page.expect_file_chooser() as chooser:
        keys.press("Enter")
    chooser.value.set_files([{"name": book.name, "mimeType": "application/octet-stream", "buffer": book.read()}])
    _presses_by_keyboard(visitor, "Read the sheet")
    visitor.finds("We have read your sheet")
    _tabs_to(visitor, "Save the key file")
    with visitor.page.expect_download():
        keys.press("Enter")
    _tabs_to(visitor, "saved")
    keys.press("Space")
    _presses_by_keyboard(visitor, "Continue")
    for step in ("duties", "powers", "policy"):
        _types(visitor, step)
    _presses_by_keyboard(visitor, "Enter all of it")
    visitor.finds("Your plan is entered, and the board works")
    _presses_by_keyboard(visitor, "Next: a duty officer")
    _tabs_to(visitor, "username")
    keys.type("the-duty-officer")
    _presses_by_keyboard(visitor, "Make the account")
    _presses_by_keyboard(visitor, "I have passed it on")
    visitor.finds("the-duty-officer: its owner has not signed in yet")
    assert visitor.faults == []


def _types(visitor, step):
    """Answer a step without a mouse."""
    for name, text in ANSWERS[step].items():
        _tabs_to(visitor, name)
        if name == "rules":
            visitor.page.keyboard.press("ArrowDown")
        elif text == "on":
            visitor.page.keyboard.press("Space")
        else:
            visitor.page.keyboard.press("Control+a")
            visitor.page.keyboard.insert_text(text)
    _presses_by_keyboard(visitor, "Save and continue")


def _presses_by_keyboard(visitor, words):
    _tabs_to(visitor, words)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def _tabs_to(visitor, name):
    """Press Tab until a field or button has the focus, by its name, its id or its words."""
    for _ in range(120):
        visitor.page.keyboard.press("Tab")
        held = "[document.activeElement.name, document.activeElement.id, document.activeElement.innerText.trim()]"
        if name in visitor.page.evaluate(held):
            return
    raise AssertionError(f"nobody gets to {name} by keyboard: {visitor.words}")
