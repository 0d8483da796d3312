"""What goes by some words, as far as a reader may see it: things of the register, people, entries, accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from django.urls import reverse

from standto_desk.access.models import Account
from standto_desk.access.people_in_reach import force_of, may_reach
from standto_desk.access.permission import Action, may, permitted_forces
from standto_desk.acts.kept_sorts import OUTLOOKS, WHAT_IFS
from standto_desk.acts.kept_things import kept_by_forces
from standto_desk.acts.registering.kept_tables import KEPT
from standto_desk.acts.registering.row_addresses import address_of
from standto_desk.book.moment_tables import NoScenario, rows_at
from standto_desk.clock import now
from standto_desk.components.typed_ciphers import plain_cipher
from standto_desk.ledger.drafts import sequence_in
from standto_desk.ledger.reading import known_entries
from standto_desk.presenting.registers.rows_of_tables import kept_rows
from standto_desk.presenting.registers.table_names import table_name

MOST = 50
"""The most things that are listed; more words find fewer."""
NAMED_BY = ("name", "title", "task", "site", "authority")
"""The columns by which a thing goes beside its id."""
THINGS = ("duties", "crews", "pools", "teams", "shifts", "patterns", "capabilities", "forces", "sources", "powers")
"""The tables whose things have pages of their own."""


class Found(NamedTuple):
    """Something that goes by the words: the kind of thing, its name, and its page."""

    kind: str
    name: str
    href: str


def found_by(account: Account, words: str) -> list[Found]:
    """Return the things that go by some words and that an account may open, at most `MOST` and one more."""
    parts = words.casefold().split()
    kinds = (_people(account, words), _entries(account, words), _things(account, parts), _kept(account, parts))
    return list(islice(chain(*kinds, _accounts(account, parts)), MOST + 1))


def _goes_by(parts: Sequence[str], *names: str) -> bool:
    text = " ".join(names).casefold()
    return all(part in text for part in parts)


def _people(account: Account, words: str) -> Iterator[Found]:
    """Yield the person with a cipher; never by a part of it, so that nobody finds people by trying."""
    cipher = plain_cipher(words)
    if may(account, Action.KEEP_PEOPLE) and force_of(cipher) and may_reach(account, Action.SEE_PERSON, cipher):
        yield Found("Person", cipher, reverse("register-person", args=[address_of("people", (cipher,))]))


def _entries(account: Account, words: str) -> Iterator[Found]:
    """Yield the entry with a number, written `12` or `entry-12`."""
    text = words.strip().casefold()
    number = sequence_in(text) or sequence_in(f"entry-{text}")
    if number and may(account, Action.READ_ENTRIES) and known_entries().at(number):
        yield Found("Entry", f"Entry {number:,}", reverse("look-back-entry", args=[number]))


def _things(account: Account, parts: Sequence[str]) -> Iterator[Found]:
    """Yield the things of the register, table by table."""
    if not may(account, Action.READ_REGISTER):
        return
    present = now()
    try:
        rows = rows_at(present, present)
    except NoScenario:
        return
    for table in THINGS:
        kind, columns = table_name(table).one.capitalize(), KEPT[table].columns
        for cells in kept_rows(table, rows):
            named = [cell for column, cell in zip(columns, cells, strict=True) if column in NAMED_BY and cell]
            if _goes_by(parts, cells[0], *named):
                name = dict(zip(columns, cells, strict=True)).get("name") or cells[0]
                yield Found(kind, name, reverse("register-thing", args=[table, address_of(table, cells[:1])]))


def _kept(account: Account, parts: Sequence[str]) -> Iterator[Found]:
    for sort, kind, page in ((WHAT_IFS, "What-if", "what-if-kept"), (OUTLOOKS, "Outlook", "outlook-kept")):
        for kept in kept_by_forces(sort, account):
            if _goes_by(parts, kept.name):
                yield Found(kind, kept.name, reverse(page, args=[kept.pk]))


def _accounts(account: Account, parts: Sequence[str]) -> Iterator[Found]:
    if may(account, Action.MANAGE_ACCOUNTS):
        forces = permitted_forces(account, Action.MANAGE_ACCOUNTS)
        for one in Account.objects.filter(force__in=forces).order_by("username"):
            if _goes_by(parts, one.username):
                yield Found("Account", one.username, reverse("account", args=[one.pk]))
