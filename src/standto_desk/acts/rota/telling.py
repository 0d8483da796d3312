"""Telling people by mail that their times changed: the mail names no one and no time."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from standto_desk.access.emails import in_thread, mail_is_set_up, send
from standto_desk.picture.rota.looking import accounts_of

SUBJECT = "Your rota changed"
TEXT = """Your rota changed: sign in to see your times, and say that you have seen them.

{address}
"""


def tell_of_rota(people: Iterable[str]) -> None:
    """Write to the accounts of some people that have an address, if the desk can send mail, once all is committed."""
    if not mail_is_set_up():
        return
    addresses = sorted({account.email for account in accounts_of(set(people))} - {""})
    if addresses:
        transaction.on_commit(lambda: in_thread(_write_to, addresses))


def _write_to(addresses: list[str]) -> None:
    """Write to each address alone, so that nobody sees the others."""
    text = TEXT.format(address=f"{settings.STANDTO_ADDRESS}{reverse('my')}")
    for address in addresses:
        send(EmailMessage(SUBJECT, text, to=[address]))
