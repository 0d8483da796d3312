"""Codes of an authenticator app: RFC 6238, by hand."""

from __future__ import annotations

import base64
import hmac
import struct
from time import time_ns


def code_of(secret: str, steps: int = 0) -> str:
    """The code that an app shows now, or some steps of half a minute later."""
    counter = struct.pack(">Q", time_ns() // 30_000_000_000 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    number = struct.unpack(">I", digest[digest[-1] & 15 :][:4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"
