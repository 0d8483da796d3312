"""The roles that an account may have for a force."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody is to a force; what each may do is decided in `standto_desk.access.permission`."""

    VOLUNTEER = "volunteer"
    VIEWER = "viewer"
    DUTY_OFFICER = "duty-officer"
    PLANNER = "planner"
    COMMANDER = "commander"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ALONE = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that go with no other: who keeps the accounts or checks the record takes no part in making it."""

OF_ONE_FACTOR = frozenset({Role.VOLUNTEER, Role.VIEWER})
"""Roles for which a password is enough; every other needs a second factor."""

OF_TWO = frozenset(Role) - OF_ONE_FACTOR
"""Roles that decide, record, plan, check or keep accounts: no single administrator may come to act by one."""

POST_HOLDERS = frozenset({Role.DUTY_OFFICER, Role.PLANNER, Role.COMMANDER})
"""Roles whose holders may be appointed to a post."""
