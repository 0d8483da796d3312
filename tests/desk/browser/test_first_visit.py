"""What a first visit transfers, and what a second one need not: pages with their files, as a browser counts them."""

from __future__ import annotations

import re
import shutil

import pytest
from django.db import connection

from tests.desk.browser.conftest import PASSWORD
from tests.desk.databases import point_at
from tests.desk.people import account_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST = 100_000
"""The bytes of a first visit, compressed, with what comes before each body."""
PAGES = ("/", "/ladder/", "/register/", "/register/people/", "/rota/2023/9/", "/what-if/new/", "/reports/", "/log/")
HASHED = re.compile(r"/static/[0-9a-f]{16}/")


@pytest.fixture(scope="module")
def server(tmp_path_factory, weekend_sqlite, served):
    path = tmp_path_factory.mktemp("first") / "desk.sqlite3"
    shutil.copy(weekend_sqlite, path)
    url = point_at(f"sqlite:///{path}")
    account_of("duty-officer", username="officer", password=PASSWORD, post="duty-officer")
    yield served(url)
    connection.close()


class Wire:
    """What goes over the wire to one page: the bytes and the files, without streams that stay open."""

    def __init__(self, visitor) -> None:
        self.bytes, self.files, self._urls = 0, {}, {}
        self._tools = visitor.context.new_cdp_session(visitor.page)
        self._tools.send("Network.enable")
        self._tools.on("Network.responseReceived", self._came)
        self._tools.on("Network.loadingFinished", self._ended)

    def _came(self, event) -> None:
        answer = event["response"]
        if not answer.get("fromDiskCache"):
            headers = {name.lower(): text for name, text in answer["headers"].items()}
            self._urls[event["requestId"]] = (re.sub(r"^https?://[^/]+", "", answer["url"]), headers)

    def _ended(self, event) -> None:
        # What the browser takes from its memory has no length.
        if event["requestId"] in self._urls and event["encodedDataLength"]:
            path, headers = self._urls[event["requestId"]]
            self.files[path] = headers
            self.bytes += int(event["encodedDataLength"])


def visited(visitor, path: str) -> Wire:
    """Visit a page, and wait until its files are there."""
    wire = Wire(visitor)
    visitor.goes_to(path)
    visitor.page.wait_for_timeout(500)
    return wire


def test_the_first_page_that_anybody_sees_is_small(server, visitors):
    wire = visited(visitors(server), "/account/login/")
    assert wire.bytes < MOST
    assert len(wire.files) > 1


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_to_a_page_is_small_and_a_second_takes_no_file_again(server, visitors, path):
    signed_in = visitors(server, "officer")
    first = visitors(server)
    first.context.add_cookies(signed_in.context.cookies())
    wire = visited(first, path)
    assert wire.bytes < MOST
    files = {one: headers for one, headers in wire.files.items() if one.startswith("/static/")}
    assert [one for one in files if not HASHED.match(one)] == []
    assert {headers["cache-control"] for headers in files.values()} == {"max-age=315360000, public, immutable"}
    again = visited(first, path)
    assert [one for one in again.files if one.startswith("/static/")] == []
