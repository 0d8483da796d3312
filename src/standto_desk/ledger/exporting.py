"""Writing the ledger out: every entry as a line of JSON, from which import restores the same ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from standto_desk.ledger import storing
from standto_desk.ledger.reading import head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def export_lines(*, progress: Callable[[float], None] | None = None) -> Iterator[str]:
    """Go through the entries there are now, each as one line of JSON: its columns, and the salt and text beside it.

    The same ledger gives the same bytes.

    Parameters
    ----------
    progress
        Told the share that is done.
    """
    count = head().count
    for page in storing.pages(until=count):
        entries = [storing.as_entry(row) for row in page]
        texts = storing.texts_between(entries[0]["sequence"], entries[-1]["sequence"])
        for entry in entries:
            yield _line(entry, texts.get(entry["sequence"]))
        if progress is not None:
            progress(entries[-1]["sequence"] / count)


def _line(entry: dict[str, Any], said: tuple[str, str] | None) -> str:
    """Return one line."""
    if not entry["nonce"]:
        del entry["nonce"]  # of before there was any: such a ledger gives the same bytes as ever
    if said is not None:
        entry = entry | {"salt": said[0], "text": said[1]}
    return json.dumps(entry, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
