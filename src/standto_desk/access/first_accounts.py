"""The accounts that a new desk needs: those that are there, those that wait, and those left to make."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from standto_desk.access.confirming import waiting_on
from standto_desk.access.forces import home_force
from standto_desk.access.invitation_rows import InvitationBatch
from standto_desk.access.invitations.invitees import teams_of
from standto_desk.access.models import Account, Appointment, Membership
from standto_desk.access.permission import Action, may
from standto_desk.access.posts import known_posts
from standto_desk.access.roles import Role
from standto_desk.clock import now

FIRST_ROLES = {Role.ADMINISTRATOR: 2, Role.DUTY_OFFICER: 1, Role.COMMANDER: 1, Role.PLANNER: 1}
"""The roles that a new desk needs, in the order of making them, and the number of accounts with each."""
INSTEAD = {Role.PLANNER: Role.COMMANDER}
"""A role without which a desk works, because another may do its work."""


class StepState(StrEnum):
    """The state of a step in making the first accounts."""

    DONE = "done"
    WAITS = "waits"
    """For the owner of an account, or for another administrator."""
    TO_DO = "to do"
    NOT_NEEDED = "not needed"
    """Another role may do its work."""


class FirstRole(NamedTuple):
    """A role that a new desk needs, with the accounts that have it.

    Attributes
    ----------
    ready
        The accounts that can act.
    unsigned
        Those whose owners have not signed in yet.
    unconfirmed
        Those that another administrator must confirm; the boolean says whether the account that asks may do it.
    """

    role: Role
    state: StepState
    ready: tuple[Account, ...]
    unsigned: tuple[Account, ...]
    unconfirmed: tuple[tuple[Account, bool], ...]


class FirstAccounts(NamedTuple):
    """The first accounts of a force.

    Attributes
    ----------
    roles
        Each role that it needs.
    posts, vacant
        The posts of the policy that accounts here can hold, and those of them that nobody holds.
    people, new
        The number of people in the register, and of those without an account.
    batches
        The batches of invitations that wait for another administrator.
    """

    roles: tuple[FirstRole, ...]
    posts: tuple[str, ...]
    vacant: tuple[str, ...]
    people: int
    new: int
    batches: tuple[InvitationBatch, ...]

    @property
    def state_of_posts(self) -> StepState:
        """The state of the step that appoints to posts."""
        return StepState.TO_DO if self.vacant else StepState.DONE

    @property
    def state_of_people(self) -> StepState:
        """The state of the step that invites people: it is done once some have an account, or there is nobody."""
        if self.batches:
            return StepState.WAITS
        return StepState.TO_DO if self.people and self.new == self.people else StepState.DONE

    @property
    def states(self) -> tuple[StepState, ...]:
        """The state of each step, in order."""
        return (*(one.state for one in self.roles), self.state_of_posts, self.state_of_people)

    @property
    def left(self) -> int:
        """The number of steps that are not done."""
        return sum(state in (StepState.TO_DO, StepState.WAITS) for state in self.states)


def first_accounts_of(force: str, asking: Account) -> FirstAccounts:
    """Return the first accounts of a force.

    Parameters
    ----------
    asking
        The administrator who asks.
    """
    by_role = _accounts_by_role(force, asking)
    roles = tuple(_with_state(role, *by_role[role], others=by_role) for role in FIRST_ROLES)
    posts = tuple(one.post for one in known_posts(force) if not one.outside)
    held = set(Appointment.objects.at(now()).filter(force=force).values_list("post", flat=True))
    register = teams_of(force)
    with_account = set(Account.objects.filter(force=force).exclude(cipher="").values_list("cipher", flat=True))
    waiting = InvitationBatch.objects.filter(force=force, settled=None).order_by("pk")
    return FirstAccounts(
        roles,
        posts,
        tuple(post for post in posts if post not in held),
        len(register),
        len(register.keys() - with_account),
        tuple(waiting),
    )


Found = tuple[tuple[Account, ...], tuple[Account, ...], tuple[tuple[Account, bool], ...]]


def _accounts_by_role(force: str, asking: Account) -> dict[Role, Found]:
    """Return, by role, the accounts that can act, those that nobody has signed in to, and the unconfirmed."""
    found: dict[Role, tuple[list[Account], list[Account], list[tuple[Account, bool]]]]
    found = {role: ([], [], []) for role in FIRST_ROLES}
    held = Membership.objects.at(now()).filter(role__in=FIRST_ROLES, force=force, account__is_active=True)
    for one in held.select_related("account").order_by("account__username"):
        account, (ready, unsigned, unconfirmed) = one.account, found[Role(one.role)]
        if account.temporary_until is not None:
            unsigned.append(account)
        elif account.unconfirmed:
            others = waiting_on(account) - {str(asking.pk)}
            unconfirmed.append((account, bool(others) and account.pk != asking.pk))
        else:
            ready.append(account)
    return {role: (tuple(one[0]), tuple(one[1]), tuple(one[2])) for role, one in found.items()}


def _with_state(
    role: Role,
    ready: tuple[Account, ...],
    unsigned: tuple[Account, ...],
    unconfirmed: tuple[tuple[Account, bool], ...],
    *,
    others: dict[Role, Found],
) -> FirstRole:
    needed, instead = FIRST_ROLES[role], INSTEAD.get(role)
    if len(ready) >= needed:
        state = StepState.DONE
    elif len(ready) + len(unsigned) + len(unconfirmed) >= needed:
        state = StepState.WAITS
    else:
        state = StepState.NOT_NEEDED if instead is not None and any(others[instead]) else StepState.TO_DO
    return FirstRole(role, state, ready, unsigned, unconfirmed)


def steps_left(asking: Account) -> int:
    """Return the number of steps left to make the first accounts; 0 for accounts that do not set the desk up."""
    home = home_force()
    return first_accounts_of(home, asking).left if home and may(asking, Action.MANAGE_SETTINGS) else 0
