"""Changes of the register as a planner, a duty officer and a commander make them in a browser, wide and on a phone."""

from __future__ import annotations

import shutil

import pytest
from django.db import connection

from tests.desk.browser.conftest import PASSWORD, PHONE
from tests.desk.databases import point_at
from tests.desk.people import account_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def server(tmp_path_factory, weekend_sqlite, served):
    path = tmp_path_factory.mktemp("register") / "desk.sqlite3"
    shutil.copy(weekend_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    for role in ("planner", "commander", "duty-officer"):
        account_of(role, username=role, password=PASSWORD, post=role)
    yield served(url)
    connection.close()


def looked_at(visitor):
    """Hold that axe finds nothing serious on a page, and that it does not scroll sideways."""
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(visitor.page).response["violations"]
    assert [(one["id"], visitor.page.url) for one in violations if one["impact"] in ("serious", "critical")] == []
    width = visitor.page.evaluate("document.documentElement.scrollWidth")
    assert width <= visitor.page.viewport_size["width"], visitor.page.url
    assert visitor.faults == []


@pytest.mark.parametrize("how", [{}, {"viewport": PHONE}, {"viewport": NARROW, "java_script_enabled": False}])
def test_a_duty_is_added_changed_and_undone(server, visitors, how):
    planner = visitors(server, "planner", bypass_csp=True, **how)
    look = looked_at if "java_script_enabled" not in how else lambda _: None
    planner.goes_to("/register/add/duties/")
    look(planner)
    number = str(len(how))
    planner.fills(name=f"Guard of gate {number}", task="guard", strength="2")
    planner.page.get_by_label("Authorised firearms officer", exact=True).check()
    planner.presses("Continue")
    planner.finds("Check the effect")
    look(planner)
    planner.presses("Confirm and enter")
    planner.finds("Entered")
    look(planner)
    planner.follows("Undo this change")
    planner.finds(f"End a duty: guard-of-gate-{number}")
    look(planner)
    planner.presses("Confirm and enter")
    planner.finds("Ended a duty")


def test_a_form_with_faults_leads_to_its_fields(server, visitors):
    planner = visitors(server, "planner", bypass_csp=True)
    planner.goes_to("/register/add/duties/")
    planner.page.get_by_role("button", name="Continue", exact=True).click()
    planner.page.wait_for_load_state()
    assert planner.page.title().startswith("Error")
    planner.faults.clear()  # the console names the status of the answer
    looked_at(planner)


def test_a_change_of_the_policy_is_confirmed_by_a_commander(server, visitors):
    planner, commander = (visitors(server, who, bypass_csp=True) for who in ("planner", "commander"))
    planner.goes_to("/register/change/scenario/policy/")
    looked_at(planner)
    planner.page.locator("[name='policy.reserve']").fill("5")
    planner.presses("Continue")
    planner.presses("Propose this change")
    planner.finds("Proposed")
    looked_at(planner)
    commander.goes_to("/register/waiting/")
    looked_at(commander)
    commander.follows("Change the settings")
    commander.finds("Spare people that each duty keeps")
    looked_at(commander)
    commander.presses("Confirm this change")
    commander.finds("Confirmed by")
    looked_at(commander)


def test_a_person_is_added_with_a_ticket(server, visitors):
    officer = visitors(server, "duty-officer", bypass_csp=True, viewport=PHONE)
    officer.goes_to("/register/add/people/")
    looked_at(officer)
    officer.fills(person="m9901")
    officer.page.get_by_label("Authorised firearms officer", exact=True).check()
    officer.presses("Continue")
    looked_at(officer)
    officer.presses("Confirm and enter")
    officer.finds("Added a person")
    assert "m9901" not in officer.address
