"""The people who have looked at their times in a publication of the rota: their account says so once, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from standto.model.time import Instant
from standto_desk.access.forces import home_force
from standto_desk.access.models import Account
from standto_desk.ledger.reading import known_entries
from standto_desk.picture.rota.publications import SEEN, Publication, Times, coming_publications, publications_of
from standto_desk.picture.rota.untold import changed_by, without

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class UnseenRota:
    """What the rota of a month tells one person that they have not looked at.

    Attributes
    ----------
    publication
        The last one that told them.
    gone, new
        Their times that it took away, and those that it gave them, against what they looked at last.
    first
        Whether they have not looked at any rota of that month.
    """

    publication: Publication
    gone: Times
    new: Times
    first: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """The numbers of people whose times a publication changed, by whether they have looked.

    Attributes
    ----------
    told
        Those people.
    seen
        Those of them who have looked at it, or at a later one of that month.
    without
        Those without an account, who cannot look.
    """

    told: int
    seen: int
    without: int

    @property
    def waiting(self) -> int:
        """The number of people with an account who have not looked."""
        return self.told - self.seen - self.without


def unseen_by(account: Account, person: str, at: Instant) -> list[UnseenRota]:
    """Return what the rota of each month that is not over tells a person and they have not looked at, by month."""
    coming = coming_publications(at)
    if not coming:
        return []
    references = [one.entry.reference for one in coming]
    looked = set(known_entries(at).of_sort(SEEN).by(account.pk).about_any(references).values_list("subject", flat=True))
    by_month = groupby(sorted(coming, key=lambda one: (one.month, -one.sequence)), key=lambda one: one.month)
    found = (_unseen([*publications], person, looked) for _, publications in by_month)
    return [one for one in found if one is not None]


def _unseen(publications: list[Publication], person: str, looked: set[str]) -> UnseenRota | None:
    """Return what the publications of a month, the latest first, tell a person that they have not looked at."""
    theirs = [one for one in publications if person in one.told]
    seen = next((one for one in theirs if one.entry.reference in looked), None)
    if not theirs or theirs[0] is seen:
        return None
    before, now = () if seen is None else seen.told[person], theirs[0].told[person]
    gone, new = without(before, now), without(now, before)
    return UnseenRota(theirs[0], gone, new, seen is None) if gone or new else None


def looked_at(publication: Publication) -> Looked:
    """Return the numbers of people that a publication told, by whether they have looked at it."""
    people = {one.person for one in changed_by(publication)}
    accounts = accounts_of(people)
    later = [one for one in publications_of(publication.month) if one.sequence >= publication.sequence]
    seen = known_entries().of_sort(SEEN).about_any(one.entry.reference for one in later)
    looked = set(seen.values_list("account", flat=True))
    return Looked(len(people), sum(str(one.pk) in looked for one in accounts), len(people) - len(accounts))


def accounts_of(people: set[str]) -> list[Account]:
    """Return the accounts that belong to some people of the home force and can sign in."""
    wanted, found = sorted(people), []
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found += Account.objects.filter(is_active=True, force=home_force(), cipher__in=some)
    return found
