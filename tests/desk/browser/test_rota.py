"""The rota of a month in a browser: wide, on a phone, on paper, by keyboard, without scripts, and published."""

from __future__ import annotations

import io
import shutil

import pytest
from django.db import connection

from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from tests.desk.browser.conftest import PASSWORD
from tests.desk.databases import point_at
from tests.desk.people import account_of
from tests.desk.weekends import london

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MONTH, PHONE = "/rota/2023/9/", {"width": 320, "height": 640}
HOME = [one for one in london().scenario.people if one.force == london().scenario.home]
VOLUNTEER, OTHER = (one.id for one in sorted(HOME, key=lambda one: (one.team, one.id))[:2])
"""Both are on the first page of the grid."""


@pytest.fixture(scope="module")
def server(tmp_path_factory, weekend_sqlite, served):
    path = tmp_path_factory.mktemp("rota") / "desk.sqlite3"
    shutil.copy(weekend_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    for role in ("duty-officer", "planner", "volunteer"):
        account_of(role, username=role, password=PASSWORD, cipher=VOLUNTEER if role == "volunteer" else "")
    at, zone = now(), london().scenario.zone
    start, until = (zone.iso(london().at(f"2023-09-28T{hour}:00")) for hour in ("08", "20"))
    row = Draft("row", "rota", VOLUNTEER, step="set", body={"from": start, "until": until})
    append([row, Draft("event", "unavailable", OTHER, occurred=at)], author=Author("tests", "", "met"), now=at)
    yield served(url)
    connection.close()


def serious(visitor) -> list[str]:
    """What axe finds on a page."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()
    violations = axe.run(visitor.page).response["violations"]
    return [one["id"] for one in violations if one["impact"] in ("serious", "critical")]


def fits(visitor, width: int) -> bool:
    return visitor.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("page", ["", "teams/", "23/", "23/people/", "publish/"])
def test_every_page_of_the_rota_is_sound_wide_and_on_a_phone(server, visitors, page):
    for viewport in ({"width": 1280, "height": 900}, PHONE):
        visitor = visitors(server, "duty-officer", bypass_csp=True, viewport=viewport)
        visitor.goes_to(f"{MONTH}{page}")
        assert (serious(visitor), fits(visitor, viewport["width"])) == ([], True)
        visitor.context.close()


def test_the_first_column_stays_while_the_days_scroll(server, visitors):
    visitor = visitors(server, "duty-officer", java_script_enabled=False, viewport={"width": 900, "height": 800})
    visitor.goes_to(MONTH)
    who = visitor.page.locator("tbody .desk-rota__who").nth(3)
    before = who.bounding_box()["x"]
    visitor.page.locator(".desk-rota__cell").last.scroll_into_view_if_needed()
    scrolled = visitor.page.evaluate("document.querySelector('.desk-rota-frame').scrollLeft")
    assert (scrolled > 100, abs(who.bounding_box()["x"] - before) < 2) == (True, True)


def test_a_phone_has_a_list_of_days_that_lead_to_their_people(server, visitors):
    visitor = visitors(server, "duty-officer", viewport=PHONE)
    visitor.goes_to(MONTH)
    assert visitor.page.locator(".desk-rota").is_visible() is False
    visitor.page.locator(".desk-rota-days a").nth(27).click()
    visitor.finds("Thursday 28 September 2023")
    visitor.finds(VOLUNTEER)


def test_the_rota_of_everybody_prints_on_its_side(server, visitors):
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf is missing")
    visitor = visitors(server, "duty-officer")
    visitor.goes_to(f"{MONTH}everybody/?team=team-a")
    with pikepdf.open(io.BytesIO(visitor.page.pdf(prefer_css_page_size=True))) as paper:
        boxes = {tuple(round(float(edge)) for edge in page.mediabox) for page in paper.pages}
    assert {(right > top) for _, _, right, top in boxes} == {True}


def test_a_cell_leads_to_the_form_of_its_row_and_no_address_names_anybody(server, visitors):
    visitor = visitors(server, "duty-officer")
    visitor.goes_to(MONTH)
    visitor.page.locator("tr", has_text=VOLUNTEER).locator("button").nth(27).click()
    visitor.finds(VOLUNTEER)
    assert "/register/change/rota/" in visitor.page.url
    assert VOLUNTEER not in visitor.address


def test_a_published_rota_is_seen_by_the_people_whose_times_it_holds(server, visitors):
    officer, volunteer = visitors(server, "duty-officer"), visitors(server, "volunteer", viewport=PHONE)
    officer.goes_to(f"{MONTH}publish/")
    officer.presses("Publish")
    officer.finds("Have not looked yet")
    assert "1" in officer.words.split("Have not looked yet")[1][:4]
    volunteer.goes_to("/my/")
    volunteer.finds("Your times in September 2023 are out")
    volunteer.presses("I have seen it")
    volunteer.finds("We have recorded that you have seen your times")
    officer.page.reload()
    assert officer.words.split("Have seen it")[1].split()[0] == "1"
    assert (officer.faults, volunteer.faults) == ([], [])
