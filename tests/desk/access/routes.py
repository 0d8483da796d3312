"""Who gets in where: one row for each route of the desk. The table is the documentation.

A new route needs a row, or `test_routes.py` fails. A row is the route as Django joins it from the lists of URLs, and
who gets in: a set of roles, or one of the names below. Everybody else must get 403, and nobody must be sent to sign in.
Where a route has parts (`<int:number>`), give an address of it in `ADDRESSES`.
"""

from __future__ import annotations

from standto_desk.access.roles import Role

OPEN = frozenset({*Role, "no role", "nobody"})
"""Everybody, signed in or not."""
CLOSED = "closed"
"""There is nothing here, for anybody: 404. django-allauth names these routes and the desk has no use for them."""
SIGNED_IN = OPEN - {"nobody"}
COUNTS = frozenset({Role.VIEWER, Role.DUTY_OFFICER, Role.PLANNER, Role.COMMANDER, Role.AUDITOR})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

ROUTES: dict[str, frozenset[str] | str] = {
    # Machines.
    "health/": OPEN,
    "ready/": OPEN,
    # Signing in, and one's own account.
    "account/login/": OPEN,
    "account/authenticate/": OPEN,
    "account/inactive/": OPEN,
    "account/password/reset/": OPEN,
    "account/password/reset/sent/": OPEN,
    "account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/": OPEN,
    "account/password/reset/done/": OPEN,
    "account/logout/": SIGNED_IN,
    "account/reauthenticate/": SIGNED_IN,
    "account/reauthenticate/code/": SIGNED_IN,
    "account/password/change/": SIGNED_IN,
    "account/second-factor/": SIGNED_IN,
    "account/second-factor/add/": SIGNED_IN,
    "account/second-factor/remove/": SIGNED_IN,
    "account/recovery-codes/": SIGNED_IN,
    "account/recovery-codes/new/": SIGNED_IN,
    "account/recovery-codes/file/": CLOSED,
    "account/signup/": CLOSED,
    "account/email/": CLOSED,
    "account/email/confirm/": CLOSED,
    "account/password/set/": CLOSED,
    "account/login/code/": CLOSED,
    "account/login/code/confirm/": CLOSED,
    # Live events, as numbers of entries.
    "live/": COUNTS,
    # The clock of a demonstration; elsewhere there is none, and 404.
    "clock/": SIGNED_IN,
    "clock/set/": SIGNED_IN,
    "clock/play/": SIGNED_IN,
    "clock/go-on/": SIGNED_IN,
}
ADDRESSES: dict[str, str] = {
    "account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/": "/account/password/reset/key/1-set-password/",
}
