"""Looking the register up in a browser: by whom, on a wide screen and on a phone, with axe on every state."""

from __future__ import annotations

import shutil

import pytest
from django.db import connection
from django.test import override_settings

from standto.model.time import HOUR
from standto.scenario.layout import DUTIES
from standto_desk.book.row_versions import histories_of
from standto_desk.clock import now
from standto_desk.kit.instants import written
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import ROW, SET, Author, Draft
from tests.desk.browser.conftest import PASSWORD, PHONE, WIDE
from tests.desk.databases import point_at
from tests.desk.people import account_of
from tests.desk.random_tokens import without_tokens
from tests.desk.serving import KEY

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROLES = ("duty-officer", "planner", "viewer")


@pytest.fixture(scope="module")
def server(tmp_path_factory, weekend_sqlite, served):
    path = tmp_path_factory.mktemp("looking-up") / "desk.sqlite3"
    shutil.copy(weekend_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    for role in ROLES:
        account_of(role, username=role, password=PASSWORD)
    first = histories_of("duties", "ct-response")[0].versions[0].cells
    cells = {name: cell for name, cell in zip(DUTIES.columns, first, strict=True) if cell and name != "duty"}
    for strength, ahead in (("15", 30 * HOUR), ("11", 2 * HOUR)):
        draft = Draft(
            ROW, "duties", "ct-response", step=SET, occurred=now() + ahead, body={**cells, "strength": strength}
        )
        append([draft], author=Author("tests", "silver", "met"), now=now())
    yield served(url)
    connection.close()


@pytest.fixture
def looked_at(server, visitors):
    """Open pages as somebody, and hold that axe finds nothing and that no page scrolls sideways."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()

    def look(role: str, size, *paths: str):
        visitor = visitors(server, role, viewport=size, bypass_csp=True)
        found = {}
        for path in paths:
            visitor.page.goto(f"{visitor.at}{path}")
            violations = axe.run(visitor.page).response["violations"]
            wide = visitor.page.evaluate("document.documentElement.scrollWidth") > size["width"]
            serious = [one["id"] for one in violations if one["impact"] in ("serious", "critical")]
            if serious or wide:
                found[path] = (serious, wide)
        # The browser tells of a form with a fault too, which has the status 422.
        faults = [said for said in visitor.faults if "422" not in said]
        assert (found, faults) == ({}, [])
        return visitor

    return look


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_state_of_the_register_is_readable_by_all(looked_at, size):
    later = written(now() + 40 * HOUR)
    looked_at(
        "duty-officer",
        size,
        "/register/",
        "/register/people/?team=team-a&sort=person&order=down&page=3",
        "/register/people/?team=none-such",
        "/register/duties/?find=guard",
        f"/register/duties/ct-response/?at={later}",
        f"/register/duties/ct-response/?known={later}",
        "/register/settings/",
        "/register/settings/policy/",
        "/register/settings/declarations/",
        "/register/powers/home-all/",
        "/things/duty/ct-response/",
        "/things/pool/kent-arv/",
        "/things/recommendation/call-in:ct-response/",
        "/things/recommendation/ask-aid:kent-arv/",
    )
    looked_at("viewer", size, "/things/duty/ct-response/", "/things/pool/kent-arv/")


def test_a_person_is_found_and_no_address_on_the_way_holds_their_cipher(looked_at):
    officer = looked_at("duty-officer", WIDE, "/register/people/")
    addresses = []
    officer.page.on("request", lambda request: addresses.append(request.url))
    officer.fills(cipher="m0042")
    officer.presses("Find")
    officer.finds("with “m0042” in the cipher")
    officer.follows("m0042")
    officer.finds("We keep a record that you opened this page")
    assert officer.page.locator("h1").inner_text().endswith("m0042")
    with override_settings(SECRET_KEY=KEY):
        assert [address for address in addresses if "m0042" in without_tokens(address)] == []
    assert "m0042" not in officer.page.title()


def test_a_planner_goes_from_the_board_to_a_duty_to_its_history_to_another_moment(looked_at):
    planner = looked_at("planner", PHONE, "/")
    planner.page.locator("#duty-ct-response").click()
    planner.page.wait_for_load_state()
    planner.finds("The next 24 hours")
    planner.follows("Its page in the register")
    planner.finds("What refers to it")
    planner.page.locator("summary", has_text="Look at another moment").click()
    planner.fills(at_0="24", at_1="9", at_2="2023", at_3="20:00")
    planner.presses("Show")
    planner.finds("As it is at Sunday 24 September 2023, 20:00 BST")
    assert "People required 15" in planner.words
