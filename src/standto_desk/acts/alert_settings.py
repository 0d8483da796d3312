"""Setting the owners of alerts and their addresses; each change is a line of the security log."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.http import HttpRequest

from standto.errors import Fault
from standto_desk.access.account_checks import raise_faults, refused
from standto_desk.access.email_addresses import checked_email
from standto_desk.access.forces import home_force
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.alerts.models import Address, Owner
from standto_desk.alerts.webhooks import Unreadable, checked_webhook, kept, secret_of


@transaction.atomic
def set_owner(
    *, account: Account, kind: str, place: int, post: str, minutes: int, request: HttpRequest | None = None
) -> Owner:
    """Make a post an owner of a kind of matter, at a place in the order; change the minutes if it already is.

    Raises
    ------
    InputError
        Another post has the place.
    """
    require(account, Action.MANAGE_SETTINGS)
    owner, made = Owner.objects.get_or_create(kind=kind, place=place, defaults={"post": post, "minutes": minutes})
    if owner.post != post:
        raise refused("place", _taken(owner))
    if made or owner.minutes != minutes:
        owner.minutes = minutes
        owner.save(update_fields=["minutes"])
        detail = f"{kind}, place {place}: {post}, {minutes} minutes"
        _note(SecurityKind.OWNER_SET, account, detail, request)
    return owner


@transaction.atomic
def drop_owner(*, account: Account, owner: int, request: HttpRequest | None = None) -> None:
    """Remove a post from the owners of a kind of matter."""
    require(account, Action.MANAGE_SETTINGS)
    found = Owner.objects.select_for_update().filter(pk=owner).first()
    if found is not None:
        found.delete()
        _note(SecurityKind.OWNER_REMOVED, account, f"{found.kind}, place {found.place}: {found.post}", request)


@transaction.atomic
def set_address(
    *,
    account: Account,
    post: str,
    email: str = "",
    webhook: str = "",
    secret: str = "",
    request: HttpRequest | None = None,
) -> Address:
    """Add a mailbox or a webhook to a post; sending the same again adds nothing.

    Parameters
    ----------
    secret
        Signs the messages to the webhook.

    Raises
    ------
    InputError
        The post already has the address, or no message could be sent there.
    """
    require(account, Action.MANAGE_SETTINGS)
    email, webhook = _checked(email, webhook)
    there = list(Address.objects.select_for_update().filter(post=post))
    for one in there:
        if (one.email, one.webhook) == (email, webhook) and _has_secret(one, secret):
            return one
    raise_faults(_listed_already(there, email, webhook))
    made = Address.objects.create(post=post, email=email, webhook=webhook, secret=kept(secret))
    _note(SecurityKind.ADDRESS_ADDED, account, _of(made), request)
    return made


@transaction.atomic
def drop_address(*, account: Account, address: int, request: HttpRequest | None = None) -> None:
    """Remove an address of a post."""
    require(account, Action.MANAGE_SETTINGS)
    found = Address.objects.select_for_update().filter(pk=address).first()
    if found is not None:
        found.delete()
        _note(SecurityKind.ADDRESS_REMOVED, account, _of(found), request)


def _checked(email: str, webhook: str) -> tuple[str, str]:
    """Return a mailbox and a webhook in the form that is stored; refuse unusable ones, both at once."""
    faults: list[Fault] = []
    found = []
    for place, name, text, check in (
        ("email", "The mailbox", email, checked_email),
        ("webhook", "The webhook", webhook, checked_webhook),
    ):
        try:
            found.append(check(text))
        except ValueError as error:
            faults.append(Fault(place, f"{name} {error}"))
    raise_faults(faults)
    return found[0], found[1]


def _has_secret(address: Address, secret: str) -> bool:
    """Tell whether an address has this secret; an unreadable one counts as different."""
    try:
        return secret_of(address.secret) == secret
    except Unreadable:
        return False


def _note(kind: SecurityKind, account: Account, detail: str, request: HttpRequest | None) -> None:
    note(kind, account=None, by=account, force=home_force(), detail=detail, request=request)


def _taken(owner: Owner) -> str:
    """Return the fault that a place is taken, with a free place."""
    last = Owner.objects.filter(kind=owner.kind).order_by("place").values_list("place", flat=True)
    free = next(place for place in range(len(last) + 1) if place not in set(last))
    return f"Place {owner.place} is already taken by {owner.post}; remove that post first, or use place {free}"


def _listed_already(there: list[Address], email: str, webhook: str) -> Iterator[Fault]:
    """Yield the addresses that the post already has; capitals in a mailbox make no difference."""
    if email and email.lower() in {one.email.lower() for one in there}:
        yield Fault("email", "This post already has this mailbox")
    if webhook and webhook in {one.webhook for one in there}:
        yield Fault("webhook", "This post already has this webhook; remove it to change its secret")


def _of(address: Address) -> str:
    """Describe an address for the log by its post and sort, without the typed text."""
    sorts = [sort for sort, given in (("mailbox", address.email), ("webhook", address.webhook)) if given]
    return f"{address.post}: {' and '.join(sorts)}"
