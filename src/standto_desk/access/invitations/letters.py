"""What carries codes to people: letters to print, a file for a mail merge, or mail."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typst
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from standto.model.time import SECOND, Instant
from standto.sheets.formulas import neutral
from standto_desk.access.emails import in_thread, send
from standto_desk.access.invitations.confirming_batches import Letter

TEMPLATE = Path(__file__).with_name("letter.typ")
COLUMNS = ("cipher", "team", "username", "email", "code", "works until", "address")
SUBJECT = "Your account on Standto"
TEXT = """You can step back from duty, and return, on a website that we call the desk. Nobody may ask you why.

1. Open {address}
2. Enter this code: {code}
3. Choose a password of your own, or add a passkey.

After that you sign in with your user name: {username}

The code works once, until {until}. If the desk says that it does not work before you have used it,
tell an administrator of your force at once: somebody else may have used it.
"""


def letters_pdf(letters: Sequence[Letter]) -> bytes:
    """Return letters to print as a tagged PDF, each on a page of its own."""
    rows = [
        {
            "to": ", ".join(part for part in (letter.invitee.team, letter.invitee.person) if part),
            "code": letter.code,
            "username": letter.username,
            "until": day_of(letter.until),
        }
        for letter in letters
    ]
    data = json.dumps({"address": _address(), "letters": rows})
    made: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"data": data},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    return made


def codes_csv(letters: Sequence[Letter]) -> bytes:
    """Return codes as a file for a mail merge; no address that somebody chose becomes a formula beside them."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for letter in letters:
        one = letter.invitee
        cells = (one.person, one.team, letter.username, one.email, letter.code, day_of(letter.until), _address())
        writer.writerow(neutral(cell) for cell in cells)
    return text.getvalue().encode()


def messages_for(letters: Sequence[Letter]) -> list[EmailMessage]:
    """Return an e-mail for each letter."""
    return [
        EmailMessage(
            SUBJECT,
            TEXT.format(address=_address(), code=letter.code, username=letter.username, until=day_of(letter.until)),
            to=[letter.invitee.email],
        )
        for letter in letters
    ]


def send_all(messages: Sequence[EmailMessage]) -> None:
    """Send e-mails one after the other in a thread of their own, by one connection."""

    def work() -> None:
        connection = get_connection()
        for message in messages:
            message.connection = connection
            send(message)

    in_thread(work)


def day_of(instant: Instant) -> str:
    """Return the day before which a code expires, in words."""
    day = datetime.fromtimestamp(instant / SECOND, UTC)
    return f"{day.day} {day:%B %Y}, {day:%H:%M} UTC"


def _address() -> str:
    return f"{settings.STANDTO_ADDRESS}{reverse('invited')}"
