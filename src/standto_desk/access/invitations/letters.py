"""What carries codes to people: letters to print, a file for a mail merge, or mail."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import typst
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from standto.model.time import Instant
from standto.model.zone import Zone
from standto.sheets.formulas import neutral
from standto.wording.moments import zone_name
from standto_desk.access.emails import in_thread, send
from standto_desk.access.invitations.confirming_batches import Letter
from standto_desk.clock import now
from standto_desk.ledger.reading import zone_in_force

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
    zone = zone_in_force(now())
    rows = [
        {
            "to": ", ".join(part for part in (letter.invitee.team, letter.invitee.person) if part),
            "code": letter.code,
            "username": letter.username,
            "until": day_of(letter.until, zone),
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
    text, zone = io.StringIO(), zone_in_force(now())
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for letter in letters:
        one = letter.invitee
        cells = (one.person, one.team, letter.username, one.email, letter.code, day_of(letter.until, zone), _address())
        writer.writerow(neutral(cell) for cell in cells)
    return text.getvalue().encode()


def messages_for(letters: Sequence[Letter]) -> list[EmailMessage]:
    """Return an e-mail for each letter."""
    zone, address = zone_in_force(now()), _address()
    texts = [
        TEXT.format(address=address, code=one.code, username=one.username, until=day_of(one.until, zone))
        for one in letters
    ]
    return [EmailMessage(SUBJECT, text, to=[letter.invitee.email]) for letter, text in zip(letters, texts, strict=True)]


def send_all(messages: Sequence[EmailMessage]) -> None:
    """Send e-mails one after the other in a thread of their own, by one connection."""

    def work() -> None:
        connection = get_connection()
        for message in messages:
            message.connection = connection
            send(message)

    in_thread(work)


def day_of(instant: Instant, zone: Zone) -> str:
    """Return when a code expires, in words, by the clocks of the force."""
    day = zone.local(instant)
    return f"{day.day} {day:%B %Y}, {day:%H:%M} {zone_name(zone, instant)}"


def _address() -> str:
    return f"{settings.STANDTO_ADDRESS}{reverse('invited')}"
