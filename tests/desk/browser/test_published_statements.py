"""A cover statement in browsers, from its draft to the page that needs no account: axe, a small phone, no scripts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from standto_desk.clock.setting import set_demo_clock
from tests.desk.browser.conftest import DEMO, PASSWORD
from tests.desk.databases import point_at
from tests.desk.people import account_of
from tests.desk.serving import serve
from tests.desk.weekends import london

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SMALL = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def server(tmp_path_factory, weekend_sqlite) -> Iterator[Any]:
    path = tmp_path_factory.mktemp("statements") / "desk.sqlite3"
    shutil.copy(weekend_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    set_demo_clock(at=london().at("2023-10-02T06:30"))
    for role in ("planner", "commander"):
        account_of(role, username=role, password=PASSWORD)
    with serve(tmp_path_factory.mktemp("served"), DATABASE_URL=url, **DEMO, STANDTO_PUBLIC_REPORTS="1") as running:
        yield running
    connection.close()


def looked_at(axe, visitor) -> tuple[list[str], bool, bool]:
    """What axe finds on the page, and whether it is wider or longer than a phone's page may be."""
    found = [one["id"] for one in axe.run(visitor.page).response["violations"]]
    width, height = (
        visitor.page.evaluate(f"document.documentElement.{one}") for one in ("scrollWidth", "scrollHeight")
    )
    return found, width > SMALL["width"], height > 9 * SMALL["height"]


def test_a_statement_is_drafted_approved_published_and_read_by_everybody_on_a_phone(server, visitors):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()
    planner, commander, reader = (
        visitors(server, who, bypass_csp=True, viewport=SMALL) for who in ("planner", "commander", None)
    )
    planner.goes_to("/reports/")
    planner.follows("Draft a cover statement")
    pages = {"form": looked_at(axe, planner)}
    planner.presses("Draft the statement")
    planner.finds("About 545 place-hours were short")
    pages["draft"] = looked_at(axe, planner)
    commander.goes_to(planner.page.url.removeprefix(planner.at))
    commander.presses("Approve this report")
    commander.presses("Publish this report")
    pages["published"] = looked_at(axe, commander)
    commander.goes_to("/reports/")
    pages["archive"] = looked_at(axe, commander)
    reader.goes_to("/public/")
    pages["list"] = looked_at(axe, reader)
    reader.follows("Cover statement 1")
    reader.finds("About 545 place-hours were short")
    pages["public"] = looked_at(axe, reader)
    assert reader.context.cookies() == []
    assert {name: found for name, found in pages.items() if found != ([], False, False)} == {}


def test_a_statement_is_drafted_without_scripts(server, visitors):
    planner = visitors(server, "planner", java_script_enabled=False)
    planner.goes_to("/reports/statement/")
    for name in ("first", "last"):
        planner.page.locator(f"[name={name}]").select_option(label="August 2023")
    planner.page.locator("main").get_by_role("button", name="Draft the statement").click()
    planner.finds("There is a problem")
    planner.finds("months in which nothing was planned")
    assert planner.page.locator("[name=first] option:checked").inner_text() == "August 2023"
