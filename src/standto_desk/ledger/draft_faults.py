"""Faults of a draft by itself: of its columns, and of the table, id and cells of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from standto.errors import Fault
from standto.model.time import BEGINNING, FOREVER, Instant
from standto.scenario.cells import MOST, Times, Unusable, shown
from standto.scenario.layout import AUTHORISATIONS
from standto.scenario.table_writer import TimeTexts
from standto_desk.ledger.drafts import ENDED, SET, Author, Draft, body_text
from standto_desk.ledger.tables import KEYS, ROW_TABLES, SCENARIO, Tables, row_key, zone_of

PLACE = "entry"
"""The place of a draft's faults; their line is the number of the draft, from 1."""

LONGEST = 200
"""The most characters of an id, a name or a key: an index holds them."""

TOO_LONG = f"{{}} is too long: write up to {LONGEST} characters"

_SORT = re.compile(r"[a-z][a-z-]{0,39}")
_KEY = re.compile(r"[!-~]{1,200}")
_TEXTS = ("kind", "subject", "name", "capability", "step", "source")
_NUMBERS = ("count", "low", "high")
_TIMES = ("from", "until")
_UNUSED = ("count", "low", "high", "source", "text", "name")


def column_faults(draft: Draft, author: Author, line: int) -> list[Fault]:
    """Return the faults of the columns of a draft of any sort."""
    faults = [*_texts(draft, author), *_numbers(draft)]
    if not _SORT.fullmatch(draft.sort):
        faults.append(("sort", f"{shown(draft.sort)} is not allowed: write small letters and '-'"))
    if draft.key and not _KEY.fullmatch(draft.key):
        faults.append(("key", f"{shown(draft.key)} is not allowed: write up to {LONGEST} ASCII characters, no spaces"))
    return [Fault(PLACE, what, line=line, column=column) for column, what in faults]


def row_faults(draft: Draft, line: int) -> list[Fault]:
    """Return the faults of a row by itself; `DraftCheck.check_tables` checks whether it fits the other rows."""
    return [Fault(PLACE, what, line=line, column=column) for column, what in _row_faults(draft)]


def ending_fault(draft: Draft, tables: Tables, at: Instant, line: int) -> list[Fault]:
    """Return the fault of a row that is to end, if no such row is in force; its times have offsets."""
    if draft.step != ENDED:
        return []
    key = row_key(draft.kind, draft.capability, draft.body or {})
    if tables.in_force(draft.kind, draft.subject, key, at):
        return []
    cells = draft.body or {}
    which = " ".join([shown(draft.subject), *(cells[each] for each in KEYS.get(draft.kind, ()) if each in cells)])
    what = f"no row {which} of {draft.kind} is in force then, so that none can end"
    return [Fault(PLACE, what, line=line, column="subject")]


class Offsets:
    """Writes an offset at each time of a row, so that a change of the time zone does not move it.

    Parameters
    ----------
    settings
        The settings in force, whose zone local times are in.
    """

    def __init__(self, settings: str) -> None:
        self._times: Times | None = None
        try:
            zone = zone_of(settings)
        except (KeyError, ValueError, OSError):
            return  # `DraftCheck.check_tables` notes the fault
        self._times, self._texts = Times(zone), TimeTexts(zone)

    def write(self, draft: Draft) -> Draft:
        """Return a row with offsets; as it is if it has a time that cannot be read."""
        body = {key: value for key, value in (draft.body or {}).items() if value}
        written = [column for column in _TIMES if body.get(column)]
        if written and draft.kind != SCENARIO:
            if self._times is None:
                return draft
            try:
                body |= {column: self._texts[self._times.instant(body[column])] for column in written}
            except Unusable:
                return draft
        return replace(draft, body=body or None)


def _texts(draft: Draft, author: Author) -> Iterator[tuple[str, str]]:
    texts = [(column, getattr(draft, column)) for column in _TEXTS]
    texts += [("account", author.account), ("post", author.post), ("force", author.force)]
    for column, text in texts:
        if len(text) > LONGEST:
            yield column, TOO_LONG.format(shown(text))
    if not author.account:
        yield "account", "is blank: every entry names the account that made it"
    try:
        texts += [("body", body_text(draft)), ("text", draft.text)]
    except (TypeError, ValueError) as error:
        yield "body", f"cannot be stored: {error}"
    if not _can_be_stored("".join(text for _, text in texts)):
        for column, text in texts:
            if not _can_be_stored(text):
                yield column, "has a character that cannot be stored: leave out NUL and lone surrogates"


def _numbers(draft: Draft) -> Iterator[tuple[str, str]]:
    for column in _NUMBERS:
        number = getattr(draft, column)
        if number is not None and not 0 <= number <= MOST:
            yield column, f"{number} is not allowed: write a whole number from 0 to {MOST:,}"
    for column in ("occurred", "until"):
        instant = getattr(draft, column)
        if instant is not None and not BEGINNING <= instant <= FOREVER:
            yield column, f"{instant} is outside the range of times"
    if draft.occurred is not None and draft.until <= draft.occurred:
        yield "until", "is not after the time at which it takes effect"


def _can_be_stored(text: str) -> bool:
    """Return whether both kinds of database can store a text as it is."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _row_faults(draft: Draft) -> Iterator[tuple[str, str]]:
    if draft.kind not in {SCENARIO, *ROW_TABLES}:
        yield "kind", f"no table {shown(draft.kind)}: allowed are {', '.join((SCENARIO, *ROW_TABLES))}"
        return
    if draft.step not in (SET, ENDED):
        yield "step", f"{shown(draft.step)} is not allowed: write {SET} or {ENDED}"
    for column in _UNUSED:
        if getattr(draft, column) not in (None, ""):
            yield column, "is filled: leave it blank for a row"
    yield from _identity(draft)
    yield from _body(draft)


def _identity(draft: Draft) -> Iterator[tuple[str, str]]:
    if not draft.subject or (draft.kind == SCENARIO and draft.subject != SCENARIO):
        wanted = f"write {SCENARIO}" if draft.kind == SCENARIO else "write the row's id"
        yield "subject", f"{shown(draft.subject)} is not allowed: {wanted}"
    if len(draft.subject) > LONGEST:
        yield "subject", TOO_LONG.format(shown(draft.subject))
    takes = draft.kind in ROW_TABLES and ROW_TABLES[draft.kind] is AUTHORISATIONS
    if takes != bool(draft.capability):
        yield "capability", "is blank: a ticket needs one" if takes else "is filled: only a ticket has one"
    if draft.kind == SCENARIO and draft.step == ENDED:
        yield "step", "settings cannot end: set new ones"


def _body(draft: Draft) -> Iterator[tuple[str, str]]:
    body = dict(draft.body or {})
    if draft.step == ENDED:
        allowed: tuple[str, ...] = KEYS.get(draft.kind, ())
    elif draft.kind == SCENARIO:
        allowed = ("toml", "powers")
        if not isinstance(body.get("toml"), str):
            yield "body", "is incomplete: settings need the text of scenario.toml, as toml"
    else:
        ids = 2 if ROW_TABLES[draft.kind] is AUTHORISATIONS else 1
        allowed = ROW_TABLES[draft.kind].columns[ids:]
    for column, cell in body.items():
        if column not in allowed:
            yield column, f"unknown column {shown(str(column))}: allowed are {', '.join(allowed) or 'none'}"
        elif not isinstance(cell, str):
            yield column, f"{shown(str(cell))} is not allowed: write it as a text"
    keys = KEYS.get(draft.kind, ())
    if draft.step != ENDED or any(body.get(column) for column in keys):
        for column in keys:
            if not body.get(column):
                yield column, f"is blank: it says which row of {shown(draft.subject)} it is"
