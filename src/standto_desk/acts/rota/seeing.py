"""Saying that one has seen one's changed times: by one's own account, without a reason and without one's cipher."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import own_person
from standto_desk.acts.known_facts import AlreadyKnown
from standto_desk.clock import now
from standto_desk.ledger.appending import append
from standto_desk.ledger.drafts import Author, Draft, number_reference
from standto_desk.ledger.models import Entry
from standto_desk.ledger.reading import entries
from standto_desk.picture.rota.looking import unseen_by
from standto_desk.picture.rota.publications import SEEN


def see_rota(*, account: Account, author: Author, publication: int, key: str = "") -> Entry:
    """Record that the owner of an account has seen what a publication of the rota tells them.

    Raises
    ------
    AlreadyKnown
        They have said so before, or a later publication has told them since.
    PermissionDenied
        The account belongs to nobody in the register.
    """
    person = own_person(account)
    if not person:
        raise PermissionDenied
    before = entries().by(account.pk).of_sort(SEEN).with_keys([key]).first() if key else None
    if before is not None and before.subject == number_reference(publication):
        return before
    moment = now()
    found = next((one for one in unseen_by(account, person, moment) if one.publication.sequence == publication), None)
    if found is None:
        raise AlreadyKnown((person,), None)
    draft = Draft(sort=SEEN, subject=found.publication.entry.reference, key=key)
    return append([draft], author=author, now=moment)[0]
