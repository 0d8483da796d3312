"""Situation reports in browsers: by axe, on a small phone, by keyboard, without scripts, and without an account."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from standto_desk.ledger.drafts import Author
from tests.desk.browser.conftest import DEMO, PASSWORD
from tests.desk.databases import point_at
from tests.desk.hostile.busy import GOLD, make_reports
from tests.desk.people import HOME, account_of
from tests.desk.serving import serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("/reports/", "/reports/new/", "/reports/1/", "/reports/3/", "/reports/4/", "/reports/4/words/risks/")
PUBLIC_PAGES = ("/public/", "/public/3/", "/public/99/")
SMALL = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def server(tmp_path_factory, weekend_sqlite) -> Iterator[Any]:
    path = tmp_path_factory.mktemp("reports") / "desk.sqlite3"
    shutil.copy(weekend_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    for role in ("planner", "viewer"):
        account_of(role, username=role, password=PASSWORD)
    commander = account_of("commander", username="commander", password=PASSWORD, post=GOLD)
    make_reports(commander, Author(str(commander.pk), GOLD, HOME))
    with serve(tmp_path_factory.mktemp("served"), DATABASE_URL=url, **DEMO, STANDTO_PUBLIC_REPORTS="1") as running:
        yield running
    connection.close()


def test_axe_finds_nothing_on_any_page_of_a_report(server, visitors):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()
    found = {}
    for visitor, pages in (
        (visitors(server, "commander", bypass_csp=True), PAGES),
        (visitors(server, bypass_csp=True), PUBLIC_PAGES),
    ):
        for page in pages:
            visitor.page.goto(f"{visitor.at}{page}")
            if violations := axe.run(visitor.page).response["violations"]:
                found[page] = [one["id"] for one in violations]
    assert found == {}


def test_no_page_scrolls_sideways_on_the_smallest_phone(server, visitors):
    wide = {}
    for visitor, pages in (
        (visitors(server, "planner", viewport=SMALL), PAGES),
        (visitors(server, viewport=SMALL), PUBLIC_PAGES),
    ):
        for page in pages:
            visitor.page.goto(f"{visitor.at}{page}")
            if (width := visitor.page.evaluate("document.documentElement.scrollWidth")) > SMALL["width"]:
                wide[page] = width
    assert wide == {}


def test_no_page_of_a_report_is_longer_than_five_screens_of_a_phone(server, visitors):
    visitor = visitors(server, "commander", viewport={"width": 390, "height": 844})
    long = {}
    for page in PAGES:
        visitor.goes_to(page)
        if (height := visitor.page.evaluate("document.documentElement.scrollHeight")) > 5 * 844:
            long[page] = height
    assert long == {}


def test_a_report_is_written_approved_and_published_without_scripts_and_read_by_everybody(server, visitors):
    planner, commander, everybody = (
        visitors(server, name, java_script_enabled=False) for name in ("planner", "commander", None)
    )
    planner.goes_to("/reports/")
    planner.follows("Draft a report")
    planner.page.get_by_label("The public").check()
    planner.presses("Draft the report")
    draft = planner.page.url.removeprefix(planner.at)
    planner.follows("Write Comment")
    planner.fills(words="The bridges stay open.")
    planner.presses("Save these words")
    commander.goes_to(draft)
    commander.presses("Approve this report")
    commander.presses("Publish this report")
    everybody.goes_to("/public/")
    everybody.page.locator("main a").first.click()
    everybody.finds("The bridges stay open.")
    assert everybody.context.cookies() == []
    planner.goes_to("/reports/")
    planner.page.get_by_role("button", name="for the public").click()
    planner.finds("No change since report")


def test_a_report_is_approved_by_keyboard(server, visitors):
    planner, commander = visitors(server, "planner"), visitors(server, "commander")
    planner.goes_to("/reports/new/")
    planner.presses("Draft the report")
    commander.goes_to(planner.page.url.removeprefix(planner.at))
    for _ in range(60):
        commander.page.keyboard.press("Tab")
        if commander.page.evaluate("document.activeElement.innerText").strip() == "Approve this report":
            break
    commander.page.keyboard.press("Enter")
    commander.finds("A second person has approved this report.")
    assert (planner.faults, commander.faults) == ([], [])
