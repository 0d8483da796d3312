"""The reference of roles is held to the tables that the desk goes by."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from standto.model.time import DAY
from standto_desk.access.one_time import LASTS
from standto_desk.access.permission import ACTIONS, EVERYBODY, Action
from standto_desk.access.security_log import Kind
from standto_desk.service.security import LOCK_OUT, SIGNING_IN

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "roles-and-permissions.md"


def rows(title: str) -> list[list[str]]:
    """The rows of the table under a heading, without its head."""
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1]
    table = re.search(r"(?m)^\|.*\n\|[-|: ]+\n((?:\|.*\n)+)", text)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_role_is_documented_with_what_it_may():
    told = {names(role)[0]: set(names(actions)) for role, actions in rows("What each role may do")}
    assert told == {role.value: {action.value for action in actions} for role, actions in ACTIONS.items()}
    every = re.search(r"Every account may do (.*?)\.", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert set(names(every[1])) == set(EVERYBODY)


def test_every_action_is_documented():
    assert [names(action)[0] for action, _ in rows("What each of these is")] == [action.value for action in Action]


def test_every_event_of_the_security_log_is_documented():
    told = [name for events, _ in rows("The security log") for name in names(events)]
    assert sorted(told) == sorted(kind.value for kind in Kind)


def test_every_limit_is_documented_as_it_is():
    by_address, by_account = SIGNING_IN["ACCOUNT_RATE_LIMITS"]["login_failed"].split(",")
    told = dict(rows("Limits"))
    wait = int(LOCK_OUT["AXES_COOLOFF_TIME"].total_seconds() // 60)
    assert (by_address, by_account) == ("50/15m/ip", "20/15m/key")
    assert told["wrong passwords from one address"] == "50 in 15 minutes"
    assert told["wrong passwords or codes for one account, from anywhere"] == "20 in 15 minutes"
    assert told["wrong passwords for one name from one address"] == (
        f"{LOCK_OUT['AXES_FAILURE_LIMIT']}, then that pair waits {wait} minutes"
    )
    assert told["a form, or a file in it"] == (
        f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes; {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields; "
        f"{settings.DATA_UPLOAD_MAX_NUMBER_FILES} file"
    )
    assert told["a one-time password"] == f"{LASTS // DAY} days"
