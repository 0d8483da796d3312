"""What a change enters is what `standto ledger append` enters for the same row, line by line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from standto.model.zone import Zone
from standto.scenario.cells import Times
from standto_desk.acts.registering.change_drafts import drafts_of
from standto_desk.acts.registering.row_changes import ADD, CHANGE, END, RegisterChange, key_of
from standto_desk.book.moment_tables import tables_known
from standto_desk.clock import now
from standto_desk.ledger.cached_answers import current_ledger
from standto_desk.ledger.drafts import Draft
from standto_desk.ledger.row_lines import row_draft
from tests.desk.acts.small_desk import small_desk

FROM, UNTIL = "2023-09-23T07:00:00+01:00", "2023-09-23T19:00:00+01:00"
ROWS = {
    "people": ({"person": "m0001"}, {"person": "m0001", "team": "red"}),
    "rota": (
        {"person": "m0001", "from": FROM, "until": UNTIL},
        {"person": "m0001", "from": FROM, "until": UNTIL, "duty": "d"},
    ),
    "teams": ({"team": "red"}, {"team": "red", "offset_days": "2"}),
    "capabilities": ({"capability": "boat"}, {"capability": "boat", "name": "Boat"}),
    "duties": (
        {"duty": "d", "task": "t", "capabilities": "arv", "strength": "1"},
        {"duty": "d", "task": "t", "capabilities": "arv", "strength": "2", "until": UNTIL},
    ),
    "crews": ({"crew": "c", "task": "t"}, {"crew": "c", "task": "t", "needs": "full"}),
    "seats": (
        {"crew": "c", "state": "full", "seat": "helm", "capabilities": "arv"},
        {"crew": "c", "state": "full", "seat": "helm", "capabilities": "arv", "strength": "2"},
    ),
    "forces": ({"force": "essex", "kind": "police"}, {"force": "essex", "kind": "police", "tier": "2"}),
    "pools": (
        {"pool": "e", "force": "kent", "capabilities": "arv", "count": "2"},
        {"pool": "e", "force": "kent", "capabilities": "arv", "count": "3"},
    ),
    "powers": (
        {"power": "p9", "kind": "police", "task": "*", "permitted": "yes"},
        {"power": "p9", "kind": "police", "task": "*", "permitted": "no"},
    ),
    "sources": ({"source": "s"}, {"source": "s", "title": "A page"}),
}  # fmt: skip
KEYS = {"rota": ("from",), "seats": ("state", "seat")}


def as_line(table, cells, **more) -> Draft:
    """The draft of a line of JSON."""
    line = json.loads(json.dumps({"row": table, **cells, **more}))
    return replace(row_draft(line, Times(Zone("Europe/London"))), key="")


def as_change(change) -> list[Draft]:
    return [one.draft for one in drafts_of([change], tables_known(current_ledger(), now()), now())]


@pytest.mark.parametrize("table", sorted(ROWS))
def test_a_row_is_added_changed_and_ended_as_by_a_line(desk, table):
    small_desk()
    first, second = ROWS[table]
    key = key_of(table, first)
    assert as_change(RegisterChange(table, ADD, key, first)) == [as_line(table, first)]
    assert as_change(RegisterChange(table, CHANGE, key, second)) == [as_line(table, second)]
    named = dict(list(first.items())[:1]) | {column: first[column] for column in KEYS.get(table, ())}
    assert as_change(RegisterChange(table, END, key)) == [as_line(table, named, step="ended")]


def test_a_ticket_is_added_as_by_a_line(desk):
    small_desk()
    ticket = {"person": "m0001", "capability": "arv", "from": "", "until": UNTIL}
    change = RegisterChange("authorisations", ADD, key_of("authorisations", ticket), ticket)
    assert as_change(change) == [as_line("authorisations", ticket)]
