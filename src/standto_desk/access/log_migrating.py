"""Upgrading a security log: chaining the lines that it already has, and sealing new columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import transaction

from standto_desk.access.log_chain import BEGUN, BLANK, COLUMNS, GENESIS, SEALED, link
from standto_desk.access.sealing import row_differences, seal, seal_of, sealed_columns, sealed_models, seals_in
from standto_desk.clock import real_now

AT_ONCE = 1_000


def begin_chain(registry: Any, _editor: Any) -> None:
    """Chain the existing lines, note their number, and seal every account as it is now.

    Nothing proves that those lines are unchanged, so the note with their number stays for good.
    """
    lines, heads = registry.get_model("access", "SecurityEvent"), registry.get_model("access", "SecurityHead")
    count, last = _chained(lines)
    rows = [row for model in sealed_models(registry) for row in model._base_manager.order_by("pk")]
    begun = [{"kind": BEGUN, "detail": f"lines that were there before: {count}"}] if count or rows else []
    for more in (*begun, *({"kind": SEALED, "seal": seal_of(row)} for row in rows)):
        count += 1
        line = BLANK | {"at": real_now(), "sequence": count} | more
        last = link(last, line)
        lines._base_manager.create(**line, hash=last)
    heads._base_manager.create(id=1, count=count, hash=last)


def _chained(lines: Any) -> tuple[int, str]:
    """Give each existing line its place and hash; return the number of lines and the last hash."""
    last, count, after = GENESIS, 0, 0
    while some := list(lines._base_manager.filter(id__gt=after).order_by("id")[:AT_ONCE]):
        for line in some:
            count += 1
            line.sequence = count
            line.hash = last = link(last, {column: getattr(line, column) for column in COLUMNS})
        lines._base_manager.bulk_update(some, ["sequence", "hash"], batch_size=100)
        after = some[-1].id
    return count, last


@transaction.atomic
def seal_new_columns() -> None:
    """Seal rows again after an upgrade has changed their columns, if the columns that stayed agree with the seal."""
    seals = seals_in(apps.get_model("access", "SecurityEvent").seals())
    for model in sealed_models():
        for row in model._base_manager.order_by("pk"):
            sealed = seals.get((model._meta.label_lower, str(row.pk)))
            if sealed is not None and sealed["columns"] is not None and _is_of_other_columns(row, sealed):
                seal(row)


def _is_of_other_columns(row: Any, sealed: Mapping[str, Any]) -> bool:
    """Tell whether a seal covers other columns than the row has, while the columns in both still agree."""
    return set(sealed["columns"]) != set(sealed_columns(row)) and not any(row_differences(row, sealed))
