"""The part of an address that names a row: its id, or, for people and rows with several ids, a token.

A token about a person is encrypted, so that no address, log or history of a browser holds a cipher.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import InvalidToken

from standto_desk.access.encryption import fernets
from standto_desk.acts.registering.kept_tables import KEPT, KeptTable

RowKey = tuple[str, ...]
"""The cells of a row in the columns `KeptTable.ids`: they tell it apart."""

_PURPOSE = "standto.register"


def address_of(table: str, key: Sequence[str]) -> str:
    """Return the part of an address that names a row; each time another one for a row about a person."""
    kept = KEPT[table]
    if len(kept.ids) == 1 and not kept.of_people:
        return key[0]
    text = json.dumps([table, *key]).encode()
    token = fernets(_PURPOSE).encrypt(text) if kept.of_people else urlsafe_b64encode(text)
    return token.decode()


def key_at(table: str, address: str) -> RowKey | None:
    """Return the key of the row that an address names; None if this desk did not write the address."""
    kept = KEPT[table]
    if len(kept.ids) == 1 and not kept.of_people:
        return (address,)
    try:
        text = fernets(_PURPOSE).decrypt(address) if kept.of_people else urlsafe_b64decode(address)
        of, *key = json.loads(text)
    except (InvalidToken, ValueError, TypeError):
        return None
    return tuple(key) if of == table and _is_key(kept, key) else None


def _is_key(kept: KeptTable, key: Sequence[object]) -> bool:
    return len(key) == len(kept.ids) and all(isinstance(cell, str) for cell in key)
