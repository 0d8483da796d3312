"""Beginning the chain of a security log that has lines already: a step of the migrations."""

from __future__ import annotations

from typing import Any

from standto_desk.access.log_chain import BEGUN, BLANK, COLUMNS, GENESIS, SEALED, link
from standto_desk.access.sealing import seal_of, sealed_models
from standto_desk.clock import real_now

AT_ONCE = 1_000


def begin_chain(registry: Any, _editor: Any) -> None:
    """Chain the lines that there are, say how many those were, and seal every account as it is now.

    Nobody can tell what was done to the lines before. The line that says where the chain began is there for good.
    """
    lines, heads = registry.get_model("access", "SecurityEvent"), registry.get_model("access", "SecurityHead")
    count, last = _chained(lines)
    rows = [row for model in sealed_models(registry) for row in model._base_manager.order_by("pk")]
    said = [{"kind": BEGUN, "detail": f"lines that were there before: {count}"}] if count or rows else []
    for more in (*said, *({"kind": SEALED, "seal": seal_of(row)} for row in rows)):
        count += 1
        line = BLANK | {"at": real_now(), "sequence": count} | more
        last = link(last, line)
        lines._base_manager.create(**line, hash=last)
    heads._base_manager.create(id=1, count=count, hash=last)


def _chained(lines: Any) -> tuple[int, str]:
    """Give each line that is there its place and hash; return how many there are, and the hash of the last."""
    last, count, after = GENESIS, 0, 0
    while some := list(lines._base_manager.filter(id__gt=after).order_by("id")[:AT_ONCE]):
        for line in some:
            count += 1
            line.sequence = count
            line.hash = last = link(last, {column: getattr(line, column) for column in COLUMNS})
        lines._base_manager.bulk_update(some, ["sequence", "hash"], batch_size=100)
        after = some[-1].id
    return count, last
