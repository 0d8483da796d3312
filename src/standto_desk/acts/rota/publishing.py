"""Publishing the rota of a month: from then on, its people know the times of that moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from standto.model.time import Instant
from standto_desk.access.account_checks import refused
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.idempotency import sent_before
from standto_desk.acts.rota.telling import tell_of_rota
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries, head, zone_in_force
from standto_desk.ledger.refusals import Stale
from standto_desk.picture.rota.months import Month, month_of
from standto_desk.picture.rota.planned_times import plan_at
from standto_desk.picture.rota.publications import MONTHS_AHEAD, PUBLISHED, publications_of, read_publication
from standto_desk.picture.rota.untold import changed_by, untold_at

NOTHING_NEW = "The people of these teams already know this rota: choose teams with changes, or change the rota first"


@dataclass(frozen=True, slots=True)
class Published:
    """A publication, and the number of people whose times it changed."""

    entry: Entry
    people: int


@transaction.atomic
def publish_rota(
    *,
    account: Account,
    author: Author,
    month: Month,
    teams: Collection[str] | None = None,
    based_on: int | None = None,
    key: str = "",
) -> Published:
    """Publish the rota of a month to some teams, and tell those whose times changed.

    Parameters
    ----------
    teams
        The teams, blank for people without one; None: everybody.
    based_on
        The number of entries when the page was drawn; None if that does not matter.

    Raises
    ------
    InputError
        There is no such team, or its people already know this rota.
    Stale
        The rota of the month has changed since the page was drawn.
    """
    require(account, Action.KEEP_PEOPLE)
    moment, checked = now(), head().count
    again = sent_before(account, sort=PUBLISHED, key=key) is not None
    if not again:
        _check_teams(month, teams, moment)
        _check_same_rota(month, based_on, moment)
        _check_news(month, teams, moment)
    body = {"drawn": based_on, "teams": None if teams is None else sorted(set(teams))}
    draft = Draft(sort=PUBLISHED, subject=month.key, body=body, key=key)
    (entry,) = append([draft], author=author, now=moment, based_on=based_on)
    if not again:
        between = entries(after=checked, until=entry.sequence - 1).rows()
        if changed := tuple(between):
            raise Stale(changed)
    people = {one.person for one in changed_by(read_publication(entry))}
    if not again:
        tell_of_rota(people)
    return Published(entry, len(people))


def _check_teams(month: Month, teams: Collection[str] | None, moment: Instant) -> None:
    present = month_of(moment, zone_in_force(moment))
    if month < present:
        raise refused("teams", f"{month.label} is over: publish a month that is not")
    if month > present.later(MONTHS_AHEAD):
        raise refused("teams", f"{month.label} is too far ahead: publish at most {MONTHS_AHEAD} months ahead")
    if teams is None:
        return
    if not teams:
        raise refused("teams", "Choose at least one team")
    if unknown := set(teams) - set(plan_at(month, moment).team.values()):
        raise refused("teams", f"Nobody of your force is in the team {min(unknown)}")


def _check_same_rota(month: Month, based_on: int | None, moment: Instant) -> None:
    """Refuse a page that was drawn of another rota of the month."""
    if based_on is None:
        return
    changed = tuple(entries(after=based_on).rows())
    drawn = entries(until=based_on).last_known()
    if changed and (drawn is None or plan_at(month, drawn.known) != plan_at(month, moment)):
        raise Stale(changed)


def _check_news(month: Month, teams: Collection[str] | None, moment: Instant) -> None:
    """Refuse to publish the same twice."""
    told = (one for one in untold_at(month, moment) if teams is None or one.team in teams)
    if not any(told) and publications_of(month, moment):
        raise refused("teams", NOTHING_NEW)
