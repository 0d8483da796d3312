"""The reference of roles agrees with the desk's tables."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from standto.model.time import DAY
from standto_desk.access.account_changes import LASTS
from standto_desk.access.permission import ACTIONS, EVERYBODY, Action
from standto_desk.access.security_log import SecurityKind
from standto_desk.acts.import_plans import MOST
from standto_desk.kit.workbooks.apart import MEMORY, SECONDS
from standto_desk.service.security import GUESSES

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
    assert [names(action)[0] for action, _ in rows("What each action is")] == [action.value for action in Action]


def test_every_event_of_the_security_log_is_documented():
    told = [name for events, _ in rows("The security log") for name in names(events)]
    assert sorted(told) == sorted(kind.value for kind in SecurityKind)


def test_every_limit_is_documented_as_it_is():
    told = dict(rows("Limits"))
    most, wait = GUESSES["STANDTO_GUESSES"], GUESSES["STANDTO_GUESSES_WAIT"] // 60
    assert told["wrong passwords for one name from one address"] == f"{most['pair']} in {wait} minutes"
    assert told["wrong passwords or codes for one account, from anywhere"] == f"{most['name']} in {wait} minutes"
    assert told["wrong passwords or codes from one address"] == f"{most['address']} in {wait} minutes"
    assert told["a form without its files"] == (
        f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes; {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields"
    )
    assert told["a form with its files"] == (
        f"{settings.FILE_UPLOAD_MAX_MEMORY_SIZE:,} bytes; {settings.DATA_UPLOAD_MAX_NUMBER_FILES} files"
    )
    assert told["an import into a ledger in use"] == f"{MOST:,} entries"
    within = f"{SECONDS} seconds and {MEMORY:,} bytes of memory, in a process of its own"
    assert told["reading workbooks"] == within
    assert told["a one-time password"] == f"{LASTS // DAY} days"
