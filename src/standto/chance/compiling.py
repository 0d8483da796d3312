"""The one way in which drawing is compiled: by Numba, kept on disk, and without the lock of the interpreter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from standto.errors import not_installed

try:
    from numba import njit
except ModuleNotFoundError as error:
    raise not_installed("outlooks", "numba", "outlook") from error

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def compiled(kernel: Kernel) -> Kernel:
    """Compile a function when it is first called; other threads run on while it does.

    The function must use whole numbers alone, so that no result depends on how a processor rounds. A `uint64` and an
    `int64` together are a float to Numba: convert one of them first.
    """
    return cast("Kernel", njit(cache=True, nogil=True)(kernel))
