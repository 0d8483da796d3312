"""A cover statement on the desk in a browser: axe, a phone, no JavaScript, and paper."""

from __future__ import annotations

import shutil

import pytest
from django.db import connection

from standto_desk.kit.instants import written
from tests.desk.browser.conftest import PASSWORD, PHONE
from tests.desk.databases import point_at
from tests.desk.people import account_of
from tests.desk.weekends import london

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(tmp_path_factory, weekend_sqlite, served):
    path = tmp_path_factory.mktemp("pages") / "desk.sqlite3"
    shutil.copy(weekend_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    for role in ("commander", "viewer"):
        account_of(role, username=role, password=PASSWORD)
    yield served(url)
    connection.close()


def address(since="2023-09-21T18:00", until="2023-09-23T12:00"):
    """The address of the statement of the weekend's first days."""
    start, end = (written(london().at(text)) for text in (since, until))
    return f"/statement/?since={start}&until={end}&audience=command"


def test_a_statement_is_sound_for_everybody(server, visitors):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()
    visitor = visitors(server, "commander", bypass_csp=True, viewport=PHONE)
    visitor.goes_to(address())
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    violations = axe.run(visitor.page).response["violations"]
    assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == []


def test_a_statement_needs_no_scripts_and_breaks_no_policy(server, visitors):
    with_scripts, without = visitors(server, "commander"), visitors(server, "commander", java_script_enabled=False)
    for visitor in (with_scripts, without):
        visitor.goes_to(address())
        visitor.finds("Cover statement for command")
        visitor.page.locator('a[href*="statement/entries"]').first.click()
        visitor.finds("Entries behind")
    assert with_scripts.faults == []


def test_a_viewer_chooses_a_month_with_one_click(server, visitors):
    visitor = visitors(server, "viewer")
    visitor.goes_to("/statement/")
    visitor.follows("Last month")
    visitor.finds("Nothing was planned then")
