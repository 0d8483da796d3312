"""Values that accounts put aside for a while: encrypted in the shared cache, which is in no backup."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from cryptography.fernet import InvalidToken
from django.core.cache import cache

from standto_desk.access.encryption import fernets

MOST = 5
"""The number of values kept for an account; the oldest goes first."""


@dataclass(frozen=True, slots=True)
class AccountCache:
    """The latest values that each account put aside, by random keys that are no use to other accounts.

    Attributes
    ----------
    name
        The kind of values, which is part of the cache's keys.
    """

    name: str

    def put(self, account: str, value: Any, *, seconds: int) -> str:
        """Keep a value, which must be JSON, for an account; return its key."""
        key = uuid4().hex
        self._write(account, {**self.of(account), key: value}, seconds)
        return key

    def of(self, account: str) -> dict[str, Any]:
        """Return the values of an account by their keys; none if the desk's own key has changed since."""
        try:
            found: dict[str, Any] = json.loads(fernets(self._purpose).decrypt(cache.get(self._place(account), b"")))
        except InvalidToken:
            return {}
        return found

    def drop(self, account: str, key: str, *, seconds: int) -> bool:
        """Forget a value; return whether there was one."""
        values = self.of(account)
        if values.pop(key, None) is None:
            return False
        self._write(account, values, seconds)
        return True

    @property
    def _purpose(self) -> str:
        return f"standto.{self.name}"

    def _place(self, account: str) -> str:
        return f"{self.name}:{account}"

    def _write(self, account: str, values: dict[str, Any], seconds: int) -> None:
        latest = dict(list(values.items())[-MOST:])
        cache.set(self._place(account), fernets(self._purpose).encrypt(json.dumps(latest).encode()), seconds)
