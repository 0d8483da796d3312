"""Permissions: the one module that decides what an account may do.

Only a role permits actions. An account has roles for a force, and they reach no further than that force. A desk plans
for one force, its home: accounts with roles for another force neither see nor change the plan. Anything that no
row permits is denied. Disabled accounts and anonymous users are denied everything.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied

from standto_desk.access.forces import home_force
from standto_desk.access.models import Account
from standto_desk.access.roles import Role


class Action(StrEnum):
    """An action that an account may ask the desk for."""

    OWN_ACCOUNT = "own-account"
    """Change their own password, second factor and chosen post, and sign out."""
    STEP_BACK_SELF = "step-back-self"
    """See their own record; step back and return; say when they are available; have their times as a calendar."""
    SEE_COUNTS = "see-counts"
    """See the board: cover, gaps, margin, help, recommendations, all as counts."""
    SEE_NUMBERS = "see-numbers"
    """See exact numbers of people at once; without this, numbers are coarse and change on the hour."""
    SEE_PERSON = "see-person"
    """See the state of a person of their own force."""
    RECORD = "record"
    """Record events about people of their own force, and correct them."""
    IMPORT = "import"
    """Import workbooks: their people, tickets, rota and absences; into an empty ledger, all of a scenario."""
    KEEP_PEOPLE = "keep-people"
    """Change the register of people: people, tickets and rows of the rota of the home force; publish the rota."""
    KEEP_PLAN = "keep-plan"
    """Change what is planned for: teams, patterns, skills, duties, crews, seats, forces, pools and sources."""
    KEEP_RULES = "keep-rules"
    """Propose changes to powers, the policy, the rules of rest and the words; they wait for a second person."""
    CONFIRM_RULES = "confirm-rules"
    """Confirm, as a second person, a change to powers, the policy, the rules of rest or the words."""
    READ_REGISTER = "read-register"
    """Read the register and its history, without its people."""
    SUPPOSE = "suppose"
    """Try what-ifs beside today's board, keep them under a name, and compare them."""
    LOOK_AHEAD = "look-ahead"
    """See outlooks: what would follow if assumptions held; keep them, and the assumptions, under a name."""
    SET_UP = "set-up"
    """Set up a desk that is empty: force, teams, sheets, duties, powers and policy."""
    CALL_IN = "call-in"
    """See who could come for a duty, ask them, and record their answers."""
    RECORD_HELP = "record-help"
    """Record other forces' answers about help: offered, confirmed, arrived, declined, withdrawn, agreed."""
    DECLARE = "declare"
    """Declare something with a proposal, so that the law permits what is proposed."""
    PLAN = "plan"
    """Draft a proposal."""
    DECIDE = "decide"
    """Decide a proposal, or against a recommendation."""
    APPROVE = "approve"
    """Approve a proposal for a post that they hold."""
    CONFIRM_OUTSIDE = "confirm-outside"
    """Confirm, as a second person, what a post outside agreed to."""
    HAND_OVER = "hand-over"
    """Hand a post over, and accept one by name."""
    READ_HANDOVERS = "read-handovers"
    """Read past handovers, each with its brief."""
    WRITE_REPORT = "write-report"
    """Draft a situation report or a public cover statement, and contribute words to it."""
    APPROVE_REPORT = "approve-report"
    """Approve a situation report that somebody else drafted, and publish it."""
    READ_REPORTS = "read-reports"
    """Read situation reports; without `see-numbers` those published to everybody at the desk or to the public."""
    KEEP_LOG = "keep-log"
    """Make entries in the log, and mark them as done."""
    READ_LOG = "read-log"
    """Read and search the log."""
    ACKNOWLEDGE = "acknowledge"
    """Acknowledge an alert, or pass it on."""
    REDACT = "redact"
    """Redact a free text beside the chain."""
    LOOK_BACK = "look-back"
    """See past moments, as counts, the decisions made, and cover statements."""
    READ_ENTRIES = "read-entries"
    """Find and read entries of the ledger; only people that the account may see are named in them."""
    READ_ALL = "read-all"
    """Read every entry of the ledger; people in them are shown as counts."""
    VERIFY = "verify"
    """Verify the chain."""
    READ_SECURITY_LOG = "read-security-log"
    """Read the security log."""
    READ_OPENINGS = "read-openings"
    """Read which accounts opened which person's record, and when."""
    MANAGE_ACCOUNTS = "manage-accounts"
    """Make and disable accounts, give and take roles, appoint to posts."""
    MANAGE_SETTINGS = "manage-settings"
    """Change settings of the desk, and mark posts as outside."""
    SET_CLOCK = "set-clock"
    """Set and play the clock of a demonstration."""


EVERYBODY = frozenset({Action.OWN_ACCOUNT, Action.SET_CLOCK})
"""Actions that every account may take; only a demonstration's clock can be set."""

LOOKS = frozenset({Action.SEE_COUNTS, Action.LOOK_BACK, Action.READ_REPORTS})
COUNTS = LOOKS | {Action.SEE_NUMBERS, Action.READ_REGISTER, Action.READ_LOG}
WRITES = frozenset({Action.SUPPOSE, Action.WRITE_REPORT, Action.KEEP_LOG})
HANDOVERS = frozenset({Action.HAND_OVER, Action.READ_HANDOVERS})

ACTIONS: dict[Role, frozenset[Action]] = {
    # Stepping back is a right: no other role or setting stands between a volunteer and these pages.
    Role.VOLUNTEER: frozenset({Action.STEP_BACK_SELF}),
    # Only looks: a small number, or the minute at which it changes, could reveal who stepped back.
    Role.VIEWER: LOOKS,
    # The only other role that sees a person's state, because it calls people in by what they can do.
    Role.DUTY_OFFICER: COUNTS
    | {Action.SEE_PERSON, Action.CALL_IN, Action.RECORD, Action.RECORD_HELP, Action.DECLARE, Action.READ_ENTRIES}
    # It records people's tickets and absences anyway. The effect of an import about one person reveals their state.
    | {Action.IMPORT, Action.KEEP_PEOPLE}
    | WRITES
    | {Action.CONFIRM_OUTSIDE, Action.ACKNOWLEDGE}
    | HANDOVERS,
    # Drafts; others decide.
    Role.PLANNER: COUNTS
    | HANDOVERS
    | WRITES
    | {Action.PLAN, Action.LOOK_AHEAD, Action.KEEP_PLAN, Action.KEEP_RULES}
    | {Action.CONFIRM_OUTSIDE, Action.ACKNOWLEDGE},
    # Decides on counts, so that no decision is about one person.
    Role.COMMANDER: COUNTS
    | HANDOVERS
    | WRITES
    | {Action.LOOK_AHEAD, Action.KEEP_PLAN, Action.KEEP_RULES, Action.CONFIRM_RULES, Action.APPROVE_REPORT}
    | {Action.PLAN, Action.DECIDE, Action.APPROVE, Action.CONFIRM_OUTSIDE, Action.RECORD_HELP, Action.DECLARE}
    | {Action.ACKNOWLEDGE, Action.REDACT, Action.READ_ENTRIES, Action.READ_ALL, Action.VERIFY},
    # Reads everything and changes nothing, so that auditors never check their own work.
    Role.AUDITOR: COUNTS
    | {Action.READ_HANDOVERS, Action.READ_ENTRIES, Action.READ_ALL, Action.VERIFY}
    | {Action.READ_SECURITY_LOG, Action.READ_OPENINGS},
    # Keeps accounts and settings and records nothing, so that no administrator acts unseen through a made account.
    # Before there is anything to record, an administrator sets the desk up.
    Role.ADMINISTRATOR: frozenset(
        {Action.MANAGE_ACCOUNTS, Action.MANAGE_SETTINGS, Action.READ_SECURITY_LOG, Action.SET_UP}
    ),
}
"""The actions that each role permits."""


OF_ANY_FORCE = EVERYBODY | {Action.STEP_BACK_SELF, Action.SEE_PERSON, Action.MANAGE_ACCOUNTS}
"""Actions that a role for any force permits within that force; all others are about the desk and its home force."""


def may(account: Any, action: Action, force: str = "", person: str = "") -> bool:
    """Tell whether an account may do something.

    Parameters
    ----------
    account
        An `Account`, or Django's anonymous user.
    force
        The force that it concerns. Blank means the home force for actions about the desk, and any force for the others,
        because a page asks before it knows which.
    person
        The cipher of the one person that it concerns. Then `force` is the person's force in the register: a duty
        officer's roles do not reach people of another or an unknown force, but everybody reaches their own record.
        Only `standto_desk.access.people_in_reach` passes this, because it alone looks that force up.
    """
    if not (account.is_authenticated and account.is_active):
        return False
    if action in EVERYBODY:
        return True
    if person:
        return _may_about(account, action, force, person)
    return _permits(account, action, force)


def require(account: Any, action: Action, force: str = "") -> None:
    """Raise `PermissionDenied` unless an account may do something."""
    if not may(account, action, force):
        raise PermissionDenied


def roles_that_may(action: Action) -> frozenset[Role]:
    """Return the roles that permit an action."""
    return frozenset(role for role, actions in ACTIONS.items() if action in actions)


def permitted_forces(account: Any, action: Action) -> frozenset[str]:
    """Return the forces for which an account may do something."""
    return frozenset(force for force, _ in account.roles if may(account, action, force))


def _may_about(account: Account, action: Action, force: str, person: str) -> bool:
    own = action in (Action.STEP_BACK_SELF, Action.SEE_PERSON) and _is_self(account, force, person)
    if own and _permits(account, Action.STEP_BACK_SELF, account.force):
        return True
    if action is Action.STEP_BACK_SELF or not force:
        return False
    return _has(account, action, force)


def _is_self(account: Account, force: str, person: str) -> bool:
    return person == account.cipher and bool(force) and force == account.force


def _permits(account: Account, action: Action, force: str) -> bool:
    """Tell whether one of the account's roles permits an action; for the desk, only roles for the home force count."""
    if not _has(account, action):
        # Looking the home force up would read the database.
        return False
    home = "" if action in OF_ANY_FORCE else home_force()
    if action is Action.SET_UP:
        return not home and _has(account, action, force)
    if home:
        return force in ("", home) and _has(account, action, home)
    return _has(account, action, force)


def _has(account: Account, action: Action, force: str = "") -> bool:
    return any(action in ACTIONS[role] for role in account.working_roles_for(force))
