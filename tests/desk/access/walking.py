"""Walking every route of the desk as somebody."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client, override_settings

from standto_desk.access.models import Account
from standto_desk.access.write_limits import WRITES
from tests.desk.access.routes import ROUTES, address_of
from tests.desk.people import account_of, client_of

CIPHER = "m0042"
FIELDS = ("person", "people", "persons", "cipher", "ciphers", "subject", "login", "username", "note", "text", "q")
TYPED = dict.fromkeys(FIELDS, CIPHER)
"""The form that is sent to every route: a cipher in every field that might be read."""


@dataclass
class Walk:
    """The answers of every route to an account's request and form, and the lines logged meanwhile."""

    who: str
    asked: dict[str, Any] = field(default_factory=dict)
    sent: dict[str, Any] = field(default_factory=dict)
    log: list[logging.LogRecord] = field(default_factory=list)

    @property
    def answers(self) -> list[tuple[str, Any]]:
        """Each route with each of its answers."""
        return [*self.asked.items(), *self.sent.items()]


class Keeping(logging.Handler):
    """A handler that keeps records of the log."""

    def __init__(self, kept: list[logging.LogRecord]) -> None:
        super().__init__(logging.DEBUG)
        self.emit = kept.append


def walk_as(who: str) -> Walk:
    """Request every route as a role, as an account without a role, or anonymously, and send each a form."""
    walk, browsers, logger = Walk(who), browsers_of(who), logging.getLogger()
    keeping, level = Keeping(walk.log), logger.level
    logger.addHandler(keeping)
    logger.setLevel(logging.DEBUG)
    try:
        # One of the forms removes the second factor; this walk does not test the pages that then open.
        with override_settings(STANDTO_SECOND_FACTOR="optional"):
            for route in ROUTES:
                WRITES.forget()
                walk.asked[route] = next(browsers).get(address_of(route))
                walk.sent[route] = next(browsers).post(address_of(route), TYPED)
    finally:
        logger.removeHandler(keeping)
        logger.setLevel(level)
    return walk


def browsers_of(who: str) -> Iterator[Client]:
    """A browser for each request: the same one until its session has ended."""
    account = None if who == "nobody" else account_with_all(who)
    while True:
        browser = client_of(account, raise_request_exception=False)
        yield browser
        while account is not None and browser.cookies[settings.SESSION_COOKIE_NAME].value:
            yield browser


def account_with_all(who: str) -> Account:
    """An account with all that pages need beside a role: a password, a second factor, a record."""
    role = "" if who == "no role" else who
    account = account_of(role, cipher=CIPHER, username="somebody", password="a long enough password")
    TOTP.activate(account, "A" * 32)
    RecoveryCodes.activate(account)
    return account


def is_let_in(answer) -> bool:
    """Whether the guard let a request through to its view, which may still refuse it."""
    return getattr(answer.wsgi_request, "let_in", False)
