"""Every page that somebody can open, looked at as people of the desk do: axe, a phone, the keyboard, no JavaScript."""

from __future__ import annotations

import shutil

import pytest
from django.db import connection

from standto_desk.access.roles import Role
from tests.desk.access.routes import OPEN, ROUTES, address_of
from tests.desk.browser.conftest import PASSWORD, PHONE
from tests.desk.databases import point_at
from tests.desk.people import account_of
from tests.desk.weekends import london

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROLES = [role.value for role in Role]
PASSED_OVER = ("health/", "ready/", "live/", "static/", "account/logout/")
"""No pages for people, or the end of the visit."""
ON_PAPER = "rota/<int:year>/<int:month>/everybody/"
"""A month of everybody, to print: as long as the force is large. A browser test of the rota opens it."""


@pytest.fixture(scope="module")
def server(tmp_path_factory, weekend_sqlite, served):
    path = tmp_path_factory.mktemp("pages") / "desk.sqlite3"
    shutil.copy(weekend_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    volunteer = london().scenario.people[0].id
    for role in ROLES:
        cipher = volunteer if role == "volunteer" else ""
        post = "strategic-commander" if role == "commander" else ""
        account_of(role, username=role, password=PASSWORD, cipher=cipher, post=post)
    yield served(url)
    connection.close()


def pages_of(role: str) -> list[str]:
    """The routes that a role may open."""
    mine = [route for route, who in ROUTES.items() if who != "closed" and (who == OPEN or Role(role) in who)]
    return [route for route in mine if not route.startswith(PASSED_OVER) and route != ON_PAPER]


def opened(visitor, role: str):
    """Go through the pages that answer a role with a page: the route, once it is open."""
    for route in pages_of(role):
        address = f"{visitor.at}{address_of(route)}"
        # A browser has nothing to show of what takes a form alone, or gives a file.
        answer = visitor.context.request.get(address)
        if answer.status == 200 and answer.headers["content-type"].startswith("text/html"):
            visitor.page.goto(address)
            yield route


@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing_serious_on_any_page(server, visitors, role):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()
    # axe puts itself into the page, which the content policy of the desk rightly stops.
    visitor = visitors(server, role, bypass_csp=True)
    found = {}
    for route in opened(visitor, role):
        violations = axe.run(visitor.page).response["violations"]
        if serious := [one["id"] for one in violations if one["impact"] in ("serious", "critical")]:
            found[route] = serious
    assert found == {}


@pytest.mark.parametrize("role", ROLES)
def test_no_page_scrolls_sideways_on_a_phone(server, visitors, role):
    visitor = visitors(server, role, viewport=PHONE)
    wide = {}
    for route in opened(visitor, role):
        width = visitor.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide[route] = width
    assert wide == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_says_the_same_without_scripts_and_has_no_error_with_them(server, visitors, role):
    with_scripts, without = visitors(server, role), visitors(server, role, java_script_enabled=False)
    headings = [
        {route: visitor.page.locator("h1").all_inner_texts() for route in opened(visitor, role)}
        for visitor in (with_scripts, without)
    ]
    assert headings[0] == headings[1]
    assert {route for route, several in headings[0].items() if len(several) != 1} == set()
    assert with_scripts.faults == []


@pytest.mark.parametrize("role", ROLES)
def test_every_link_button_and_field_is_reached_by_keyboard(server, visitors, role):
    visitor = visitors(server, role, bypass_csp=True)
    missed = {}
    for route in opened(visitor, role):
        wanted = visitor.page.evaluate(REACHABLE, NAME)
        reached = set()
        for _ in range(len(wanted) + 10):
            visitor.page.keyboard.press("Tab")
            reached.add(visitor.page.evaluate(f"({NAME})(document.activeElement)"))
        if left := sorted(set(wanted) - reached)[:5]:
            missed[route] = left
    assert missed == {}


NAME = """(each) => {
  const words = (each.innerText || "").trim().slice(0, 30);
  return [each.tagName, each.getAttribute("href") || each.name || "", words].join(" ");
}"""
"""What something that can be used is known by; a page that is live may draw it anew."""

REACHABLE = """(name) => {
  const usable = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const shown = [...document.querySelectorAll(usable)].filter(
    (each) => !each.disabled && each.checkVisibility({ visibilityProperty: true }) && each.tabIndex >= 0
  );
  return shown.map(eval(name));
}"""
"""Returns the names of everything on a page that somebody can use; of radio buttons all have one."""
