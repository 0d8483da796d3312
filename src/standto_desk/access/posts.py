"""Posts: their holders, which of them are outside, and which accounts could act by them."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest

from standto.errors import Fault
from standto.model.scenario import Scenario
from standto.model.steps import APPROVERS, ASK_AID, DEPLOY, RELEASE, REQUEST, STAND_DOWN
from standto.model.time import Instant
from standto_desk.access.models import Account, Appointment, Post
from standto_desk.access.permission import Action, roles_that_may
from standto_desk.access.roles import POST_HOLDERS
from standto_desk.book.moment_tables import NoScenario
from standto_desk.book.situations import situation_at
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author

AID_KINDS, MILITARY = frozenset({"police", "other"}), frozenset({"military"})
STEPS_OF = {ASK_AID: AID_KINDS, RELEASE: AID_KINDS, REQUEST: MILITARY, DEPLOY: MILITARY, STAND_DOWN: MILITARY}
"""The kinds of force whose pools can take each step that needs approval."""

CHOSEN = "post"
"""The key of a session for the appointment that somebody chose to act by."""


def author_of(request: HttpRequest, at: Instant | None = None) -> Author:
    """Return the author of what a request writes.

    The post is the one that the account holds now, or the one of several that was chosen in this session. It is blank
    if the account holds none, or holds several and has not chosen.

    Parameters
    ----------
    at
        The time on the clock, if the caller has read it.
    """
    account = request.user
    held = list(appointments_of(account, now() if at is None else at))
    chosen = [one for one in held if one.pk == request.session.get(CHOSEN)] or held
    if len(chosen) == 1:
        return Author(account=str(account.pk), post=chosen[0].post, force=chosen[0].force)
    return Author(account=str(account.pk), post="", force=account.force)


def authors_of(account: Account) -> tuple[Author, ...]:
    """Return an author for each post that an account holds now."""
    held = appointments_of(account, now())
    return tuple(Author(account=str(account.pk), post=one.post, force=one.force) for one in held)


def appointments_of(account: Account, at: Instant) -> list[Appointment]:
    """Return the appointments of an account that are in force at a moment, by force and post."""
    return _HELD(account=account.pk, at=at)


_HELD = CompiledQuery(
    Appointment,
    lambda account, at: Appointment.objects.at(at).filter(account=account).order_by("force", "post"),
    account="account",
    at="start",
)


def holders_of(post: str, force: str, at: Instant) -> list[Account]:
    """Return the accounts that hold a post of a force at a moment, by username."""
    held = Appointment.objects.at(at).to(post, force).select_related("account")
    return [one.account for one in held.order_by("account__username")]


def is_outside(post: str, force: str) -> bool:
    """Tell whether a post is outside, so that one account records its answer and a second confirms it."""
    row = Post.objects.filter(post=post, force=force).first()
    return post in outside_by_default(force) if row is None else row.outside


def known_posts(force: str) -> list[Post]:
    """Return every post of a force that is marked, held or needed as an approver, by name."""
    marked = {row.post: row for row in Post.objects.filter(force=force)}
    named, outside = {*marked, *approvers_of(force), *_ever_held(force)}, outside_by_default(force)
    return [marked.get(post) or Post(post=post, force=force, outside=post in outside) for post in sorted(named)]


def approvers_of(force: str) -> frozenset[str]:
    """Return the posts that approve steps of the current scenario's pools.

    Only the home force has a policy. Approvers of steps that no pool could take are left out.
    """
    planned = _planned_by(force)
    if planned is None:
        return frozenset()
    named = planned.policy.approvers
    return frozenset(post for kind in _kinds_needed(planned) for post in named.get(kind, ()))


def outside_by_default(force: str) -> frozenset[str]:
    """Return the unmarked approvers that count as outside.

    An unmarked approver counts as outside if no account of the force was ever appointed to it, and if each of its steps
    also needs a post here: one that the force's accounts hold or have held, that was marked as here, or that approves
    some kind of step alone. So every decision needs a post here, unless an administrator says otherwise.
    """
    planned = _planned_by(force)
    if planned is None:
        return frozenset()
    lists = [posts for posts in planned.policy.approvers.values() if posts]
    marked = dict(Post.objects.filter(force=force).values_list("post", "outside"))
    here = {post for post, outside in marked.items() if not outside}
    here |= {*_ever_held(force), *(posts[0] for posts in lists if len(posts) == 1)}
    return frozenset(
        post
        for post in approvers_of(force) - marked.keys() - here
        if all(here.intersection(posts) for posts in lists if post in posts)
    )


def _kinds_needed(planned: Scenario) -> frozenset[str]:
    """Return the kinds of approval that a step of some pool could need."""
    forces = {planned.force[pool.force].kind for pool in planned.pools if pool.force != planned.home}
    return frozenset(APPROVERS[step] for step in APPROVERS if forces & STEPS_OF[step])


def _planned_by(force: str) -> Scenario | None:
    """Return the current scenario if this force plans it."""
    try:
        planned = situation_at(now()).scenario
    except NoScenario:
        return None
    return planned if planned.home == force else None


def _ever_held(force: str) -> frozenset[str]:
    """Return the posts to which an account of a force was, is or will be appointed."""
    return frozenset(Appointment.objects.filter(force=force).values_list("post", flat=True))


USES = {Action.APPROVE: "approves steps", Action.REDACT: "redacts words"}
"""The actions for which some posts are needed, in words."""


def faults_of_holding(account: Account, post: str, force: str, at: Instant | None = None) -> Iterator[Fault]:
    """Yield the reasons why an account could not act by a post.

    Parameters
    ----------
    at
        The moment of its roles; None is now.
    """
    held = account.roles if at is None else account.roles_at(at)
    roles = frozenset(role for of, role in held if of == force)
    if not account.is_active:
        yield Fault("account", "is disabled")
    elif not roles & POST_HOLDERS:
        yield Fault("account", f"has none of the roles that hold posts: {', '.join(sorted(POST_HOLDERS))}")
    else:
        for action in _asked_of(post, force):
            if not roles & roles_that_may(action):
                needed = ", ".join(sorted(roles_that_may(action)))
                what = f"could not act by this post: {post} {USES[action]}, which needs the role {needed}"
                yield Fault("account", what)


def _asked_of(post: str, force: str) -> Iterator[Action]:
    """Yield the actions that this post needs, beside those of every post."""
    if post in approvers_of(force):
        yield Action.APPROVE
    if post in settings.STANDTO_REDACTING_POSTS:
        yield Action.REDACT
