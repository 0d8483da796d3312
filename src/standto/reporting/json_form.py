"""A report as JSON: its records with their own names, times in ISO 8601 with their offset."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standto.model.zone import Zone

FORMAT = 1
_INSTANTS = ("Instant", "Instant | None")
_NAMED = {"start": "from"}


def as_json(record: Any, zone: Zone) -> Any:
    """Return a record, and all records in it, as what `json.dumps` takes."""
    if is_dataclass(record):
        return {
            _NAMED.get(field.name, field.name): _instant(getattr(record, field.name), zone)
            if field.type in _INSTANTS
            else as_json(getattr(record, field.name), zone)
            for field in fields(record)
        }
    if isinstance(record, (tuple, list)):
        return [as_json(one, zone) for one in record]
    return record.isoformat() if isinstance(record, date) else record


def _instant(instant: int | None, zone: Zone) -> str | None:
    """Return an instant as it is written."""
    return None if instant is None else zone.iso(instant)
