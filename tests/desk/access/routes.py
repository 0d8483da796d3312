"""The roles that may open each route of the desk, one row for each. The table is the documentation.

A new route needs a row, or `test_routes.py` fails. A row is the route as Django joins it from the lists of URLs, and
who gets in: a set of roles, or one of the names below. Everybody else must get 403, and nobody must be sent to sign in.
A part of a route (`<int:number>`, `<uuid:key>`, `<str:name>`) is filled in by `address_of`; where that will not do,
give an address in `ADDRESSES`.
"""

from __future__ import annotations

import re

from standto_desk.access.roles import Role

OPEN = frozenset({*Role, "no role", "nobody"})
"""Everybody, signed in or not."""
CLOSED = "closed"
"""Routes that answer everybody with 404: django-allauth names them, and the desk does not use them."""
SIGNED_IN = OPEN - {"nobody"}
COUNTS = frozenset({Role.VIEWER, Role.DUTY_OFFICER, Role.PLANNER, Role.COMMANDER, Role.AUDITOR})
NUMBERS = COUNTS - {Role.VIEWER}
"""Roles that see exact numbers of people."""
NOBODY: frozenset[str] = frozenset()
COMMANDER = frozenset({Role.COMMANDER})
PLANNERS = frozenset({Role.PLANNER, Role.COMMANDER})
RECORDERS = frozenset({Role.DUTY_OFFICER, Role.COMMANDER})
"""Roles that record other forces' answers about help."""
HOLDERS = frozenset({Role.DUTY_OFFICER, Role.PLANNER, Role.COMMANDER})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
DUTY_OFFICER = frozenset({Role.DUTY_OFFICER})
VOLUNTEER = frozenset({Role.VOLUNTEER})
READERS = frozenset({Role.DUTY_OFFICER, Role.COMMANDER, Role.AUDITOR})
VERIFIERS = frozenset({Role.COMMANDER, Role.AUDITOR})

ROUTES: dict[str, frozenset[str] | str] = {
    # Machines.
    "health/": OPEN,
    "ready/": OPEN,
    # A calendar, for programs that know its secret address.
    "calendar/<str:secret>.ics": OPEN,
    # Signing in, and one's own account.
    "account/login/": OPEN,
    "account/invited/": OPEN,
    "account/invited/password/": OPEN,
    "account/invited/passkey/": OPEN,
    "account/passkey/": OPEN,
    "account/authenticate/": OPEN,
    "account/inactive/": OPEN,
    "account/password/reset/": OPEN,
    "account/password/reset/sent/": OPEN,
    "account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/": OPEN,
    "account/password/reset/done/": OPEN,
    "account/": SIGNED_IN,
    "account/post/": SIGNED_IN,
    "account/sessions/end/<int:number>/": SIGNED_IN,
    "account/sessions/end-others/": SIGNED_IN,
    "account/logout/": SIGNED_IN,
    "account/reauthenticate/": SIGNED_IN,
    "account/reauthenticate/code/": SIGNED_IN,
    "account/reauthenticate/passkey/": SIGNED_IN,
    "account/passkeys/add/": SIGNED_IN,
    "account/passkeys/<int:pk>/remove/": SIGNED_IN,
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
    # The ladder: all roles that see counts see it; proposing, answering, approving and deciding need other roles.
    "ladder/": COUNTS,
    "ladder/<str:pool>/": COUNTS,
    "ladder/<str:pool>/propose/<str:step>/": PLANNERS,
    "ladder/together/<str:step>/": PLANNERS,
    "ladder/proposals/approve/": COMMANDER,
    "ladder/<str:pool>/answer/<str:kind>/": RECORDERS,
    "ladder/decide/<str:step>/": COMMANDER,
    "ladder/proposals/<int:number>/": NUMBERS,
    "ladder/proposals/nth/<int:place>/": COUNTS,
    "ladder/proposals/<int:number>/approve/": COMMANDER,
    "ladder/proposals/<int:number>/withdraw/": PLANNERS,
    "ladder/proposals/<int:number>/record/<str:post>/": RECORDERS,
    "ladder/proposals/<int:number>/confirm/<str:post>/": PLANNERS | RECORDERS,
    "ladder/offers/<int:number>/end/": RECORDERS,
    "ladder/redact/<int:number>/": COMMANDER,
    "ladder/correct/<int:number>/": RECORDERS,
    # The board, or the first page of accounts that see no board.
    "": SIGNED_IN,
    "board/seen/": COUNTS,
    "waiting/": SIGNED_IN,
    # Finding: each kind of thing only for roles that may open its page.
    "find/": SIGNED_IN,
    # Who is on duty: as counts; by cipher for the role that sees people.
    "on-duty/": COUNTS,
    "on-duty/<int:at>/": COUNTS,
    "on-duty/people/": DUTY_OFFICER,
    "on-duty/<int:at>/people/": DUTY_OFFICER,
    # Recording, and putting entries right.
    "record/": DUTY_OFFICER,
    "record/effect/<str:key>/": DUTY_OFFICER,
    "record/done/<str:key>/": DUTY_OFFICER,
    "record/done/<str:key>/correct/": DUTY_OFFICER,
    "record/done/<str:key>/corrected/": DUTY_OFFICER,
    "record/other/": DUTY_OFFICER,
    "record/other/<slug:kind>/": DUTY_OFFICER,
    "record/entries/": DUTY_OFFICER,
    "record/entries/person/": DUTY_OFFICER,
    "record/entries/<int:sequence>/": DUTY_OFFICER,
    "record/entries/<int:sequence>/corrected/": DUTY_OFFICER,
    # Importing workbooks.
    "import/": DUTY_OFFICER,
    # Once there is a force, nobody sets the desk up.
    "set-up/": NOBODY,
    **dict.fromkeys(
        (
            "set-up/force/",
            "set-up/teams/",
            "set-up/sheet/",
            "set-up/sheet/key/",
            "set-up/duties/",
            "set-up/powers/",
            "set-up/policy/",
            "set-up/review/",
        ),
        NOBODY,
    ),
    "set-up/done/": ADMINISTRATOR,
    "import/folder/": HOLDERS,
    "import/folder/<slug:key>/": HOLDERS,
    "import/folder/<slug:key>/faults/": HOLDERS,
    "import/<slug:key>/receipt/": HOLDERS,
    "import/<slug:key>/undo/": HOLDERS,
    "import/<slug:key>/": DUTY_OFFICER,
    "import/<slug:key>/done/": DUTY_OFFICER,
    "import/<slug:key>/rejects/": DUTY_OFFICER,
    "import/<slug:key>/key/": DUTY_OFFICER,
    # Changing the register: each table takes some of these roles, and the view refuses the others.
    "register/add/<slug:table>/": HOLDERS,
    "register/change/<slug:table>/<path:thing>/": HOLDERS,
    "register/end/<slug:table>/<path:thing>/": HOLDERS,
    "register/effect/<str:key>/": HOLDERS,
    "register/done/<str:key>/": HOLDERS,
    "register/undo/<int:sequence>/": HOLDERS,
    "register/waiting/": PLANNERS,
    "register/waiting/<int:sequence>/": PLANNERS,
    # The people who could come for a duty, and their answers.
    "call-in/<int:at>/<path:duty>/": DUTY_OFFICER,
    # A volunteer's own record.
    "my/": VOLUNTEER,
    "my/step-back/": VOLUNTEER,
    "my/return/": VOLUNTEER,
    "my/available/": VOLUNTEER,
    "my/available/<int:sequence>/take-back/": VOLUNTEER,
    "my/calendar/": VOLUNTEER,
    "my/calendar/end/": VOLUNTEER,
    "my/receipt/<int:sequence>/": VOLUNTEER,
    "my/rota/<int:publication>/seen/": VOLUNTEER,
    # Looking back, as counts; entries name only the people that the account may see.
    "look-back/": COUNTS,
    "look-back/changes/": COUNTS,
    "look-back/decisions/": COUNTS,
    "look-back/decisions/<int:sequence>/": NUMBERS,
    "look-back/decisions/nth/<int:place>/": COUNTS,
    "look-back/entries/": READERS,
    "look-back/entries/file/": READERS,
    "look-back/entries/<int:sequence>/": READERS,
    "look-back/entries/person/": DUTY_OFFICER,
    "look-back/verify/": VERIFIERS,
    "look-back/verify/anchor/": VERIFIERS,
    # Long work: an account's own; another account's is not there.
    "jobs/": SIGNED_IN,
    "jobs/rebuild/": VERIFIERS,
    "jobs/<uuid:key>/": SIGNED_IN,
    "jobs/<uuid:key>/cancel/": SIGNED_IN,
    "jobs/<uuid:key>/file/": SIGNED_IN,
    # The register and its history; rows about people, which name ciphers, are for the role that keeps them.
    "register/": NUMBERS,
    "register/settings/": NUMBERS,
    "register/settings/declarations/": NUMBERS,
    "register/settings/posts/": NUMBERS,
    "register/settings/<slug:section>/": NUMBERS,
    "register/people/": DUTY_OFFICER,
    "register/people/file/<str:form>/": DUTY_OFFICER,
    "register/people/<str:address>/": DUTY_OFFICER,
    "register/authorisations/": DUTY_OFFICER,
    "register/authorisations/file/<str:form>/": DUTY_OFFICER,
    "register/rota/": DUTY_OFFICER,
    "register/rota/file/<str:form>/": DUTY_OFFICER,
    "register/<slug:table>/": NUMBERS,
    "register/<slug:table>/file/<str:form>/": NUMBERS,
    "register/<slug:table>/<path:thing>/": NUMBERS,
    # A duty, a crew and a pool as the board shows them; recommendations follow from exact numbers.
    "things/duty/<path:duty>/": COUNTS,
    "things/crew/<path:crew>/": COUNTS,
    "things/pool/<path:pool>/": COUNTS,
    "things/recommendation/<path:name>/": NUMBERS,
    # The rota of a month: teams in numbers; people by cipher, and publishing, for the role that keeps them.
    "rota/": NUMBERS,
    "rota/published/<int:sequence>/": NUMBERS,
    "rota/<int:year>/<int:month>/": DUTY_OFFICER,
    "rota/<int:year>/<int:month>/everybody/": DUTY_OFFICER,
    "rota/<int:year>/<int:month>/teams/": NUMBERS,
    "rota/<int:year>/<int:month>/publish/": DUTY_OFFICER,
    "rota/<int:year>/<int:month>/cell/": DUTY_OFFICER,
    "rota/<int:year>/<int:month>/file/<str:form>/": DUTY_OFFICER,
    "rota/<int:year>/<int:month>/<int:day>/": NUMBERS,
    "rota/<int:year>/<int:month>/<int:day>/people/": DUTY_OFFICER,
    # Cover statements: the public one for viewers; the entries behind a cause for roles that read entries.
    "statement/": COUNTS,
    "statement/file/<str:form>/": COUNTS,
    "statement/prepare/": COUNTS,
    "statement/entries/": READERS,
    # Situation reports: viewers read those published to the desk and to the public; a second person approves.
    "reports/": COUNTS,
    "reports/new/": HOLDERS,
    "reports/no-change/<slug:audience>/": HOLDERS,
    "reports/<int:number>/": COUNTS,
    "reports/<int:number>/words/<slug:section>/": HOLDERS,
    "reports/<int:number>/approve/": COMMANDER,
    "reports/<int:number>/publish/": COMMANDER,
    "reports/<int:number>/withdraw/": HOLDERS,
    "reports/<int:number>/file/<slug:form>/": COUNTS,
    # What was published to the public, where that is switched on; elsewhere 404.
    "public/": OPEN,
    "public/<int:number>/": OPEN,
    "public/<int:number>.<slug:form>": OPEN,
    # Live events, as numbers of entries; for viewers, as hours.
    "live/": COUNTS,
    # Keeping accounts and posts; accounts and appointments of other forces are not there, 404.
    "accounts/": ADMINISTRATOR,
    "accounts/new/": ADMINISTRATOR,
    "accounts/posts/": ADMINISTRATOR,
    "accounts/posts/appoint/": ADMINISTRATOR,
    "accounts/posts/mark/": ADMINISTRATOR,
    "accounts/posts/end/<int:number>/": ADMINISTRATOR,
    "accounts/settings/": ADMINISTRATOR,
    "accounts/invite/": ADMINISTRATOR,
    "accounts/invite/<slug:key>/": ADMINISTRATOR,
    "accounts/invitations/<int:number>/": ADMINISTRATOR,
    "accounts/invitations/<int:number>/confirm/": ADMINISTRATOR,
    "accounts/invitations/<int:number>/withdraw/": ADMINISTRATOR,
    "accounts/leavers/": ADMINISTRATOR,
    "accounts/<uuid:key>/": ADMINISTRATOR,
    "accounts/<uuid:key>/sign-out/": ADMINISTRATOR,
    "accounts/<uuid:key>/change/": ADMINISTRATOR,
    "accounts/<uuid:key>/role/give/": ADMINISTRATOR,
    "accounts/<uuid:key>/role/take/": ADMINISTRATOR,
    "accounts/<uuid:key>/disable/": ADMINISTRATOR,
    "accounts/<uuid:key>/enable/": ADMINISTRATOR,
    "accounts/<uuid:key>/confirm/": ADMINISTRATOR,
    "accounts/<uuid:key>/password/": ADMINISTRATOR,
    "accounts/<uuid:key>/second-factor/": ADMINISTRATOR,
    "openings/": frozenset({Role.AUDITOR}),
    "security-log/": frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    # What-ifs: roles that plan, decide or record; one about a person needs a role that sees people.
    "what-if/": HOLDERS,
    "what-if/new/": HOLDERS,
    "what-if/compare/": HOLDERS,
    "what-if/try/<slug:key>/": HOLDERS,
    "what-if/try/<slug:key>/add/<slug:kind>/": HOLDERS,
    "what-if/try/<slug:key>/keep/": HOLDERS,
    "what-if/<int:number>/": HOLDERS,
    "what-if/<int:number>/rename/": HOLDERS,
    "what-if/<int:number>/show/": HOLDERS,
    "what-if/<int:number>/end/": HOLDERS,
    "what-if/<int:number>/looked/": HOLDERS,
    # The log of free entries: every role that sees numbers reads it, and those that can hold a post write in it.
    "log/": NUMBERS,
    "log/file/": NUMBERS,
    "log/write/": HOLDERS,
    "log/<int:sequence>/": NUMBERS,
    "log/<int:sequence>/change/": HOLDERS,
    "log/<int:sequence>/done/": HOLDERS,
    "log/<int:sequence>/reopen/": HOLDERS,
    # Alerts: every role that sees numbers sees them; the post's holders answer.
    "alerts/": NUMBERS,
    "alerts/<int:alert>/answer/": COUNTS - {Role.VIEWER, Role.AUDITOR},
    "alerts/owners/": ADMINISTRATOR,
    "alerts/owners/<int:owner>/remove/": ADMINISTRATOR,
    "alerts/addresses/": ADMINISTRATOR,
    "alerts/addresses/<int:address>/remove/": ADMINISTRATOR,
    # Handing posts over: roles that can hold one; the act checks the post and the offer. An auditor reads.
    "handover/": HOLDERS | {Role.AUDITOR},
    "handover/new/<slug:post>/": HOLDERS,
    "handover/<int:sequence>/": HOLDERS | {Role.AUDITOR},
    "handover/<int:sequence>/accept/": HOLDERS,
    "handover/<int:sequence>/withdraw/": HOLDERS,
    # The clock of a demonstration; elsewhere there is none, and 404.
    "clock/": SIGNED_IN,
    "clock/set/": SIGNED_IN,
    "clock/play/": SIGNED_IN,
    "clock/go-on/": SIGNED_IN,
    # The machine's clock, where it has jumped ahead.
    "clock/confirm/": ADMINISTRATOR,
}
ADDRESSES: dict[str, str] = {
    "what-if/try/<slug:key>/add/<slug:kind>/": "/what-if/try/x/add/step-back/",
    "rota/<int:year>/<int:month>/": "/rota/2023/9/",
    "rota/<int:year>/<int:month>/everybody/": "/rota/2023/9/everybody/",
    "rota/<int:year>/<int:month>/teams/": "/rota/2023/9/teams/",
    "rota/<int:year>/<int:month>/publish/": "/rota/2023/9/publish/",
    "rota/<int:year>/<int:month>/cell/": "/rota/2023/9/cell/",
    "rota/<int:year>/<int:month>/file/<str:form>/": "/rota/2023/9/file/csv/",
    "rota/<int:year>/<int:month>/<int:day>/": "/rota/2023/9/23/",
    "rota/<int:year>/<int:month>/<int:day>/people/": "/rota/2023/9/23/people/",
    "on-duty/<int:at>/": "/on-duty/1695466800000000/",
    "on-duty/<int:at>/people/": "/on-duty/1695466800000000/people/",
    "ladder/<str:pool>/": "/ladder/kent-arv/",
    "ladder/<str:pool>/propose/<str:step>/": "/ladder/kent-arv/propose/ask-aid/",
    "ladder/together/<str:step>/": "/ladder/together/ask-aid/",
    "ladder/<str:pool>/answer/<str:kind>/": "/ladder/kent-arv/answer/aid-offered/",
    "ladder/decide/<str:step>/": "/ladder/decide/no-change/",
    "ladder/proposals/<int:number>/": "/ladder/proposals/1/",
    "ladder/proposals/nth/<int:place>/": "/ladder/proposals/nth/1/",
    "ladder/proposals/<int:number>/approve/": "/ladder/proposals/1/approve/",
    "ladder/proposals/<int:number>/withdraw/": "/ladder/proposals/1/withdraw/",
    "ladder/proposals/<int:number>/record/<str:post>/": "/ladder/proposals/1/record/ministry/",
    "ladder/proposals/<int:number>/confirm/<str:post>/": "/ladder/proposals/1/confirm/ministry/",
    "ladder/offers/<int:number>/end/": "/ladder/offers/1/end/",
    "ladder/redact/<int:number>/": "/ladder/redact/1/",
    "ladder/correct/<int:number>/": "/ladder/correct/1/",
    "handover/new/<slug:post>/": "/handover/new/gold/",
    "handover/<int:sequence>/": "/handover/1/",
    "handover/<int:sequence>/accept/": "/handover/1/accept/",
    "handover/<int:sequence>/withdraw/": "/handover/1/withdraw/",
    "alerts/<int:alert>/answer/": "/alerts/1/answer/",
    "alerts/owners/<int:owner>/remove/": "/alerts/owners/1/remove/",
    "alerts/addresses/<int:address>/remove/": "/alerts/addresses/1/remove/",
    "account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/": "/account/password/reset/key/1-set-password/",
    "record/effect/<str:key>/": "/record/effect/0/",
    "record/done/<str:key>/": "/record/done/0/",
    "record/done/<str:key>/correct/": "/record/done/0/correct/",
    "record/done/<str:key>/corrected/": "/record/done/0/corrected/",
    "record/other/<slug:kind>/": "/record/other/report/",
    "record/entries/<int:sequence>/": "/record/entries/1/",
    "record/entries/<int:sequence>/corrected/": "/record/entries/1/corrected/",
    "my/available/<int:sequence>/take-back/": "/my/available/1/take-back/",
    "call-in/<int:at>/<path:duty>/": "/call-in/1695466800000000/ct-response/",
    "register/undo/<int:sequence>/": "/register/undo/1/",
    "register/waiting/<int:sequence>/": "/register/waiting/1/",
    "register/add/<slug:table>/": "/register/add/duties/",
    "register/change/<slug:table>/<path:thing>/": "/register/change/duties/ct-response/",
    "register/end/<slug:table>/<path:thing>/": "/register/end/duties/ct-response/",
    "my/receipt/<int:sequence>/": "/my/receipt/1/",
    "register/settings/<slug:section>/": "/register/settings/policy/",
    "register/people/file/<str:form>/": "/register/people/file/csv/",
    "register/authorisations/file/<str:form>/": "/register/authorisations/file/csv/",
    "register/rota/file/<str:form>/": "/register/rota/file/xlsx/",
    "register/<slug:table>/": "/register/duties/",
    "register/<slug:table>/file/<str:form>/": "/register/duties/file/csv/",
    "register/<slug:table>/<path:thing>/": "/register/duties/ct-response/",
    "things/duty/<path:duty>/": "/things/duty/ct-response/",
    "things/pool/<path:pool>/": "/things/pool/kent-arv/",
    "things/recommendation/<path:name>/": "/things/recommendation/call-in:ct-response/",
    "look-back/decisions/<int:sequence>/": "/look-back/decisions/1/",
    "look-back/decisions/nth/<int:place>/": "/look-back/decisions/nth/1/",
    "look-back/entries/<int:sequence>/": "/look-back/entries/1/",
}
PARTS = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000", "str": "x", "slug": "x", "path": "x"}


def address_of(route: str) -> str:
    """An address that leads to a route."""
    return ADDRESSES.get(route) or "/" + re.sub(r"<(\w+):\w+>", lambda part: PARTS[part[1]], route)
