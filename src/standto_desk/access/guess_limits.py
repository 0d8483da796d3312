"""Limits on guesses at passwords and codes: each is counted before it is tried, and refused past a limit.

All processes share the counts in the database. A row is locked while a guess is counted in it, so that simultaneous
guesses cannot pass the limit. A right guess is taken back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_network

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from standto.model.time import SECOND, Instant
from standto_desk.access.account_checks import USERNAME
from standto_desk.access.client_addresses import address_of
from standto_desk.access.models import Account, Guesses
from standto_desk.access.security_log import SecurityKind, note
from standto_desk.clock import real_now

PAIR, NAME, ADDRESS = "pair", "name", "address"
"""The counts: wrong passwords for a name from an address; wrong guesses for a name; wrong guesses from an address."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess that was counted and may be tried.

    Attributes
    ----------
    request, name
        The request that it came with, and the name whose password or code it is for.
    keys
        The keys that it was counted under, by count.
    at
        When it was counted.
    is_last
        Whether the next one will be refused.
    """

    request: HttpRequest
    name: str
    keys: dict[str, str]
    at: Instant
    is_last: bool

    def was_right(self) -> None:
        """Take it back, and forget earlier guesses for this name from this address."""
        with transaction.atomic(durable=True):
            for row in _held(self.keys.values()):
                row.times = [] if row.key == self.keys.get(PAIR) else _without(row.times, self.at)
                row.save(update_fields=["times"])

    def was_wrong(self) -> None:
        """Raise an error if no guess is left."""
        if self.is_last:
            raise stopped(self.request, self.name)


def count_guess(request: HttpRequest, name: str, *, password: bool) -> Guess:
    """Count a guess at a password or a code before it is tried.

    Parameters
    ----------
    name
        The account's username, or the plain form of the typed name.
    password
        Whether a password is guessed, rather than a code.

    Raises
    ------
    ImmediateHttpResponse
        There were too many guesses; this one must not be tried.
    """
    limits = settings.STANDTO_GUESSES
    address = network_of_guesses(request)
    keys = {NAME: _key(NAME, name), ADDRESS: _key(ADDRESS, address)}
    if password:
        keys[PAIR] = _key(PAIR, name, address)
    at = real_now()
    left = _count({key: limits[sort] for sort, key in keys.items()}, at)
    if left < 0:
        raise stopped(request, name)
    return Guess(request, name, keys, at, is_last=left == 0)


def plain_name(typed: object) -> str:
    """Return a name in the form that is looked up and counted, the same for every way to write it."""
    return unicodedata.normalize("NFKC", str(typed or "")).casefold().strip()


def is_name(name: str) -> bool:
    """Tell whether a plain name can be an account's; any other is not looked up."""
    return USERNAME.fullmatch(name) is not None


def stopped(request: HttpRequest, name: str) -> ImmediateHttpResponse:
    """Return the answer to too many guesses, and note it with the account that has the name, if any."""
    note(SecurityKind.LOCKED_OUT, account=Account.objects.filter(username__iexact=name).first(), request=request)
    return ImmediateHttpResponse(render(request, "429.html", status=429))


def network_of_guesses(request: HttpRequest) -> str:
    """Return the address by which guesses are counted; for IPv6 the network, because one machine can own all of it."""
    address = address_of(request)
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address


def waits() -> Instant:
    """Return the time for which a guess counts, in microseconds."""
    return int(settings.STANDTO_GUESSES_WAIT * SECOND)


def _count(limits: dict[str, int], at: Instant) -> int:
    """Count a guess under all keys or under none; return the number of guesses left, negative if there was none."""
    with transaction.atomic(durable=True):
        Guesses.objects.bulk_create([Guesses(key=key) for key in sorted(limits)], ignore_conflicts=True)
        rows = _held(limits)
        for row in rows:
            # A clock that was once ahead must not lock anybody out for longer.
            row.times = [time for time in row.times if at - waits() < time <= at + waits()]
        left = min(limits[row.key] - len(row.times) for row in rows) - 1
        if left >= 0:
            for row in rows:
                row.times, row.last = [*row.times, at], at
                row.save(update_fields=["times", "last"])
        return left


def _held(keys: Iterable[str]) -> list[Guesses]:
    """Return the counts of some keys, locked until the transaction ends, always in the same order."""
    return list(Guesses.objects.select_for_update().filter(key__in=list(keys)).order_by("key"))


def _without(times: list[Instant], at: Instant) -> list[Instant]:
    place = times.index(at) if at in times else len(times)
    return times[:place] + times[place + 1 :]


def _key(*parts: str) -> str:
    """Return a keyed hash of typed text, because it may be a password by mistake."""
    return salted_hmac("standto.guessing", "\n".join(parts), algorithm="sha256").hexdigest()
