"""The files in which compiled functions are kept, which several processes may write at once.

Numba numbers the files of a function's signatures, and takes a free number without a lock. Two processes that compile
two signatures of one function at once can take the same number, and one of them then loads the code of the other.
Here the name of a file says what it holds.
"""
# ruff: noqa: SLF001 - Numba has no public way to say where it keeps what it compiled

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any


def keep_apart(files: Any) -> None:
    """Name each file of a compiled function by its sources and its signature.

    Two processes that write at once lose at worst a line of the index: that signature is compiled again.

    Parameters
    ----------
    files
        Numba's `IndexDataCacheFile` of the function, whose stamp of the sources is set.
    """

    def save(key: object, data: object) -> None:
        named = files._load_index()
        if not named:
            _forget(files)
        named[key] = name = _name(files, key)
        files._save_data(name, data)
        files._save_index(named)

    files.save = save


def _name(files: Any, key: object) -> str:
    """Return the name of the file of a key."""
    text = repr((files._version, files._source_stamp, key))
    return f"{Path(files._index_name).stem}.{sha256(text.encode()).hexdigest()[:16]}.nbc"


def _forget(files: Any) -> None:
    """Remove the files of other sources, which no index names."""
    for path in Path(files._cache_path).glob(f"{Path(files._index_name).stem}.*.nbc"):
        with suppress(FileNotFoundError):
            path.unlink()
