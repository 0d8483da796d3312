"""What the desk keeps between a preview and its confirmation: tables with ciphers, for an hour and for one account.

Nothing here names anybody but the new key file, and that is encrypted with a secret that only its page has.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from standto.importing.rejects import Reject
from standto.model.time import Period
from standto_desk.access.account_cache import AccountCache
from standto_desk.access.models import Account

HOUR = 3600
_PREVIEWS, _REJECTS = AccountCache("imports"), AccountCache("import-rejects")
_KEYS, _DONE = AccountCache("import-keys"), AccountCache("imports-done")


@dataclass(frozen=True)
class KeptImport:
    """An import that somebody has not confirmed.

    Attributes
    ----------
    settings, tables
        The settings and the tables, with ciphers in place of people.
    window
        From when it begins to hold to the end of the sheets; None for a first import.
    ending
        Whether tickets end that the sheets no longer list.
    counts
        The numbers of what was understood.
    remarks
        What to know about the reading of the files.
    new
        The number of people whose ciphers are new.
    """

    settings: str
    tables: dict[str, list[list[str]]]
    window: Period | None
    ending: bool
    counts: dict[str, float]
    remarks: tuple[str, ...]
    new: int


def keep(account: Account, found: KeptImport) -> str:
    """Keep an import in place of the account's last; return its key."""
    return put_alone(_PREVIEWS, account, packed(vars(found)))


def kept(account: Account, key: str) -> KeptImport | None:
    """Return the import that an account keeps by a key; None if an hour has passed."""
    text = _PREVIEWS.of(str(account.pk)).get(key)
    if text is None:
        return None
    found = KeptImport(**unpacked(text))
    window = None if found.window is None else Period(*found.window)
    return replace(found, remarks=tuple(found.remarks), window=window)


def forget(account: Account, key: str, done: dict[str, Any]) -> bool:
    """Forget an import and its key file, and keep a few numbers for its receipt; return whether it was there."""
    _clear(_KEYS, account)
    was_there = _PREVIEWS.drop(str(account.pk), key, seconds=HOUR)
    if was_there:
        _DONE.put(str(account.pk), {"key": key, **done}, seconds=12 * HOUR)
    return was_there


def done_by(account: Account, key: str) -> dict[str, Any] | None:
    """Return the numbers of an import that was confirmed."""
    return next((one for one in _DONE.of(str(account.pk)).values() if one["key"] == key), None)


def keep_key_file(account: Account, text: str) -> tuple[str, str]:
    """Keep a new key file, encrypted; return its name, and the secret without which nobody can read it."""
    secret = Fernet.generate_key()
    name = put_alone(_KEYS, account, Fernet(secret).encrypt(zlib.compress(text.encode())).decode())
    return name, secret.decode()


def key_file(account: Account, sealed: str) -> str | None:
    """Return the text of a kept key file by its name and secret; None if it is not there."""
    name, _, secret = sealed.partition(":")
    token = _KEYS.of(str(account.pk)).get(name, "")
    try:
        return zlib.decompress(Fernet(secret.encode()).decrypt(token.encode())).decode()
    except (ValueError, InvalidToken, UnicodeEncodeError):
        return None


def keep_rejects(account: Account, rejects: Sequence[Reject]) -> str:
    """Keep rejects, so that they can be downloaded; return their key."""
    rows = [[each.file, each.address, each.column, each.what, each.allowed] for each in rejects]
    return put_alone(_REJECTS, account, packed(rows))


def kept_rejects(account: Account, key: str) -> list[Reject] | None:
    """Return the rejects that an account keeps by a key."""
    text = _REJECTS.of(str(account.pk)).get(key)
    return None if text is None else [Reject(*row) for row in unpacked(text)]


def put_alone(cache: AccountCache, account: Account, value: Any, *, seconds: int = HOUR) -> str:
    """Keep a value in place of everything else that an account keeps in a cache; return its key."""
    _clear(cache, account)
    return cache.put(str(account.pk), value, seconds=seconds)


def _clear(cache: AccountCache, account: Account) -> None:
    for key in cache.of(str(account.pk)):
        cache.drop(str(account.pk), key, seconds=HOUR)


def packed(value: Any) -> str:
    """Return a value of JSON as a short text."""
    return b64encode(zlib.compress(json.dumps(value).encode())).decode()


def unpacked(text: str) -> Any:
    """Return the value that `packed` made a text of."""
    return json.loads(zlib.decompress(b64decode(text)))
