"""The names of duties and forces by id, for pages about entries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from standto.model.time import Instant
from standto.wording import names_of
from standto_desk.clock import now
from standto_desk.ledger.plan_answers import PlanAnswers
from standto_desk.ledger.reading import known_entries


class _Row(NamedTuple):
    id: str
    name: str


class _NamedRows(NamedTuple):
    """The rows of duties, crews and forces that are known, in the order in which they take effect.

    Attributes
    ----------
    rows
        Of each, when it takes effect, its table, its id and its name.
    others
        The ids among them that a person or a pool also has.
    """

    rows: tuple[tuple[Instant, str, str, str], ...]
    others: frozenset[str]


_named_rows: PlanAnswers[None, _NamedRows] = PlanAnswers(1)


def names_in_force() -> Mapping[str, str]:
    """Return the names of duties, crews and forces by id, as known and in force now.

    An id that a person or a pool also has is left out: an entry about that person or pool would get the wrong name.
    """
    present = now()
    known = _named_rows.get(None, present, lambda: _known_rows(present))
    names: dict[str, dict[str, str]] = {"duties": {}, "crews": {}, "forces": {}}
    for occurred, kind, subject, name in known.rows:
        if occurred <= present:
            names[kind][subject] = name
    found = _by_id(names["forces"]) | _by_id(names["duties"] | names["crews"])
    return {subject: name for subject, name in found.items() if subject not in known.others}


def _known_rows(present: Instant) -> _NamedRows:
    found = known_entries(present).rows_set("duties", "crews", "forces").order_by("occurred", "sequence")
    rows = tuple(
        (occurred, kind, subject, json.loads(body).get("name", "") if body else "")
        for occurred, kind, subject, body in found.values_list("occurred", "kind", "subject", "body")
    )
    others = known_entries(present).rows("people", "pools").about_any({subject for _, _, subject, _ in rows})
    return _NamedRows(rows, frozenset(others.values_list("subject", flat=True)))


def _by_id(names: Mapping[str, str]) -> dict[str, str]:
    return names_of([_Row(subject, name) for subject, name in names.items()])
