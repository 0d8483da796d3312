"""Finds what can be sent to the desk: the forms and links of its pages, and the fields that its forms' classes have."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.test import Client
from django.urls import Resolver404, resolve

import standto_desk.pages
from tests.desk.access.routes import ROUTES, address_of

MOST_PAGES = 400
"""Pages that one role's walk looks at."""
EACH = 2
"""Addresses of one route that are tried."""


@dataclass(frozen=True)
class Form:
    """A form of a page: where it is sent, how, and what it holds when it is sent as it came."""

    address: str
    method: str
    fields: tuple[tuple[str, str], ...]


class Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, address: str, body: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, [], []
        self._fields: list[tuple[str, str]] | None = None
        self._select = self._text = ""
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.address, given["href"]))
        elif tag == "form":
            self._fields = []
            there = urljoin(self.address, given.get("action", ""))
            self.forms.append((there, given.get("method", "get"), self._fields))
        elif self._fields is None:
            return
        elif tag == "option" and self._select:
            self._choose(given)
        elif "name" in given and tag in ("input", "textarea", "button", "select"):
            self._select = given["name"] if tag == "select" else ""
            self._text = given["name"] if tag == "textarea" else ""
            ticked = given.get("type") not in ("radio", "checkbox") or "checked" in given
            if ticked or all(name != given["name"] for name, _ in self._fields):
                self._fields.append((given["name"], given.get("value", "") if ticked else ""))

    def _choose(self, given):
        """Take the option that is chosen, or else the first that says anything."""
        place = next(place for place, (name, _) in enumerate(self._fields) if name == self._select)
        if "selected" in given or (not self._fields[place][1] and given.get("value")):
            self._fields[place] = (self._select, given.get("value", ""))
            self._select = "" if "selected" in given else self._select

    def handle_data(self, data):
        if self._text and self._fields:
            name, before = self._fields[-1]
            self._fields[-1] = (name, before + data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self._text:
            name, words = self._fields[-1]
            self._fields[-1] = (name, words.removeprefix("\n"))
            self._text = ""
        if tag == "form":
            self._fields = None

    @property
    def found(self) -> Iterator[Form]:
        """Its forms."""
        for address, method, fields in self.forms:
            yield Form(address, method.lower(), tuple(pair for pair in fields if pair[0] != "csrfmiddlewaretoken"))


def route_of(address: str) -> str | None:
    """The row of the table of routes that an address belongs to."""
    try:
        found = resolve(urlsplit(address).path).route
    except Resolver404:
        return None
    return found.replace("^", "").removesuffix("$")


@dataclass
class Reach:
    """What somebody can reach: addresses, forms and queries, by route."""

    addresses: dict[str, list[str]]
    forms: dict[str, dict[tuple[str, ...], Form]]
    queries: dict[str, set[str]]
    pages: dict[Form, list[str]]


def reach_of(browser: Client, more: list[str]) -> Reach:
    """Follow every link from the first page on, and from the addresses of the table of routes."""
    routes = list(ROUTES)
    reach = Reach({one: [] for one in routes}, {one: {} for one in routes}, {one: set() for one in routes}, {})
    waiting, seen = ["/", "/account/", *more, *(address_of(route) for route in ROUTES)], set()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0).split("#")[0]
        route = route_of(address)
        if route is None or address in seen or len(reach.addresses[route]) >= EACH or route == "live/":
            continue
        seen.add(address)
        answer = browser.get(address)
        if answer.status_code == 302:
            waiting.insert(0, urljoin(address, answer["Location"]))
        if answer.status_code in (200, 302, 405, 422):
            reach.addresses[route].append(urlsplit(address).path)
        if answer.status_code in (200, 422) and "html" in answer["Content-Type"]:
            _note(reach, Page(address, answer.content.decode()), waiting)
    return reach


def _note(reach: Reach, page: Page, waiting: list[str]) -> None:
    """Note what is on a page."""
    for form in page.found:
        route = route_of(form.address)
        if route is not None:
            form = reach.forms[route].setdefault((form.method, *(name for name, _ in form.fields)), form)
            reach.pages.setdefault(form, []).append(page.address)
            if urlsplit(form.address).path not in reach.addresses[route]:
                reach.addresses[route].append(urlsplit(form.address).path)
            if form.method == "get":
                reach.queries[route] |= {name for name, _ in form.fields}
    for link in page.links:
        if not urlsplit(link).netloc and (route := route_of(link)) is not None:
            reach.queries[route] |= {name for name, _ in parse_qsl(urlsplit(link).query, keep_blank_values=True)}
            waiting.append(link)


def names_in_classes() -> list[str]:
    """Every name under which a form of the desk, or one of those that it borrows, reads what was sent."""
    for module in pkgutil.walk_packages(standto_desk.pages.__path__, "standto_desk.pages."):
        importlib.import_module(module.name)
    borrowed = [one for module in (account_forms, factor_forms, totp_forms) for one in vars(module).values()]
    classes = {one for one in borrowed if isinstance(one, type) and issubclass(one, forms.BaseForm)}
    waiting = [forms.Form]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        classes |= {one for one in below if one.__module__.startswith("standto_desk.")}
    names: set[str] = set()
    for one in classes:
        for name, field in getattr(one, "base_fields", {}).items():
            names.add(name)
            if isinstance(field.widget, forms.MultiWidget):
                names |= {f"{name}{suffix}" for suffix in field.widget.widgets_names}
    return sorted(names)
