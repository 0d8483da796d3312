"""Which roles can act by a post: nobody is appointed to one, or offered one, whose roles could do nothing by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from standto.errors import Fault
from standto_desk.access.permission import Action, roles_that_may
from standto_desk.access.posts import approvers_of
from standto_desk.access.roles import POST_HOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto_desk.access.models import Account

WHAT_FOR = {Action.APPROVE: "approves steps", Action.REDACT: "redacts words"}
"""The actions that a post itself is asked for, in words."""


def faults_of_holding(account: Account, post: str, force: str) -> Iterator[Fault]:
    """Yield why an account could not act by a post."""
    roles = account.roles_for(force)
    if not account.is_active:
        yield Fault("account", "is disabled")
    elif not roles & POST_HOLDERS:
        yield Fault("account", f"has none of the roles that hold posts: {', '.join(sorted(POST_HOLDERS))}")
    else:
        for action in _asked_of(post, force):
            if not roles & roles_that_may(action):
                yield Fault("account", _lacks(post, action))


def _asked_of(post: str, force: str) -> Iterator[Action]:
    """Yield what a post is asked for, beside what every post is."""
    if post in approvers_of(force):
        yield Action.APPROVE
    if post in settings.STANDTO_REDACTING_POSTS:
        yield Action.REDACT


def _lacks(post: str, action: Action) -> str:
    """Return that an account has no role by which to act."""
    roles = ", ".join(sorted(roles_that_may(action)))
    return f"could not act by this post: {post} {WHAT_FOR[action]}, and that takes the role {roles}"
