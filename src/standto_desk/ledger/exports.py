"""Exports of the ledger: every entry as a line of JSON, from which the same ledger can be restored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from django.db import transaction

from standto.errors import Fault, InputError
from standto.model.time import Instant
from standto.wording import length
from standto_desk.ledger import storing
from standto_desk.ledger.bulk_writing import BulkWriter, NotExported, check_empty
from standto_desk.ledger.chain import COLUMNS, text_hash
from standto_desk.ledger.drafts import REDACTION, sequence_in
from standto_desk.ledger.reading import head

AHEAD = (
    "the entry was recorded {} ahead of the clock: set the machine's clock right, "
    "or import it as it is (standto ledger import --ahead)"
)


def export_lines(*, progress: Callable[[float], None] | None = None) -> Iterator[str]:
    """Yield every entry as one line of JSON: its columns, and the salt and text beside it.

    The same ledger gives the same bytes.
    """
    count, last = head().count, 0
    while page := storing.page_after(last, until=count):
        entries = [storing.as_entry(row) for row in page]
        first, last = entries[0]["sequence"], entries[-1]["sequence"]
        texts = storing.texts_between(first, last)
        for entry in entries:
            yield _line(entry, texts.get(entry["sequence"]))
        if progress is not None:
            progress(last / count)


def _line(entry: dict[str, Any], salted: tuple[str, str] | None) -> str:
    if not entry["nonce"]:
        del entry["nonce"]  # an entry made before there were nonces is exported as it was then
    if salted is not None:
        entry = entry | dict(zip(("salt", "text"), salted, strict=True))
    return json.dumps(entry, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def begun_export(lines: Iterable[bytes], *, name: str) -> Iterator[bytes]:
    """Return the lines of an export once the first is sound; needs no database.

    Raises
    ------
    InputError
        There is no line, or the first is not a line of an export.
    """
    rest = iter(lines)
    first = next(rest, b"")
    if not first:
        raise InputError([Fault(name, "holds no entry: an export has one on each line")])
    try:
        _read(first)
    except NotExported as error:
        raise InputError([Fault(name, str(error), line=1)]) from None
    return chain([first], rest)


def import_export(lines: Iterable[bytes], *, name: str, latest: Instant | None = None) -> int:
    """Restore an export: the same entries, with the same hashes.

    Parameters
    ----------
    lines
        The lines of the export.
    name
        The name of their source, for faults.
    latest
        The latest time at which an entry may have been recorded; None for no limit.

    Returns
    -------
    int
        The number of entries.

    Raises
    ------
    InputError
        A line is not as it was exported; nothing is entered.
    OptionError, ClockAhead
        As for `check_empty`.
    """
    with transaction.atomic():
        check_empty()
        writer = BulkWriter()
        missing: dict[int, int] = {}
        for number, line in enumerate(lines, 1):
            try:
                values, salted = _read(line)
                writer.add(values, salted)
            except NotExported as error:
                raise InputError([Fault(name, str(error), line=number)]) from None
            if latest is not None and values["recorded"] > latest:
                raise InputError(
                    [Fault(name, AHEAD.format(length(values["recorded"] - latest)), line=number, column="recorded")]
                )
            if values["text_hash"] and salted is None:
                missing[values["sequence"]] = number
            if values["sort"] == REDACTION:
                missing.pop(sequence_in(values["subject"]) or 0, None)
        for sequence, number in missing.items():
            what = f"the text of entry {sequence} is missing, and no entry redacts it"
            raise InputError([Fault(name, what, line=number, column="text")])
        return writer.finish()


def _read(line: bytes) -> tuple[dict[str, Any], tuple[str, str] | None]:
    """Return the columns of one line of an export, and its salt and text."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise NotExported(f"is not JSON: {error}") from None
    if not isinstance(values, dict) or not {*COLUMNS, "hash"} <= set(values):
        raise NotExported("is not a line of an export, which has every column: `standto ledger append` takes events")
    salted = None
    if "text" in values:
        salted = values.pop("salt", ""), values.pop("text")
        if not all(isinstance(part, str) for part in salted) or text_hash(*salted) != values["text_hash"]:
            raise NotExported(f"the text of entry {values['sequence']} was changed")
    if not isinstance(values.setdefault("nonce", ""), str):
        raise NotExported(f"the nonce of entry {values['sequence']} is not text")
    if extra := sorted(set(values) - {*COLUMNS, "hash", "nonce"}):
        raise NotExported(f"has unknown columns: {', '.join(extra)}")
    return values, salted
