"""Keeping things under a name: each once, however often its form is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from standto.errors import Fault
from standto_desk.access.confirming import locked_account
from standto_desk.access.models import Account
from standto_desk.access.permission import require
from standto_desk.acts.free_text import NO_CIPHERS, names_somebody
from standto_desk.acts.kept_sorts import KeptSort
from standto_desk.clock import now
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.refusals import Refused
from standto_desk.picture.drawing import Picture


def against_name(sort: KeptSort, name: str, force: str) -> Iterator[Fault]:
    """Yield the fault of a name, if it has one."""
    if not name.strip():
        yield sort.fault("Enter a name")
    elif names_somebody(name):
        yield sort.fault(NO_CIPHERS)
    else:
        yield from against_same_name(sort, name.strip(), force)


def against_same_name(sort: KeptSort, name: str, force: str) -> Iterator[Fault]:
    """Yield the fault of a name that another thing of the force has."""
    if sort.model.objects.filter(force=force, name=name).exists():
        yield sort.fault(sort.taken.format(name=name))


def against_number(sort: KeptSort, force: str) -> Iterator[Fault]:
    """Yield the fault of one more thing of a force that keeps as many as it may."""
    if sort.model.objects.filter(force=force).count() >= sort.most:
        yield Fault(sort.noun, f"At most {sort.most} {sort.noun}s are kept: end one first")


def was_kept(sort: KeptSort, key: str) -> bool:
    """Return whether a form has kept something that is still there."""
    return bool(sort.model.objects.filter(key=key).exists())


@transaction.atomic
def keep_once(
    sort: KeptSort,
    *,
    account: Account,
    author: Author,
    key: str,
    sent: Mapping[str, Any],
    others: Callable[[], Mapping[str, Any]],
) -> Any:
    """Keep a thing, or return the one that the same form kept before.

    Parameters
    ----------
    key
        The key of the form.
    sent
        The columns that the form gave; a form that is sent again gives the same.
    others
        Checks the form, and returns the other columns that are the sort's own; not called if it was kept before. Other
        acts wait meanwhile, so long work comes before.

    Raises
    ------
    Refused
        Something else was kept with the key, the check refuses, or another thing has the name.
    """
    require(account, sort.action, author.force)
    # The same form sent twice at once waits here.
    locked_account(account.pk)
    before = sort.model.objects.filter(key=key).first()
    if before is not None:
        if before.account != str(account.pk) or any(getattr(before, name) != value for name, value in sent.items()):
            raise Refused([Fault(sort.noun, "was used before", column="key")])
        return before
    columns = {**sent, **others()}
    kept = {"force": author.force, "account": str(account.pk), "post": author.post, "made": now(), "key": key}
    try:
        with transaction.atomic():
            return sort.model.objects.create(**kept, **columns)
    except IntegrityError:
        # Another account took the name at the same time.
        raise Refused([sort.fault(sort.taken.format(name=columns["name"]))]) from None


def moment_columns(picture: Picture) -> dict[str, int]:
    """Return the columns of a `KeptMoment`."""
    return {"at": picture.at, "known_at": picture.known_at, "sequence": picture.sequence}
