"""Updating alerts: raising, passing on and closing them as matters come and go."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from standto.model.time import Instant
from standto_desk.access.posts import holders_of
from standto_desk.alerts.alert_lists import undo_later_changes
from standto_desk.alerts.matters import Matter
from standto_desk.alerts.models import Address, Alert, Notice, Owner


@transaction.atomic
def update_alerts(
    matters: Iterable[Matter], *, now: Instant, force: str, otherwise: str, clock: Instant | None = None
) -> None:
    """Raise alerts for new matters, close those of matters that are over, and pass on those that wait too long.

    Parameters
    ----------
    force
        The home force, whose posts are alerted.
    otherwise
        The post that owns matters without an owner.
    clock
        The time on the desk's clock, by which waiting is measured; None: `now`.
    """
    clock = now if clock is None else clock
    undo_later_changes()
    wanted = {(matter.kind, matter.about): matter for matter in matters}
    there = {(alert.kind, alert.about): alert for alert in Alert.objects.filter(closed__isnull=True)}
    for key, alert in there.items():
        if key not in wanted:
            alert.closed = now
            alert.save(update_fields=["closed"])
            continue
        if alert.sentence != wanted[key].sentence:
            # The page shows the current sentence, but no further message is sent.
            alert.sentence = wanted[key].sentence
            alert.save(update_fields=["sentence"])
        if alert.acknowledged is None and _waits_too_long(alert, clock):
            pass_on(alert, clock)
    for key, matter in wanted.items():
        if key not in there:
            _raise(matter, now, clock, force, otherwise)


def _raise(matter: Matter, now: Instant, clock: Instant, force: str, otherwise: str) -> None:
    owner = Owner.objects.filter(kind=matter.kind).order_by("place").first()
    post, place = (owner.post, owner.place) if owner else (otherwise, 0)
    # The post that a matter concerns stands in the place of the first owner.
    post = matter.post or post
    named = {"kind": matter.kind, "about": matter.about, "sentence": matter.sentence}
    alert = Alert.objects.create(**named, raised=now, told=clock, force=force, post=post, place=place)
    _queue_messages(alert)


def next_owner(alert: Alert) -> Owner | None:
    """Return the next owner of an alert; None if its present owner is the last."""
    return Owner.objects.filter(kind=alert.kind, place__gt=alert.place).order_by("place").first()


def pass_on(alert: Alert, clock: Instant) -> None:
    """Pass an alert on to its next owner, if there is one."""
    if (owner := next_owner(alert)) is not None:
        alert.post, alert.place, alert.told = owner.post, owner.place, clock
        alert.save(update_fields=["post", "place", "told"])
        _queue_messages(alert)


def _waits_too_long(alert: Alert, clock: Instant) -> bool:
    """Tell whether the owner has not acknowledged in time, or was alerted by a clock that was ahead."""
    owner = Owner.objects.filter(kind=alert.kind, place=alert.place).first()
    return owner is not None and not 0 <= clock - alert.told < owner.patience


def _queue_messages(alert: Alert) -> None:
    """Queue the messages to the alert's present owner."""
    addresses = addresses_of(alert.post, alert.force, alert.told)
    Notice.objects.bulk_create(Notice(alert=alert, place=alert.place, means=means, to=to) for means, to in addresses)


EMAIL, WEBHOOK = "email", "webhook"


def addresses_of(post: str, force: str, at: Instant) -> list[tuple[str, str]]:
    """Return the addresses of a post of a force at an instant, each once with its means."""
    found = [(EMAIL, holder.email) for holder in holders_of(post, force, at)]
    for address in Address.objects.filter(post=post).order_by("id"):
        found += [(EMAIL, address.email), (WEBHOOK, address.webhook)]
    return list(dict.fromkeys((means, to) for means, to in found if to))
