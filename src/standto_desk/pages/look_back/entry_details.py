"""An entry's details in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from standto_desk.acts.handovers import HANDOVER
from standto_desk.acts.proposals import APPROVAL, CONFIRMATION
from standto_desk.acts.registering.rules_proposals import RULES_CHANGE
from standto_desk.acts.situation_reports.report_parts import PUBLISHED
from standto_desk.book.log_lines import LOG, LOG_CHANGED
from standto_desk.components.moments import moment
from standto_desk.components.spoken import decision, id_words
from standto_desk.ledger.drafts import ROW
from standto_desk.ledger.models import Entry
from standto_desk.pages.look_back.register_details import RegisterDetails
from standto_desk.pages.look_back.words_of_kinds import REPORTS, plain
from standto_desk.picture.rota.publications import PUBLISHED as ROTA_PUBLISHED

NAMING = (HANDOVER, LOG, LOG_CHANGED)
"""The sorts of entries whose details name an account."""
REFERRING = {
    "since": "Changes since",
    "corrects": "Corrects",
    "words": "With the words of",
    "by": "By",
    "drawn": "As of",
}
"""What the details that refer to entries are called."""
LEAST_INSTANT = 10**14
"""A number beyond this among an entry's details, positive or negative, is an instant: no count is so large."""


def details_of(entry: Entry, names: Mapping[str, str], register: RegisterDetails) -> Iterator[tuple[str, str]]:
    """Yield the names and values that an entry holds beside its columns; for a row, its cells.

    Parameters
    ----------
    names
        The names of accounts that the reader may know, by id.
    register
        What puts rows of the register into words.
    """
    held = json.loads(entry.body) if entry.body else {}
    if entry.sort == ROW:
        yield from register.of_row(entry, held)
        return
    if entry.sort == RULES_CHANGE:
        yield from register.of_proposal(entry)
        return
    for name, value in held.items() if isinstance(held, dict) else [("", held)]:
        if value not in (None, "", [], {}):
            yield _detail(entry, name, value, names)


def account_named(entry: Entry) -> str:
    """Return the account that a handover hands the post to, or that owns a line of the log; empty for other entries."""
    return str(json.loads(entry.body).get("to", "")) if entry.sort in NAMING and entry.body else ""


def _detail(entry: Entry, name: str, value: Any, names: Mapping[str, str]) -> tuple[str, str]:
    if entry.sort in NAMING and name == "to":
        return "To" if entry.sort == HANDOVER else "Owner", names.get(value, "another account")
    if entry.sort == PUBLISHED and name == "content":
        return "Facts", "as the report shows them"
    if entry.sort in (APPROVAL, CONFIRMATION) and name == "post":
        # The entry's own column holds the post that recorded it.
        return "Post that agreed", id_words(value)
    if (entry.sort in REPORTS or entry.sort == ROTA_PUBLISHED) and name in REFERRING:
        return REFERRING[name], _entries(value)
    return plain(name), _value(value)


def _entries(value: Any) -> str:
    """Return the entries that a report or a rota refers to: one, several, or each with the part that it is of."""
    if not isinstance(value, list):
        return f"entry {value:,}"
    return ", ".join(f"{one[1]}: entry {one[2]:,}" if isinstance(one, list) else f"entry {one:,}" for one in value)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int) and abs(value) > LEAST_INSTANT:
        return moment(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, dict) and {"id", "step"} <= value.keys():
        return decision(value["step"], value["id"].split(":")[1], value.get("count"))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
