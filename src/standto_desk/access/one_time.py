"""One-time passwords: made by the desk, shown once, and good for three days."""

from __future__ import annotations

from secrets import choice
from typing import TYPE_CHECKING

from standto.model.time import DAY
from standto_desk.clock import real_now

if TYPE_CHECKING:
    from standto_desk.access.models import Account

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody mistakes for another, read aloud or from a screen."""
GROUPS, LENGTH = 5, 4
"""Twenty signs of 31: 99 bits."""
LASTS = 3 * DAY


def give_one_time_password(account: Account) -> str:
    """Give an account a new one-time password, without saving it; return the password, which nothing keeps."""
    password = "-".join("".join(choice(SIGNS) for _ in range(LENGTH)) for _ in range(GROUPS))
    account.set_password(password)
    account.temporary_until = real_now() + LASTS
    return password
