"""The one way in which outlooks are compiled: by Numba, kept on disk, and without the lock of the interpreter.

Numba keeps what it compiled until the file of the function changes. But compiled functions hold those of other files
that they call, and would go on with the old ones. So each is kept until any file of the compiled rooms changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from standto.chance.compiled_files import keep_apart
from standto.errors import not_installed

try:
    from numba import njit
except ModuleNotFoundError as error:
    raise not_installed("outlooks", "numba", "outlook") from error

_ROOMS = ("chance", "futures", "lanes")
"""The rooms that hold compiled functions."""
Kernel = TypeVar("Kernel", bound=Callable[..., object])


def compiled(kernel: Kernel) -> Kernel:
    """Compile a function when it is first called; other threads run on while it does.

    What is compiled is kept on disk, or compiled again in each process where nothing can be kept.

    The function must use whole numbers alone, so that no result depends on how a processor rounds. A `uint64` and an
    `int64` together are a float to Numba: convert one of them first.
    """
    try:
        function: Any = njit(cache=True, nogil=True)(kernel)
    except RuntimeError:
        # Neither the package's folder nor the account's cache can be written, as in a container that is read only.
        return cast("Kernel", njit(nogil=True)(kernel))
    kept = function._cache._cache_file  # noqa: SLF001 - Numba has no public way to say what a function depends on
    kept._source_stamp = kept._source_stamp, _digest_of_rooms()  # noqa: SLF001
    keep_apart(kept)
    function._cache.save_overload = _if_there_is_room(function._cache.save_overload)  # noqa: SLF001
    return cast("Kernel", function)


def _if_there_is_room(save: Callable[..., None]) -> Callable[..., None]:
    """Return a way to keep what is compiled that does without where the disk is full: the answer does not need it."""

    def saved(*compiled_function: object) -> None:
        with suppress(OSError):
            save(*compiled_function)

    return saved


@cache
def _digest_of_rooms() -> str:
    """Return a digest of all files of the compiled rooms."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    for path in sorted(path for room in _ROOMS for path in (package / room).glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
