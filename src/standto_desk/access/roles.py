"""The roles that an account may have for a force."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A role that an account has for a force; `standto_desk.access.permission` decides what it permits."""

    VOLUNTEER = "volunteer"
    VIEWER = "viewer"
    DUTY_OFFICER = "duty-officer"
    PLANNER = "planner"
    COMMANDER = "commander"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ALONE = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that cannot be combined with another: keeping accounts and auditing exclude making the record."""

OF_ONE_FACTOR = frozenset({Role.VOLUNTEER, Role.VIEWER})
"""Roles for which a password is enough; all others need a second factor."""

OF_TWO = frozenset(Role) - OF_ONE_FACTOR
"""Roles that decide, record, plan, audit or keep accounts: no single administrator may gain the use of one."""

OF_PASSKEYS = frozenset({Role.COMMANDER, Role.ADMINISTRATOR})
"""Roles that decide or keep accounts; a setting requires passkeys of them."""

POST_HOLDERS = frozenset({Role.DUTY_OFFICER, Role.PLANNER, Role.COMMANDER})
"""Roles whose holders may be appointed to a post."""
