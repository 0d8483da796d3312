"""Entries written as an import writes them, with any times: chained, but not checked."""

from __future__ import annotations

import json

from django.db import transaction

from standto.model.time import BEGINNING, FOREVER
from standto.scenario.layout import AUTHORISATIONS, EVENTS, POWERS
from standto.scenario.settings_writer import settings_text
from standto.scenario.table_writer import table_rows
from standto_desk.ledger import storing
from standto_desk.ledger.chain import link, text_hash
from standto_desk.ledger.reading import head

SALT = "00" * 16
BLANK = {
    "sort": "event",
    "kind": "",
    "subject": "",
    "name": "",
    "occurred": BEGINNING,
    "until": FOREVER,
    "capability": "",
    "count": None,
    "low": None,
    "high": None,
    "step": "",
    "source": "",
    "known": BEGINNING,
    "imported": True,
    "account": "tests",
    "post": "",
    "force": "",
    "key": None,
    "body": "",
    "text_hash": "",
}


def row(kind, subject, cells, **said):
    """Return the columns of an entry that sets a row."""
    body = json.dumps(cells, sort_keys=True, separators=(",", ":"))
    return {"sort": "row", "kind": kind, "subject": subject, "step": "set", "body": body, **said}


def rows_of(scenario):
    """Yield the entries of a scenario's settings and of every row of its tables, except the events."""
    yield row("scenario", "scenario", {"toml": settings_text(scenario), "powers": scenario.powers is not None})
    for table, rows in table_rows(scenario):
        if table is EVENTS:
            continue
        kind = table.file.removesuffix(".csv")
        for cells in rows:
            said = {column: cell for column, cell in zip(table.columns, cells, strict=True) if cell}
            subject = said.pop(table.columns[0])
            capability = said.pop("capability") if table is AUTHORISATIONS else ""
            yield row(kind, subject, said, capability=capability)
    assert POWERS.file == "powers.csv"


def event(one):
    """Return the columns of an event's entry."""
    return {
        "kind": one.kind,
        "subject": one.subject,
        "name": one.id,
        "occurred": one.occurred,
        "until": one.until,
        "capability": one.capability,
        "count": one.count,
        "low": one.low,
        "high": one.high,
        "step": one.step,
        "source": one.source,
        "known": one.recorded,
        "text": one.note,
    }


def write(drafts):
    """Write some entries at the head of the ledger."""
    made, texts = [], []
    with transaction.atomic():
        count, last = storing.lock_head()
        for draft in drafts:
            count += 1
            entry = {**BLANK, **draft, "sequence": count, "recorded": count}
            if text := entry.pop("text", ""):
                entry["text_hash"] = text_hash(SALT, text)
                texts.append((count, SALT, text))
            entry["hash"] = last = link(last, entry)
            made.append(entry)
        if made:
            storing.insert_texts(texts)
            storing.insert(made)
            storing.move_head(count, last)
    assert head().count == count
