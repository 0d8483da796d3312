"""Files that are written completely or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from standto.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole_file(target: Path) -> Iterator[IO[bytes]]:
    """Open a file that replaces the target once it is completely written."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".partial", dir=target.parent)
    except OSError as error:
        raise OptionError(f"{target}: cannot be written: {error.strerror}") from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OptionError(f"{target}: cannot be written: {error.strerror}") from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
