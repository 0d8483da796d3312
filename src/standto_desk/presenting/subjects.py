"""The names of duties and forces by id, for pages about entries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from standto.wording import names_of
from standto_desk.clock import now
from standto_desk.ledger.reading import known_entries


class _Row(NamedTuple):
    id: str
    name: str


def names_in_force() -> Mapping[str, str]:
    """Return the names of duties, crews and forces by id, as known and in force now.

    An id that a person or a pool also has is left out: an entry about that person or pool would get the wrong name.
    """
    present = now()
    rows = known_entries().rows_set("duties", "crews", "forces").occurred_by(present)
    rows = rows.order_by("occurred", "sequence")
    names: dict[str, dict[str, str]] = {"duties": {}, "crews": {}, "forces": {}}
    for kind, subject, body in rows.values_list("kind", "subject", "body"):
        names[kind][subject] = json.loads(body).get("name", "") if body else ""
    found = _by_id(names["forces"]) | _by_id(names["duties"] | names["crews"])
    others = known_entries().rows("people", "pools").about_any(found)
    for subject in others.values_list("subject", flat=True):
        found.pop(subject, None)
    return found


def _by_id(names: Mapping[str, str]) -> dict[str, str]:
    return names_of([_Row(subject, name) for subject, name in names.items()])
