"""What-ifs go from a planner to a commander, and the log is kept: wide, on a phone, without scripts, by axe."""

from __future__ import annotations

import shutil

import pytest
from django.db import connection

from tests.desk.browser.conftest import PASSWORD, PHONE, WIDE
from tests.desk.databases import point_at
from tests.desk.people import account_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(tmp_path_factory, weekend_sqlite, served):
    path = tmp_path_factory.mktemp("what-ifs") / "desk.sqlite3"
    shutil.copy(weekend_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    account_of("planner", username="planner", password=PASSWORD)
    account_of("commander", username="commander", password=PASSWORD, post="strategic-commander")
    yield served(url)
    connection.close()


@pytest.fixture(scope="module")
def looked_at():
    """Look at the page of a visitor: axe finds nothing serious, and nothing scrolls sideways."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()

    def look(visitor):
        violations = axe.run(visitor.page).response["violations"]
        assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == [], visitor.page.url
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, visitor.page.url

    return look


@pytest.mark.parametrize(("size", "scripts"), [(WIDE, True), (PHONE, True), (PHONE, False)])
def test_a_what_if_goes_from_a_form_to_a_commander_and_to_a_proposal(server, visitors, looked_at, size, scripts):
    # axe puts itself into the page, and runs as a script.
    look = looked_at if scripts else lambda visitor: None
    options = {"viewport": size, "java_script_enabled": scripts, "bypass_csp": scripts}
    planner, commander = (visitors(server, name, **options) for name in ("planner", "commander"))
    name = f"Kent withdraws, {size['width']} {scripts}"
    planner.goes_to("/what-if/")
    planner.follows("Try a what-if")
    look(planner)
    planner.presses("A force’s help changes")
    look(planner)
    planner.page.locator("[name=pool]").select_option("pool:kent-arv")
    planner.page.locator("[name=verb]").select_option("withdraws")
    planner.presses("Add this")
    look(planner)
    planner.finds("4 places of kent-arv are withdrawn")
    planner.follows("Keep this under a name")
    look(planner)
    planner.fills(name=name)
    planner.presses("Keep it")
    look(planner)
    planner.follows("Show it to a commander")
    look(planner)
    planner.fills(note="Who replaces them?")
    planner.presses("Show it")

    commander.goes_to("/what-if/")
    look(commander)
    commander.finds("Who replaces them?")
    commander.follows(name)
    commander.presses("I have looked at it")
    commander.goes_to("/what-if/")
    assert "Who replaces them?" not in commander.words
    commander.page.get_by_label(name).check()
    commander.presses("Compare with today")
    look(commander)
    commander.goes_to("/what-if/")
    commander.follows(name)
    commander.follows("If it happens, record: kent-arv, aid withdrawn")
    look(commander)
    commander.finds("Record that kent-arv has withdrawn help")
    assert planner.faults == []
    assert commander.faults == []


def test_a_log_entry_is_written_given_away_found_and_done(server, visitors, looked_at):
    commander = visitors(server, "commander", viewport=PHONE, bypass_csp=True)
    commander.goes_to("/log/")
    looked_at(commander)
    commander.follows("Write in the log")
    looked_at(commander)
    commander.fills(words="Bridge Street is closed.")
    commander.page.locator("[name=owner]").select_option("post:strategic-commander")
    commander.presses("Write it")
    looked_at(commander)
    commander.goes_to("/log/?words=BRIDGE")
    looked_at(commander)
    commander.follows("Bridge Street is closed.")
    commander.presses("Mark it as done")
    commander.finds("Marked as done")
    assert commander.faults == []
