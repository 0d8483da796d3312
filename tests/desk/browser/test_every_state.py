"""The pages of a desk with something of everything, in states that a quiet desk has not, as different people see them.

`test_every_page.py` opens the addresses of the table of routes on a desk where little has happened. Here the desk is
busy, and each page is looked at on a phone, at 400 %, and in forced colours with every fold open.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from standto_desk.access.roles import Role
from tests.desk.access.routes import OPEN, ROUTES, address_of
from tests.desk.browser.conftest import PASSWORD
from tests.desk.databases import point_at
from tests.desk.hostile.busy import POSTS, begun_by, make_busy
from tests.desk.people import account_of, client_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCREEN, SCREENS = {"width": 390, "height": 844}, 5
AT_400 = {"width": 320, "height": 256}
"""What a window of 1280 × 1024 has left at 400 %."""
PASSED_OVER = ("health/", "ready/", "live/", "account/logout/", "calendar/", "clock/")
"""No pages for people, the end of the visit, and the clock of a demonstration."""
ON_PAPER = "rota/<int:year>/<int:month>/everybody/"
"""A month of all people, for printing: it is as long as they are many."""
STATES = {
    "duty-officer": [
        "/handover/new/duty-officer/",
        *("/register/people/?team=none-such", "/register/people/?team=team-a&page=3", "/log/?words=nothing+like+it"),
        *("/reports/3/", "/reports/4/", "/look-back/entries/?page=2", "/look-back/?at=2023-09-23T09:00:00Z"),
    ],
    "planner": ["/reports/4/", "/reports/4/words/comment/", "/ladder/mod-support/", "/register/add/crews/"],
    "commander": [
        "/reports/4/",
        "/ladder/mod-support/",
        "/register/waiting/",
        "/statement/?until=2023-09-23T11:00:00Z",
    ],
    "auditor": ["/look-back/entries/?page=3", "/look-back/decisions/", "/security-log/?page=2", "/openings/"],
    "administrator": ["/accounts/?find=nobody-like-this", "/security-log/?page=2"],
    "viewer": ["/reports/3/", "/look-back/?at=2023-09-23T09:00:00Z"],
}
"""Pages that the table of routes has not: empty lists, later pages, other moments, drafts and what was published."""
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def busy(tmp_path_factory, weekend_sqlite, served) -> Iterator[tuple[Any, Any]]:
    """A server of a busy desk, and what gives the addresses of a role on it."""
    path = tmp_path_factory.mktemp("busy") / "desk.sqlite3"
    shutil.copy(weekend_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    make_busy()
    known: dict[str, list[str]] = {}

    def addresses(who: str) -> list[str]:
        if who not in known:
            cipher = "m0042" if who == Role.VOLUNTEER else ""
            account = account_of(who, username=who, password=PASSWORD, cipher=cipher, post=POSTS.get(Role(who), ""))
            browser = client_of(account)
            known[who] = [*addresses_of(Role(who)), *begun_by(browser, who), *STATES.get(who, [])]
        return known[who]

    yield served(url), addresses
    connection.close()


def addresses_of(role: Role) -> list[str]:
    """The addresses of the table of routes that a role may open."""
    mine = [route for route, who in ROUTES.items() if who not in ("closed", OPEN) and role in who]
    return [address_of(one) for one in mine if not one.startswith(PASSED_OVER) and one != ON_PAPER]


@pytest.fixture(scope="module")
def axe():
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing").Axe()

    def serious(visitor) -> list[str]:
        violations = axe.run(visitor.page).response["violations"]
        return [one["id"] for one in violations if one["impact"] in SERIOUS]

    return serious


def opened(visitor, addresses: list[str]) -> Iterator[str]:
    """Go through addresses: those that answer with a page, once it is open."""
    errors = pytest.importorskip("playwright.sync_api").Error
    for address in addresses:
        try:
            answer = visitor.page.goto(f"{visitor.at}{address}")
        except errors:  # a file, which the browser saves
            continue
        if answer.status == 200:
            yield address


def width_of(visitor) -> int:
    """How wide a page is."""
    return visitor.page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("who", [role.value for role in Role])
def test_no_page_is_longer_than_five_screens_of_a_phone_or_scrolls_sideways_at_400_percent(busy, visitors, axe, who):
    server, addresses = busy
    found = addresses(who)
    visitor = visitors(server, who, viewport=SCREEN, bypass_csp=True, forced_colors="active")
    long, wide, faulty = {}, {}, {}
    for address in opened(visitor, found):
        screens = visitor.page.evaluate("document.documentElement.scrollHeight") / SCREEN["height"]
        if screens > SCREENS:
            long[address] = round(screens, 1)
        visitor.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        visitor.page.set_viewport_size(AT_400)
        if width_of(visitor) > AT_400["width"]:
            wide[address] = width_of(visitor)
        if violations := axe(visitor):
            faulty[address] = violations
        visitor.page.set_viewport_size(SCREEN)
    assert (long, wide, faulty) == ({}, {}, {})
