"""One-time codes, which people read aloud or type from paper."""

from __future__ import annotations

import unicodedata
from hashlib import sha256
from secrets import choice

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that cannot be mistaken for one another, read aloud or from a screen."""
GROUPS, LENGTH = 5, 4
"""Twenty characters of 31: 99 bits."""


def one_time_code() -> str:
    """Return a new random code, in groups."""
    return "-".join("".join(choice(SIGNS) for _ in range(LENGTH)) for _ in range(GROUPS))


def code_hash(typed: object) -> str:
    """Return the hash of a code, the same for every way to write it.

    A plain hash is enough, because nobody can try 99 bits. It must not depend on the desk's secret key, which the
    command line may not have.
    """
    plain = unicodedata.normalize("NFKC", str(typed or "")).casefold()
    return sha256("".join(sign for sign in plain if sign.isalnum()).encode()).hexdigest()
