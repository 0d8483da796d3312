"""Posts: who holds which when, which are outside, and as which somebody acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto_desk.access.models import Account, Appointment, Post
from standto_desk.book import NoScenario, situation_at
from standto_desk.clock import now
from standto_desk.ledger import Hand

if TYPE_CHECKING:
    from django.http import HttpRequest

    from standto.model.time import Instant

CHOSEN = "post"
"""Where a session keeps the appointment that somebody chose to act by."""


def hand_of(request: HttpRequest) -> Hand:
    """Return by whom, as which post and for which force a request writes.

    The post is the one that the account holds now; of several, the one chosen in this session. It is blank for who
    holds none, and for who holds several and has not chosen.
    """
    account = request.user
    held = list(appointments_of(account, now()))
    chosen = [one for one in held if one.pk == request.session.get(CHOSEN)] or held
    if len(chosen) == 1:
        return Hand(account=str(account.pk), post=chosen[0].post, force=chosen[0].force)
    return Hand(account=str(account.pk), post="", force=account.force)


def hands_of(account: Account) -> tuple[Hand, ...]:
    """Return each post that an account holds now, as what it could write by."""
    held = appointments_of(account, now())
    return tuple(Hand(account=str(account.pk), post=one.post, force=one.force) for one in held)


def appointments_of(account: Account, at: Instant) -> list[Appointment]:
    """Return the appointments of an account that hold at a moment, by force and post."""
    return list(Appointment.objects.at(at).filter(account=account).order_by("force", "post"))


def holders_of(post: str, force: str, at: Instant) -> list[Account]:
    """Return who holds a post of a force at a moment, by username."""
    held = Appointment.objects.at(at).to(post, force).select_related("account")
    return [one.account for one in held.order_by("account__username")]


def is_outside(post: str, force: str) -> bool:
    """Tell whether nobody here can hold a post: then who agreed, how and when is recorded, and confirmed by another."""
    return Post.objects.filter(post=post, force=force, outside=True).exists()


def known_posts(force: str) -> list[Post]:
    """Return every post of a force that anybody has named, by its name: marked, held, or an approver of the policy."""
    marked = {row.post: row for row in Post.objects.filter(force=force)}
    named = {*marked, *approvers_of(force), *Appointment.objects.filter(force=force).values_list("post", flat=True)}
    return [marked.get(post) or Post(post=post, force=force) for post in sorted(named)]


def approvers_of(force: str) -> frozenset[str]:
    """Return the posts that the policy of now names as approvers; only the home force has a policy."""
    try:
        planned = situation_at(now()).scenario
    except NoScenario:
        return frozenset()
    return frozenset(post for posts in planned.policy.approvers.values() for post in posts if planned.home == force)
