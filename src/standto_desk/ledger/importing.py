"""Filling an empty ledger: with a scenario as its history, or with an export."""

from __future__ import annotations

import json
from itertools import chain
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.db import transaction

from standto.errors import Fault, InputError, OptionError
from standto.model.time import BEGINNING, FOREVER
from standto.scenario.layout import AUTHORISATIONS, EVENTS
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows
from standto.wording import length
from standto_desk.clock import read_clock
from standto_desk.ledger import storing
from standto_desk.ledger.chain import COLUMNS, GENESIS, link, new_nonce, text_hash
from standto_desk.ledger.drafts import EVENT, REDACTION, ROW, SET
from standto_desk.ledger.forms import LONGEST
from standto_desk.ledger.pending import place_in
from standto_desk.ledger.refusals import ClockAhead
from standto_desk.ledger.tables import SCENARIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from standto.model.scenario import Scenario
    from standto.model.time import Instant
    from standto_desk.ledger.authors import Author

_AT_ONCE = 2_000
AHEAD = (
    "the entry is recorded {} after what the clock shows: set the machine's clock right, "
    "or take it as it is (standto ledger import --ahead)"
)


def import_scenario(
    scenario: Scenario, *, author: Author, now: Instant, progress: Callable[[float], None] | None = None
) -> int:
    """Enter a scenario as imported history: its rows, known from the beginning, and its events, known as they say.

    Parameters
    ----------
    scenario
        A sound scenario.
    author, now
        By whom, and what the clock shows.
    progress
        Told the share that is done.

    Returns
    -------
    int
        How many entries there are then.

    Raises
    ------
    OptionError
        The ledger holds entries already.
    ClockAhead
        The machine's clock has jumped ahead, and nobody has confirmed it.
    InputError
        An id is longer than the ledger keeps.
    """
    _check_ids(scenario)
    total = sum(len(rows) for _, rows in table_rows(scenario)) + 1
    with transaction.atomic():
        _check_empty()
        filling = _Filling(total, progress)
        people = frozenset(person.id for person in scenario.people)
        for columns, text in (*_rows(scenario), *_history(scenario)):
            recorded = now + filling.count
            values = _BLANK | {"recorded": recorded, "imported": True, "nonce": new_nonce()} | columns
            if columns["sort"] == EVENT and columns["subject"] in people:
                values["key"] = f"imported-{token_hex(16)}"
            values |= {"account": author.account, "post": author.post, "force": author.force}
            said = (token_hex(16), text) if text else None
            filling.add(values, said)
        return filling.finish()


def begun_export(lines: Iterable[bytes], *, name: str) -> Iterator[bytes]:
    """Return the lines of an export, having looked at the first: whether it begins one. No database is looked at.

    Parameters
    ----------
    lines
        The lines of the export.
    name
        What to call it in faults.

    Raises
    ------
    InputError
        There is no line, or the first is none of an export.
    """
    rest = iter(lines)
    first = next(rest, b"")
    if not first:
        raise InputError([Fault(name, "holds no entry: an export has one on each line")])
    try:
        _read(first)
    except _NotExported as error:
        raise InputError([Fault(name, str(error), line=1)]) from None
    return chain([first], rest)


def import_export(
    lines: Iterable[bytes],
    *,
    name: str,
    latest: Instant | None = None,
    progress: Callable[[float], None] | None = None,
) -> int:
    """Restore an export: the same entries, with the same hashes.

    Parameters
    ----------
    lines
        The lines of the export.
    name
        What to call it in faults.
    latest
        No entry may be recorded after it; None: whatever was exported is taken.
    progress
        Told the share that is done, as far as that is known.

    Returns
    -------
    int
        How many entries there are then.

    Raises
    ------
    OptionError
        The ledger holds entries already.
    InputError
        A line is not what was exported, with its number; nothing is entered.
    """
    with transaction.atomic():
        _check_empty()
        filling = _Filling(0, progress)
        missing: dict[int, int] = {}
        for number, line in enumerate(lines, 1):
            try:
                values, said = _read(line)
                filling.add(values, said)
            except _NotExported as error:
                raise InputError([Fault(name, str(error), line=number)]) from None
            if latest is not None and values["recorded"] > latest:
                raise InputError(
                    [Fault(name, AHEAD.format(length(values["recorded"] - latest)), line=number, column="recorded")]
                )
            if values["text_hash"] and said is None:
                missing[values["sequence"]] = number
            if values["sort"] == REDACTION:
                missing.pop(place_in(values["subject"]) or 0, None)
        for sequence, number in missing.items():
            what = f"the text of entry {sequence} is missing, and no entry redacts it"
            raise InputError([Fault(name, what, line=number, column="text")])
        return filling.finish()


class _NotExported(ValueError):
    """A line that is no line of an export; says why."""


class _Filling:
    """Fills the ledger, some entries at a time."""

    def __init__(self, total: int, progress: Callable[[float], None] | None) -> None:
        self.count = 0
        self._hash = GENESIS
        self._total = total
        self._progress = progress
        self._entries: list[dict[str, Any]] = []
        self._texts: list[tuple[int, str, str]] = []

    def add(self, values: dict[str, Any], said: tuple[str, str] | None) -> None:
        """Chain an entry, and hold an export to the hash that it names."""
        self.count += 1
        if values.setdefault("sequence", self.count) != self.count:
            raise _NotExported(f"entry {self.count} is missing before entry {values['sequence']}")
        if said is not None:
            values.setdefault("text_hash", text_hash(*said))
            self._texts.append((self.count, *said))
        values.setdefault("text_hash", "")
        self._hash = link(self._hash, values)
        if values.setdefault("hash", self._hash) != self._hash:
            raise _NotExported(f"entry {self.count} was changed, or does not follow on the line before it")
        self._entries.append(values)
        if len(self._entries) >= _AT_ONCE:
            self._write()

    def finish(self) -> int:
        """Write the rest, move the head, and return how many entries there are."""
        self._write()
        if self.count:
            storing.move_head(self.count, self._hash)
        return self.count

    def _write(self) -> None:
        """Write what waits."""
        storing.insert_texts(self._texts)
        storing.insert(self._entries)
        self._entries, self._texts = [], []
        if self._progress is not None and self._total:
            self._progress(self.count / self._total)


def _check_empty() -> None:
    """Refuse to fill a ledger that holds anything, and let nobody append meanwhile."""
    count, _ = storing.lock_head()
    if ahead := read_clock(asking=True).ahead:
        raise ClockAhead(ahead)
    if count:
        raise OptionError(f"the ledger holds {count:,} entries already: import fills an empty one")


def _check_ids(scenario: Scenario) -> None:
    """Refuse ids that no index holds."""
    faults = [
        Fault(table.file, f"{cell[:20]!r}... is too long for the ledger: it keeps {LONGEST} characters", column=column)
        for table, rows in table_rows(scenario)
        for cells in rows
        for column, cell in zip(table.columns, cells, strict=True)
        if len(cell) > LONGEST and column in ("id", "subject", "capability", "source", table.columns[0])
    ]
    if faults:
        raise InputError(faults)


_BLANK: dict[str, Any] = {
    "name": "", "kind": "", "subject": "", "occurred": BEGINNING, "until": FOREVER, "capability": "", "count": None,
    "low": None, "high": None, "step": "", "source": "", "known": BEGINNING, "key": None, "body": "",
}  # fmt: skip


def _rows(scenario: Scenario) -> Iterator[tuple[dict[str, Any], str]]:
    """Go through the entries of the settings and of every table's rows."""
    settings = {"toml": settings_text(scenario)} | ({} if scenario.powers is None else {"powers": "yes"})
    yield _row(SCENARIO, SCENARIO, settings), ""
    for table, rows in table_rows(scenario):
        if table is EVENTS:
            continue
        ids = 2 if table is AUTHORISATIONS else 1
        for cells in rows:
            said = {column: cell for column, cell in zip(table.columns, cells, strict=True) if cell}
            body = {column: cell for column, cell in said.items() if column in table.columns[ids:]}
            entry = _row(table.file.removesuffix(".csv"), cells[0], body)
            yield entry | ({"capability": cells[1]} if ids == 2 else {}), ""


def _row(kind: str, subject: str, body: dict[str, str]) -> dict[str, Any]:
    """Return the entry of a row."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")) if body else ""
    return {"sort": ROW, "kind": kind, "subject": subject, "step": SET, "body": text}


def _history(scenario: Scenario) -> Iterator[tuple[dict[str, Any], str]]:
    """Go through the entries of the events, in the order of the file."""
    for event in scenario.events:
        columns = {
            "sort": EVENT,
            "name": event.id,
            "kind": event.kind,
            "subject": event.subject,
            "occurred": event.occurred,
            "until": event.until,
            "capability": event.capability,
            "count": event.count,
            "low": event.low,
            "high": event.high,
            "step": event.step,
            "source": event.source,
            "known": event.recorded,
        }
        yield columns, event.note


def _read(line: bytes) -> tuple[dict[str, Any], tuple[str, str] | None]:
    """Return the columns of one line of an export, and its salt and text."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _NotExported(f"is not JSON: {error}") from None
    if not isinstance(values, dict) or not {*COLUMNS, "hash"} <= set(values):
        raise _NotExported("is not a line of an export, which has every column: `standto ledger append` takes events")
    said = None
    if "text" in values:
        said = values.pop("salt", ""), values.pop("text")
        if not all(isinstance(part, str) for part in said) or text_hash(*said) != values["text_hash"]:
            raise _NotExported(f"the text of entry {values['sequence']} was changed")
    if not isinstance(values.setdefault("nonce", ""), str):
        raise _NotExported(f"the nonce of entry {values['sequence']} is no text")
    if extra := sorted(set(values) - {*COLUMNS, "hash", "nonce"}):
        raise _NotExported(f"has what no export has: {', '.join(extra)}")
    return values, said
