"""Entries as a CSV file for a spreadsheet, streamed, with hidden people masked."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterator
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from standto.sheets.formulas import neutral
from standto_desk.access.guard import needs
from standto_desk.access.models import Account
from standto_desk.access.permission import Action
from standto_desk.kit.instants import written
from standto_desk.ledger.entry_queries import Entries
from standto_desk.pages.look_back.entry_words import ShownEntry, shown_entries
from standto_desk.pages.look_back.filters import EntryFilterForm

COLUMNS = (
    "sequence", "sort", "kind", "about", "what", "name", "capability", "count", "low", "high", "step", "source",
    "occurred", "until", "known", "recorded", "imported", "post", "force", "account", "key", "details", "text",
    "text_hash", "hash",
)  # fmt: skip
AT_ONCE = 500


@require_safe
@needs(Action.READ_ENTRIES)
def entries_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Send the entries that a filter finds as a CSV file."""
    found = EntryFilterForm(request.GET).found()
    parts = _parts(found, request.user)
    streamed = _awaited(parts) if isinstance(request, ASGIRequest) else parts
    answer = StreamingHttpResponse(streamed, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="entries.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _parts(found: Entries, reader: Account) -> Iterator[bytes]:
    """Yield the file in batches, each from below the last number, so that new entries shift none out."""
    yield _lines([COLUMNS])
    last = None
    while some := list((found if last is None else found.up_to(last - 1))[:AT_ONCE]):
        last = some[-1].sequence
        yield _lines([_row(one) for one in shown_entries(some, reader)])


async def _awaited(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Yield the parts without blocking the server's event loop."""
    following = sync_to_async(lambda: next(parts, None))
    while (part := await following()) is not None:
        yield part


def _lines(rows: list[Any]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([[neutral(cell) for cell in row] for row in rows])
    return file.getvalue().encode()


def _row(one: ShownEntry) -> tuple[Any, ...]:
    entry = one.entry
    numbers = ("" if number is None else number for number in (entry.count, entry.low, entry.high))
    times = (written(time) for time in (entry.occurred, entry.until, entry.known, entry.recorded))
    details = "; ".join(f"{name}: {value}" for name, value in one.details)
    return (
        entry.sequence, entry.sort, entry.kind, one.about, one.what, one.name, entry.capability, *numbers, entry.step,
        entry.source, *times, "yes" if entry.imported else "no", one.post, entry.force, one.by, one.key, details,
        "(redacted)" if one.text is None else one.text, entry.text_hash, entry.hash,
    )  # fmt: skip
