"""Who may do what: the one module that decides.

A role permits actions; nothing else does. An account has roles for a force, and a force's roles reach no further than
that force. A desk plans for one force, its home: whoever has roles for another sees and does nothing of the plan. What
no row permits is denied, also to an account that is disabled and to nobody.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from standto_desk.access.forces import home_force
from standto_desk.access.roles import Role

if TYPE_CHECKING:
    from standto_desk.access.models import Account


class Action(StrEnum):
    """What somebody may ask the desk to do."""

    OWN_ACCOUNT = "own-account"
    """Change their own password, second factor and chosen post, and sign out."""
    STEP_BACK_SELF = "step-back-self"
    """See their own record; step back and return."""
    SEE_COUNTS = "see-counts"
    """See the board: cover, gaps, margin, help, recommendations, all as counts."""
    SEE_NUMBERS = "see-numbers"
    """See numbers of people as they are, at once; whoever sees counts without this sees them coarse, on the hour."""
    SEE_PERSON = "see-person"
    """See the state of a person of their own force."""
    RECORD = "record"
    """Record events about people of their own force, and correct them."""
    RECORD_HELP = "record-help"
    """Record what others answered about help: offered, confirmed, arrived, declined, withdrawn, agreed."""
    DECLARE = "declare"
    """Declare something with a proposal, so that the law permits what is proposed."""
    PLAN = "plan"
    """Draft a proposal."""
    DECIDE = "decide"
    """Decide a proposal, or against a recommendation."""
    APPROVE = "approve"
    """Approve a proposal for a post that they hold."""
    CONFIRM_OUTSIDE = "confirm-outside"
    """Confirm, as a second person, what somebody outside agreed to."""
    HAND_OVER = "hand-over"
    """Hand a post over, and accept one by name."""
    READ_HANDOVERS = "read-handovers"
    """Read the handovers there were, each with its brief."""
    ACKNOWLEDGE = "acknowledge"
    """Acknowledge an alert, or pass it on."""
    REDACT = "redact"
    """Redact a free text beside the chain."""
    LOOK_BACK = "look-back"
    """See past moments, as counts, and the decisions made."""
    READ_ENTRIES = "read-entries"
    """Find and read entries of the ledger, with the people in them whom one may see and no others."""
    READ_ALL = "read-all"
    """Read every entry of the ledger; people in them stay counts."""
    VERIFY = "verify"
    """Verify the chain."""
    READ_SECURITY_LOG = "read-security-log"
    """Read the security log."""
    READ_OPENINGS = "read-openings"
    """Read who opened which person's record, and when."""
    MANAGE_ACCOUNTS = "manage-accounts"
    """Make and disable accounts, give and take roles, appoint to posts."""
    MANAGE_SETTINGS = "manage-settings"
    """Change settings of the desk, and mark posts as outside."""
    SET_CLOCK = "set-clock"
    """Set and play the clock of a demonstration."""


EVERYBODY = frozenset({Action.OWN_ACCOUNT, Action.SET_CLOCK})
"""What every account may do; the clock can be set in a demonstration only, where no time is real."""

LOOKS = frozenset({Action.SEE_COUNTS, Action.LOOK_BACK})
COUNTS = LOOKS | {Action.SEE_NUMBERS}
HANDOVERS = frozenset({Action.HAND_OVER, Action.READ_HANDOVERS})

ACTIONS: dict[Role, frozenset[Action]] = {
    # Stepping back is a right: no other role, and no setting, stands between a volunteer and these pages.
    Role.VOLUNTEER: frozenset({Action.STEP_BACK_SELF}),
    # Only looks: small numbers, and the minute at which one changes, would tell who stepped back.
    Role.VIEWER: LOOKS,
    # The only role beside the volunteer that sees a person's state, since it must call people by what they can do.
    Role.DUTY_OFFICER: COUNTS
    | {Action.SEE_PERSON, Action.RECORD, Action.RECORD_HELP, Action.DECLARE, Action.READ_ENTRIES}
    | {Action.CONFIRM_OUTSIDE, Action.ACKNOWLEDGE}
    | HANDOVERS,
    # Drafts, and leaves deciding to others.
    Role.PLANNER: COUNTS | HANDOVERS | {Action.PLAN, Action.CONFIRM_OUTSIDE, Action.ACKNOWLEDGE},
    # Decides on counts: a person's state would make it a decision about somebody.
    Role.COMMANDER: COUNTS
    | HANDOVERS
    | {Action.PLAN, Action.DECIDE, Action.APPROVE, Action.CONFIRM_OUTSIDE, Action.RECORD_HELP, Action.DECLARE}
    | {Action.ACKNOWLEDGE, Action.REDACT, Action.READ_ENTRIES, Action.READ_ALL, Action.VERIFY},
    # Reads everything and changes nothing, so that nobody checks what they did themselves.
    Role.AUDITOR: COUNTS
    | {Action.READ_HANDOVERS, Action.READ_ENTRIES, Action.READ_ALL, Action.VERIFY}
    | {Action.READ_SECURITY_LOG, Action.READ_OPENINGS},
    # Keeps accounts and settings, and records nothing: who can make an account must not act through it unseen.
    Role.ADMINISTRATOR: frozenset({Action.MANAGE_ACCOUNTS, Action.MANAGE_SETTINGS, Action.READ_SECURITY_LOG}),
}
"""What each role permits."""


OF_ANY_FORCE = EVERYBODY | {Action.STEP_BACK_SELF, Action.SEE_PERSON, Action.MANAGE_ACCOUNTS}
"""What roles for any force permit, for that force and no other; all else is about the desk, and its home force's."""


def may(account: Any, action: Action, force: str = "", person: str = "") -> bool:
    """Tell whether an account may do something.

    Parameters
    ----------
    account
        An `Account`, or what Django puts in its place for nobody.
    action
        What they ask for.
    force
        The force that it concerns. Blank is the home force, for what is about the desk; for the rest it asks whether
        they may for any force, as a page does before it knows which.
    person
        The cipher of the one person that it concerns. Then `force` is the force that the register has this person in: a
        duty officer's roles do not reach people of another force, nor of no known force; their own record is theirs.
        Only `standto_desk.access.people_in_reach` asks so, since it alone looks that force up.
    """
    if not (account.is_authenticated and account.is_active):
        return False
    if action in EVERYBODY:
        return True
    if person:
        return _may_about(account, action, force, person)
    return _permits(account, action, force)


def roles_that_may(action: Action) -> frozenset[Role]:
    """Return the roles that permit an action."""
    return frozenset(role for role, actions in ACTIONS.items() if action in actions)


def forces_of(account: Any, action: Action) -> frozenset[str]:
    """Return the forces for which an account may do something."""
    return frozenset(force for force, _ in account.roles if may(account, action, force))


def _may_about(account: Account, action: Action, force: str, person: str) -> bool:
    """Tell whether an account may do something about one person."""
    if _is_self(account, force, person) and action in (Action.STEP_BACK_SELF, Action.SEE_PERSON):
        return _permits(account, Action.STEP_BACK_SELF, account.force)
    if action is Action.STEP_BACK_SELF or not force:
        return False
    return any(action in ACTIONS[role] for role in account.working_roles_for(force))


def _is_self(account: Account, force: str, person: str) -> bool:
    """Tell whether a person is the one that the account belongs to."""
    return person == account.cipher and bool(force) and force == account.force


def _permits(account: Account, action: Action, force: str) -> bool:
    """Tell whether one of the account's roles for a force permits an action; for the desk, only the home force's do."""
    home = "" if action in OF_ANY_FORCE else home_force()
    if home:
        return force in ("", home) and any(action in ACTIONS[role] for role in account.working_roles_for(home))
    return any(action in ACTIONS[role] for role in account.working_roles_for(force))
