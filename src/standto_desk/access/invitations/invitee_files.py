"""Files of people to invite: a cipher in each row, and a username and an address if the force chooses them."""

from __future__ import annotations

import csv
import io

from standto.errors import Fault, InputError
from standto_desk.access.invitations.invitees import Invitee, teams_of

CIPHER, USERNAME, EMAIL = "cipher", "username", "email"
MOST_ROWS = 25_000


def invitees_in(data: bytes, force: str) -> list[Invitee]:
    """Return the people in a CSV file, in its order.

    Raises
    ------
    InputError
        It is not a table with a column of ciphers. `check_invitees` finds the faults in its rows.
    """
    rows = _rows(data)
    head = [name.strip().lower() for name in rows[0]] if rows else []
    if CIPHER not in head:
        raise InputError(
            [Fault("people", f"has no column {CIPHER} in its first row; {USERNAME} and {EMAIL} may follow")]
        )
    if len(rows) > MOST_ROWS:
        raise InputError([Fault("people", f"has more than {MOST_ROWS:,} rows; split it")])
    teams = teams_of(force)
    cells = [dict(zip(head, (cell.strip() for cell in row), strict=False)) for row in rows[1:] if any(row)]
    return [
        Invitee(
            one.get(CIPHER, "").lower(),
            team=teams.get(one.get(CIPHER, "").lower(), ""),
            username=one.get(USERNAME, "").lower(),
            email=one.get(EMAIL, ""),
        )
        for one in cells
    ]


def _rows(data: bytes) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise InputError([Fault("people", "is not a CSV file in UTF-8; save the sheet as CSV UTF-8")]) from None
