"""Seals: proofs in the security log of accounts, roles, posts and second factors, without their values.

Whenever a row of these tables is saved or removed, the same transaction writes a line of the log with a salted hash of
each column. Verification compares the last seal of each row with the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from secrets import token_hex
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from standto_desk.access.log_chain import SEALED, lock_log, write_line, write_lines
from standto_desk.clock import real_now

FACTORS = "mfa.authenticator"
APART = ("access.securityevent", "access.securityhead", "access.guesses", "access.signedinsession")
"""The tables of the room that are not sealed: the log itself, counts of guesses, and the sessions of now."""
AT_ONCE = 500
"""The number of rows that are read and sealed at once."""
NOT_SEALED = {
    "access.account": {"last_login", "epoch"},
    FACTORS: {"created_at", "last_used_at"},
}
"""Columns about signing in and ending sessions, which change without any decision."""


def listen() -> None:
    """Seal every row that is saved or removed from now on; a second call changes nothing."""
    for model in sealed_models():
        label = model._meta.label_lower
        post_save.connect(_on_save, sender=model, dispatch_uid=f"standto.sealed.{label}")
        post_delete.connect(_on_delete, sender=model, dispatch_uid=f"standto.unsealed.{label}")


def sealed_models(registry: Any = apps) -> list[Any]:
    """Return the models whose rows are sealed: those of this room, and second factors."""
    return [
        model
        for model in registry.get_models(include_auto_created=True)
        if (model._meta.app_label == "access" or model._meta.label_lower == FACTORS)
        and model._meta.label_lower not in APART
    ]


def sealed_columns(model: Any) -> tuple[str, ...]:
    """Return the columns of a model that a seal covers."""
    apart = NOT_SEALED.get(model._meta.label_lower, set())
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname not in apart)


def seal_of(row: Any) -> str:
    """Return the seal of a row: its table, its key, a salt, and the salted hash of each column."""
    salt = token_hex(16)
    hashes = {column: column_hash(salt, column, getattr(row, column)) for column in sealed_columns(row)}
    return _written(row, salt=salt, columns=hashes)


def column_hash(salt: str, column: str, value: Any) -> str:
    """Return the salted hash of a cell."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(f"{salt}{column}={text}".encode()).hexdigest()


def seal(row: Any) -> None:
    """Write the seal of a row as it is now into the log."""
    write_line(at=real_now(), kind=SEALED, seal=seal_of(row))


def seal_many(model: Any, keys: Sequence[Any]) -> None:
    """Write the seals of many rows as the table has them; the caller has locked the log."""
    at = real_now()
    for start in range(0, len(keys), AT_ONCE):
        rows = model._base_manager.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk")
        write_lines({"at": at, "kind": SEALED, "seal": seal_of(row)} for row in rows)


def seals_in(lines: Iterable[str]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the last seal of each row, by table and key."""
    found = {}
    for line in lines:
        sealed = json.loads(line)
        found[sealed["of"], sealed["key"]] = sealed
    return found


def differences(seals: Mapping[tuple[str, str], Mapping[str, Any]], registry: Any = apps) -> Iterator[str]:
    """Yield the differences between the tables and their seals, in words."""
    for model in sealed_models(registry):
        label = model._meta.label_lower
        left = {key for of, key in seals if of == label and seals[of, key]["columns"] is not None}
        for row in model._base_manager.order_by("pk").iterator():
            left.discard(str(row.pk))
            yield from row_differences(row, seals.get((label, str(row.pk))))
        for key in sorted(left):
            yield f"{_words(label)} {key} is gone, and the security log has no removal of it"


def concerns_a_seal(row: Any, update_fields: Iterable[str] | None) -> bool:
    """Tell whether saving some columns of a row (None: all) changes a sealed one."""
    return update_fields is None or bool(set(update_fields) - NOT_SEALED.get(row._meta.label_lower, set()))


def row_differences(row: Any, sealed: Mapping[str, Any] | None) -> Iterator[str]:
    """Yield the differences between a row and its seal, in words."""
    label = row._meta.label_lower
    name = f"{_words(label)} {row.pk}{_whose(row)}"
    if sealed is None or sealed["columns"] is None:
        yield f"{name} is not in the security log, or the log has its removal"
        return
    for column in sealed_columns(row):
        hashed = sealed["columns"].get(column)
        if hashed is not None and column_hash(sealed["salt"], column, getattr(row, column)) != hashed:
            yield f"{name} has another {column.removesuffix('_id')} than the security log has sealed"


def _whose(row: Any) -> str:
    account = getattr(row, "account_id", None) or getattr(row, "user_id", None)
    return f" of the account {account}" if account else ""


def _words(label: str) -> str:
    return {"access.membership": "the role", FACTORS: "the second factor"}.get(label) or f"the {label.split('.')[1]}"


def _written(row: Model, **sealed: Any) -> str:
    key = {"of": row._meta.label_lower, "key": str(row.pk)}
    return json.dumps(key | sealed, sort_keys=True, separators=(",", ":"))


def _on_save(instance: Any, update_fields: Iterable[str] | None = None, raw: bool = False, **_more: Any) -> None:
    """Seal a row that was saved, unless no seal covers the columns that changed."""
    if not raw and concerns_a_seal(instance, update_fields):
        seal_as_kept(instance)


@transaction.atomic(savepoint=False)
def seal_as_kept(instance: Any) -> None:
    """Seal a row as the table has it, read with the log locked, so that the last seal is of the last change."""
    lock_log()
    seal(type(instance)._base_manager.get(pk=instance.pk))


def _on_delete(instance: Any, **_more: Any) -> None:
    write_line(at=real_now(), kind=SEALED, seal=_written(instance, columns=None))
