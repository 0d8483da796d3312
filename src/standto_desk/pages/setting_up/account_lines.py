"""The steps of making the first accounts, in words: what each is for, who is there, who waits, and where to do it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse

from standto.wording import counted, listed
from standto_desk.access.first_accounts import FirstAccounts, FirstRole, StepState
from standto_desk.access.models import Account
from standto_desk.access.roles import Role
from standto_desk.components.spoken import id_words

TITLES = {
    Role.ADMINISTRATOR: "A second administrator",
    Role.DUTY_OFFICER: "A {role}",
    Role.COMMANDER: "A commander",
    Role.PLANNER: "A planner",
}
ABOUT = {
    Role.ADMINISTRATOR: "Confirms each account that acts for others, and gets the codes of the people you invite.",
    Role.DUTY_OFFICER: "Records what happens, keeps people and the rota, and keeps the key file.",
    Role.COMMANDER: "Decides, approves help, and approves and publishes reports.",
    Role.PLANNER: "Proposes steps, and keeps duties, pools and powers. A commander may do this too.",
}
POSTS, PEOPLE = "Posts that approve help", "Invitations for your people"
TONES = {StepState.DONE: "good", StepState.WAITS: "watch", StepState.TO_DO: "open", StepState.NOT_NEEDED: "quiet"}
WAITS_FOR_YOU = "Waits for you"


class AccountLine(NamedTuple):
    """A step in the list: its title and page, what it is for, what is there already, and its state.

    Attributes
    ----------
    there
        The accounts, posts or people that are there, in words.
    """

    title: str
    href: str
    about: str
    there: str
    state: str
    tone: str


class WaitingAccount(NamedTuple):
    """An account that waits: what it waits for, in words, and whether the reader can confirm it."""

    account: Account
    words: str
    yours: bool


def lines_of(found: FirstAccounts) -> list[AccountLine]:
    """Return every step in order."""
    make = reverse("account-make")
    lines = [_line(f"{make}?role={one.role}", one) for one in found.roles]
    about = "Your policy names the posts. An account holds each of them for a time."
    return [
        *lines,
        AccountLine(POSTS, reverse("posts"), about, _posts(found), *_state(found.state_of_posts)),
        _people(found),
    ]


def waiting_accounts(found: FirstAccounts) -> Iterator[WaitingAccount]:
    """Yield each account that waits for its owner or for another administrator, once."""
    seen = set()
    for role in found.roles:
        unsigned = ((one, "its owner has not signed in yet", False) for one in role.unsigned)
        unconfirmed = ((one, _confirmed_by(yours), yours) for one, yours in role.unconfirmed)
        for account, words, yours in (*unsigned, *unconfirmed):
            if account.pk not in seen:
                seen.add(account.pk)
                yield WaitingAccount(account, words, yours)


def _confirmed_by(yours: bool) -> str:
    return "it waits for you to confirm it" if yours else "another administrator must confirm it"


def _line(href: str, one: FirstRole) -> AccountLine:
    state, tone = _state(one.state)
    if any(yours for _, yours in one.unconfirmed) and one.state is StepState.WAITS:
        state = WAITS_FOR_YOU
    title = TITLES[one.role].format(role=id_words(one.role))
    return AccountLine(title, href, ABOUT[one.role], _names(one), state, tone)


def _names(one: FirstRole) -> str:
    accounts = (*one.ready, *one.unsigned, *(account for account, _ in one.unconfirmed))
    return listed([account.username for account in accounts]) if accounts else "Nobody yet"


def _posts(found: FirstAccounts) -> str:
    if not found.posts:
        return "No step needs a post yet, because no pool of another force is in the register"
    if not found.vacant:
        return "Every post is held"
    return f"Nobody holds {listed([id_words(post) for post in found.vacant])}"


def _people(found: FirstAccounts) -> AccountLine:
    about = "A code for each, on a letter, in a file or by email: for everybody or for some teams."
    href = reverse("invitation-batch", args=[found.batches[0].pk]) if found.batches else reverse("invite")
    there = f"{found.people - found.new:,} of {counted(found.people, 'person', 'people')} have an account"
    if found.batches:
        invited = counted(sum(one.count for one in found.batches), "person", "people")
        there += f". Another administrator must confirm the invitations of {invited}"
    if not found.people:
        there = "Nobody is in the register yet"
    return AccountLine(PEOPLE, href, about, there, *_state(found.state_of_people))


def _state(state: StepState) -> tuple[str, str]:
    return state.value.capitalize(), TONES[state]
