"""A mail server that answers when a test lets it, and then with a fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPServerDisconnected
from threading import Event

from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings

from tests.patience import PATIENCE

_answers = Event()
_answered: list[bool] = []


class Backend(BaseEmailBackend):
    """A backend that holds up every sender, then fails."""

    def send_messages(self, _messages) -> int:
        _answers.wait(PATIENCE)
        _answered.append(True)
        raise SMTPServerDisconnected


@contextmanager
def silent_mail_server() -> Iterator[list[bool]]:
    """Send mail through a server that answers nothing before the end; gives its answers, of which there are none."""
    _answers.clear()
    _answered.clear()
    try:
        with override_settings(EMAIL_BACKEND=f"{__name__}.Backend"):
            yield _answered
    finally:
        _answers.set()
