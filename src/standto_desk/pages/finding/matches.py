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
from standto_desk.acts.situation_reports.finding_reports import find_report
from standto_desk.book.moment_tables import NoScenario, rows_at
from standto_desk.clock import now
from standto_desk.components.typed_ciphers import plain_cipher
from standto_desk.kit.act_forms import number_in
from standto_desk.ledger.reading import known_entries
from standto_desk.presenting.readers import may_read_report
from standto_desk.presenting.registers.rows_of_tables import kept_rows
from standto_desk.presenting.registers.table_names import table_name

MOST = 50
"""The most things that are listed; more words find fewer."""
NAMED_BY = ("name", "title", "task", "site", "authority")
"""The columns by which a thing goes beside its id."""
THINGS = ("duties", "crews", "pools", "teams", "shifts", "patterns", "capabilities", "forces", "sources", "powers")
"""The tables whose things have pages of their own."""
REPORT_NAMES = ("situation report", "cover statement", "report")
"""The names by which pages call reports, before their number."""


class Found(NamedTuple):
    """Something that goes by the words: the kind of thing, its name, and its page."""

    kind: str
    name: str
    href: str


def found_by(account: Account, words: str) -> list[Found]:
    """Return the things that go by some words and that an account may open, at most `MOST` and one more."""
    parts = words.casefold().split()
    numbered = (_people(account, words), _entries(account, words), _reports(account, words))
    named = (_things(account, parts), _kept(account, parts), _accounts(account, parts))
    return list(islice(chain(*numbered, *named), MOST + 1))


def _goes_by(parts: Sequence[str], *names: str) -> bool:
    text = " ".join(names).casefold()
    return all(part in text for part in parts)


def _people(account: Account, words: str) -> Iterator[Found]:
    """Yield the person with a cipher; never by a part of it, so that nobody finds people by trying."""
    cipher = plain_cipher(words)
    if may(account, Action.KEEP_PEOPLE) and force_of(cipher) and may_reach(account, Action.SEE_PERSON, cipher):
        yield Found("Person", cipher, reverse("register-person", args=[address_of("people", (cipher,))]))


def _entries(account: Account, words: str) -> Iterator[Found]:
    """Yield the entry with a number, written `1151`, or as pages and references write it."""
    number = _number(words, "entry")
    if number and may(account, Action.READ_ENTRIES) and known_entries().at(number):
        yield Found("Entry", f"Entry {number:,}", reverse("look-back-entry", args=[number]))


def _reports(account: Account, words: str) -> Iterator[Found]:
    """Yield the report with a number."""
    if not may(account, Action.READ_REPORTS):
        return
    number = next((found for name in REPORT_NAMES if (found := _number(words, name))), 0)
    report = find_report(number)
    if report is not None and may_read_report(account, report):
        yield Found("Report", report.title, reverse("report", args=[number]))


def _number(words: str, name: str) -> int:
    """Return the number in words such as `12`, `1,151`, `Entry 12` and `entry-12`; 0 if they are anything else."""
    text = words.casefold().replace(",", "").removeprefix(name).strip(" -#")
    return number_in(text)


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
