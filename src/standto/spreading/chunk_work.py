"""What a worker does, whichever executor it serves: unpack the run once, judge a chunk, pack the answer."""

from __future__ import annotations

import io
import pickle
import zlib
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from importlib.metadata import version as version_of
from typing import TYPE_CHECKING, Any, cast

from standto.errors import StandtoError

if TYPE_CHECKING:
    from standto.spreading.chunks import ChunkedRun


KEPT_MEMORY = dict.fromkeys(("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"), str(1 << 25))
"""Variables for a worker whose memory is used again, up to the most that the C library allows.

Otherwise it goes back to the system after every chunk, and the next one touches it afresh.
"""


def packed_run(run: ChunkedRun[Any]) -> bytes:
    """Return a run packed for workers of one's own, which trust the bytes that they are sent.

    The bytes depend on the fields of the run alone, not on what it has worked out and cached.
    """
    written = io.BytesIO()
    _FieldPickler(written, pickle.HIGHEST_PROTOCOL).dump(run)
    return zlib.compress(written.getbuffer(), 1)


class _FieldPickler(pickle.Pickler):
    """A pickler that leaves cached values out of records: a worker finds them sooner than they could be sent."""

    def reducer_override(self, obj: Any) -> Any:
        """Return how to make a record with its fields alone; everything else is pickled as usual."""
        if isinstance(obj, type) or not is_dataclass(obj) or not hasattr(obj, "__dict__"):
            return NotImplemented
        record: Any = obj
        make, arguments, *_ = record.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
        return make, arguments, {field.name: getattr(record, field.name) for field in fields(record)}


@cache
def own_version() -> str:
    """Return the version of Standto that is installed here."""
    return version_of("standto")


def judged_chunk(run: bytes, start: int, stop: int, version: str) -> bytes:
    """Return the packed answer about some futures of a packed run.

    Raises
    ------
    StandtoError
        The client has another version of Standto than this worker.
    """
    if version != own_version():
        raise StandtoError(f"the client has standto {version}, a worker {own_version()}: install one of them on both")
    work = _run_of(run)
    return work.packed(work.tally(start, stop))


@lru_cache(maxsize=2)
def _run_of(run: bytes) -> ChunkedRun[Any]:
    """Return the run that was packed, unpacked once for all its chunks."""
    return cast("ChunkedRun[Any]", pickle.loads(zlib.decompress(run)))  # noqa: S301 - sent by the client that started it
