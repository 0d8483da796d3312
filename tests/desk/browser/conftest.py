"""A desk that is served by a process of its own, and browsers in which its people have signed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from tests.desk.random_tokens import without_tokens
from tests.desk.serving import KEY, Server, serve

PASSWORD = "a password for the browser"
DEMO = {
    "STANDTO_DEMO": "1",
    "STANDTO_SECOND_FACTOR": "off",
    "STANDTO_SECRET_KEY": KEY,
    "STANDTO_LOG_LEVEL": "warning",
}
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


class Visitor:
    """Somebody with a browser of their own.

    Attributes
    ----------
    page
        Their page; what went wrong in it is in `faults`.
    """

    def __init__(self, browser: Any, server: Server, **options: Any) -> None:
        options.setdefault("viewport", WIDE)
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.faults: list[str] = []
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.at = f"http://localhost:{server.port}"

    def signs_in(self, username: str) -> Visitor:
        """Sign in."""
        self.goes_to("/account/login/")
        self.fills(login=username, password=PASSWORD)
        self.presses("Sign in")
        return self

    def goes_to(self, path: str) -> None:
        """Open a page."""
        answer = self.page.goto(f"{self.at}{path}")
        assert answer.status < 400, f"{path}: {answer.status}"

    def follows(self, link: str, *, inside: str = "main") -> None:
        """Follow a link by its words."""
        self.page.locator(inside).locator("a").get_by_text(link, exact=True).or_(
            self.page.locator(inside).locator("a", has_text=link)
        ).first.click()
        self.page.wait_for_load_state()

    def presses(self, button: str) -> None:
        """Press a button by its words."""
        self.page.locator("main").get_by_role("button", name=button, exact=True).first.click()
        self.page.wait_for_load_state()
        assert not self.page.title().startswith("Error"), self.words

    def fills(self, **fields: str) -> None:
        """Fill fields by their names."""
        for name, text in fields.items():
            self.page.locator(f"[name={name}]").fill(text)

    @property
    def address(self) -> str:
        """The address of the page, without what the desk sealed in it."""
        with override_settings(SECRET_KEY=KEY):
            return without_tokens(self.page.url)

    @property
    def words(self) -> str:
        """What the page says, on one line."""
        return " ".join(self.page.locator("main").inner_text().split())

    def finds(self, words: str) -> None:
        """Hold that the page says something, now or very soon."""
        self.page.locator("main").get_by_text(words).first.wait_for()


@pytest.fixture(scope="module")
def visitors(chromium) -> Iterator[Any]:
    """Open browsers: `visitors(server, "auditor")`."""
    opened: list[Visitor] = []

    def visit(server: Server, username: str | None = None, **options: Any) -> Visitor:
        visitor = Visitor(chromium, server, **options)
        opened.append(visitor)
        return visitor if username is None else visitor.signs_in(username)

    yield visit
    for visitor in opened:
        visitor.context.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Any]:
    """Serve the desk whose database is at some URL: `served(url)`."""
    running = []

    def start(url: str) -> Server:
        context = serve(tmp_path_factory.mktemp("served"), DATABASE_URL=url, **DEMO)
        running.append(context)
        return context.__enter__()

    yield start
    for context in running:
        context.__exit__(None, None, None)
