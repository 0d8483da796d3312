"""Sends what nobody types to everything that somebody can reach, and keeps every answer that is no answer."""

from __future__ import annotations

import random
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.test import Client

from standto_desk.access.write_limits import WRITES
from standto_desk.ledger.models import Entry
from tests.desk.access.routes import CLOSED, ROUTES
from tests.desk.hostile import values
from tests.desk.hostile.finding import Reach, names_in_classes, reach_of

Request = Callable[[Client], Any]
MACHINES = ("ready/", "health/")
"""Routes whose answer may be that something else is not as it should be."""


@dataclass
class Attack:
    """One role's requests.

    Attributes
    ----------
    browser
        Gives a browser of the role, signed in.
    each
        How many values each field of a route's forms is sent, chosen by the seed; 0: nothing is sent there.
    broken
        What broke, with where in the code; nothing is what is wanted.
    unclear
        Refusals that say nothing to people.
    """

    browser: Callable[[], Client]
    begun: Callable[[Client], list[str]]
    each: Callable[[str], int]
    seed: int
    sent: int = 0
    broken: dict[str, str] = field(default_factory=dict)
    unclear: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """Send everything."""
        chance, raised = random.Random(self.seed), []

        def note(**_more: Any) -> None:
            raised.append(traceback.format_exc())

        got_request_exception.connect(note)
        try:
            client = self.browser()
            reach = reach_of(client, self.begun(client))
            for what, request in self._requests(reach, chance):
                WRITES.forget()
                client = client if _is_signed_in(client) else self.browser()
                raised.clear()
                self._look(what, request(client), raised)
        finally:
            got_request_exception.disconnect(note)

    def _look(self, what: str, answer: Any, raised: list[str]) -> None:
        """Keep an answer that is none."""
        self.sent += 1
        route = what.split(" ")[1]
        if answer.status_code >= 500 and route not in MACHINES:
            where = raised[-1] if raised else f"status {answer.status_code}"
            self.broken.setdefault(_last_own_line(where), f"{what}\n{where}")
        elif 400 <= answer.status_code < 500 and not _is_told(what, answer):
            self.unclear.setdefault(what[:200], answer.status_code)

    def _requests(self, reach: Reach, chance: random.Random) -> Iterator[tuple[str, Request]]:
        """Yield every request, with what it is."""
        named = names_in_classes()
        for route, roles in ROUTES.items():
            if roles == CLOSED:
                continue
            each = self.each(route)
            if not each:
                continue
            for address in reach.addresses[route][:1]:
                yield from _queries(route, address, sorted({*reach.queries[route], *named}), reach, chance, each)
                yield from _bodies(route, address, named, chance, each)
            yield from _forms(route, reach, chance, each)
            yield from _parts(route, chance, each)


def _forms(route: str, reach: Reach, chance: random.Random, each: int) -> Iterator[tuple[str, Request]]:
    """Yield each form of a route with something else in each field, without it, with it twice, and as a file."""
    for form in reach.forms[route].values():
        if form.method != "post":
            continue
        whole = dict(form.fields)
        for name, came in whole.items():
            others = {other: value for other, value in whole.items() if other != name}
            tries: list[Any] = [*_some(values.VALUES, each, chance), *(_used_keys() if name == "key" else ())]
            tries += [
                [],
                [came, "x"],
                *(SimpleUploadedFile("a\x00.txt", one) for one in _some(values.FILES, each // 6, chance)),
            ]
            for value in tries:
                yield f"POST {route} {name}={_short(value)}", _post(form.address, {**others, name: value})


def _queries(
    route: str, address: str, names: list[str], reach: Reach, chance: random.Random, each: int
) -> Iterator[tuple[str, Request]]:
    """Yield an address with each of its queries turned, with every name at once, and with strange headers."""
    for name in sorted(reach.queries[route]):
        for value in _some(values.VALUES, each, chance):
            yield f"GET {route} ?{name}={_short(value)}", _get(address, {name: value})
    for value in _some(values.VALUES, max(1, each // 6), chance):
        yield f"GET {route} ?*={_short(value)}", _get(address, dict.fromkeys(names, value))
    for query in _some(values.QUERIES, each, chance):
        yield f"GET {route} ?{query}", _raw("GET", f"{address}?{query}")
    for headers in _some(values.HEADERS, each, chance):
        yield f"GET {route} {headers}", _raw("GET", address, headers=headers)


def _bodies(
    route: str, address: str, names: list[str], chance: random.Random, each: int
) -> Iterator[tuple[str, Request]]:
    """Yield an address that is sent every name that any form reads, and bodies that are no form's."""
    for value in _some(values.VALUES, max(1, each // 6), chance):
        yield f"POST {route} *={_short(value)}", _post(address, dict.fromkeys(names, value))
    for kind, body in _some(values.BODIES, each, chance):
        yield f"POST {route} {kind} {body[:30]!r}", _raw("POST", address, body, kind)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"):
        yield f"{method} {route}", _raw(method, address, b"key=%00", "application/x-www-form-urlencoded")


def _some(every: Sequence[Any], number: int, chance: random.Random) -> list[Any]:
    """Some of what there is to send."""
    return chance.sample(every, min(number, len(every)))


def _used_keys() -> list[str]:
    """Keys under which something was entered before, by whoever."""
    return list(Entry.objects.exclude(key=None).order_by("sequence").values_list("key", flat=True)[:8])


def _parts(route: str, chance: random.Random, each: int) -> Iterator[tuple[str, Request]]:
    """Yield a route with something else in each of its parts."""
    pieces = route.replace("(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)", "<str:uidb36>-<str:key>").split("<")
    for part in _some(values.PARTS, each, chance) if len(pieces) > 1 else ():
        address = "/" + pieces[0] + "".join(part + piece.split(">", 1)[1] for piece in pieces[1:])
        yield f"GET {route} {part[:40]}", _raw("GET", address)
        yield f"POST {route} {part[:40]}", _raw("POST", address, b"key=a", "application/x-www-form-urlencoded")


def _get(address: str, query: dict[str, str]) -> Request:
    return lambda client: client.get(address, {name: _sendable(value) for name, value in query.items()})


def _post(address: str, fields: dict[str, Any]) -> Request:
    return lambda client: client.post(address, {name: _sendable(value) for name, value in fields.items()})


def _raw(
    method: str, address: str, body: bytes = b"", kind: str = "text/plain", headers: dict[str, str] | None = None
) -> Request:
    return lambda client: client.generic(method, address, body, kind, headers=headers or {})


def _sendable(value: Any) -> Any:
    """A value as a browser of ill will sends it: half a surrogate as its three bytes."""
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) and not _is_utf8(value) else value


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _short(value: Any) -> str:
    """A value in a message."""
    return ascii(value)[:60]


def _is_told(what: str, answer: Any) -> bool:
    """Whether a refusal says so to people; that of a method that no form has need not."""
    return what.startswith("HEAD") or answer.status_code == 405 or b"<h1" in answer.content


def _is_signed_in(client: Client) -> bool:
    """Whether a browser still has the session that it began with."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return client.account is None or bool(cookie and cookie.value and client.session.session_key == cookie.value)


def _last_own_line(trace: str) -> str:
    """Where the desk's own code was last, by which the same fault is told once."""
    own = [line.strip() for line in trace.splitlines() if "standto" in line and line.strip().startswith("File")]
    return f"{own[-1] if own else ''} {trace.strip().splitlines()[-1][:120]}"
