"""Folders that somebody sent and has not confirmed: their cells, with ciphers, for an hour and for one account."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from standto.model.time import Instant
from standto.scenario.folder_cells import FolderCells
from standto_desk.access.account_cache import AccountCache
from standto_desk.access.models import Account
from standto_desk.kit.workbooks.kept_imports import HOUR, packed, put_alone, unpacked
from standto_desk.kit.workbooks.reading import folder_of

_FOLDERS = AccountCache("import-folders")


@dataclass(frozen=True)
class KeptFolder:
    """A folder that somebody has not confirmed.

    Attributes
    ----------
    settings, rows
        Its cells, as `FolderCells` has them.
    since
        From when it holds; None: from when it is entered.
    begun
        The start of absences that have begun.
    """

    settings: str | None
    rows: dict[str, list[tuple[int, tuple[str, ...]]]]
    since: Instant | None
    begun: Instant

    @property
    def cells(self) -> FolderCells:
        """The cells of the folder."""
        return folder_of({"settings": self.settings, "rows": self.rows})


def keep_folder(account: Account, found: KeptFolder) -> str:
    """Keep a folder in place of the account's last; return its key."""
    return put_alone(_FOLDERS, account, packed(asdict(found)))


def kept_folder(account: Account, key: str) -> KeptFolder | None:
    """Return the folder that an account keeps by a key; None if an hour has passed."""
    text = _FOLDERS.of(str(account.pk)).get(key)
    return None if text is None else KeptFolder(**unpacked(text))


def forget_folder(account: Account, key: str) -> None:
    """Forget a folder."""
    _FOLDERS.drop(str(account.pk), key, seconds=HOUR)
