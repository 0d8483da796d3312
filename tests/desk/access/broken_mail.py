"""A mail server that answers late, and then not at all."""

from __future__ import annotations

import time
from smtplib import SMTPServerDisconnected

from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    """A backend that delays every sender, then fails."""

    def send_messages(self, _messages) -> int:
        time.sleep(1.5)
        raise SMTPServerDisconnected
