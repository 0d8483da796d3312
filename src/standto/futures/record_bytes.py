"""The content of a record as bytes, of which a digest is made."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def bytes_of_record(value: Any) -> bytes:
    """Return the content of a record as bytes, the same on every machine."""
    if isinstance(value, np.ndarray):
        narrow = value.astype(value.dtype.newbyteorder("<"))
        return repr((value.shape, value.dtype.kind, value.dtype.itemsize)).encode() + narrow.tobytes()
    if is_dataclass(value):
        parts = [(field.name, getattr(value, field.name)) for field in fields(value)]
    elif isinstance(value, tuple):
        parts = [(str(place), one) for place, one in enumerate(value)]
    else:
        return repr(value).encode()
    found = [(name.encode(), bytes_of_record(one)) for name, one in parts]
    lengths = repr((type(value).__name__, [(len(name), len(content)) for name, content in found])).encode()
    return b"".join([lengths, *(part for pair in found for part in pair)])
