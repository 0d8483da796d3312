"""Asking a process of its own for the PDF of a document; the last ones are kept."""

from __future__ import annotations

import json
import subprocess
import sys
from threading import BoundedSemaphore

from standto.errors import Fault, InputError
from standto.reporting.document import Document
from standto.reporting.plain_values import plain_document
from standto_desk.caching.answers import Cache
from standto_desk.presenting.typesetting.pdf_process import SECONDS

AT_ONCE, WAIT = 1, 20
"""The number of PDFs that each process of the desk makes at once, and for how many seconds others wait."""
KEPT = 32
COMMAND = (sys.executable, "-I", "-m", "standto_desk.presenting.typesetting.pdf_process")
NOTHING = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
"""The environment of the process: none of the desk's own, which holds its secrets."""
BUSY = "is not made yet, because we are making somebody else's: try again in a minute"
TOO_MUCH = "takes too much time or memory: load it as a page instead"

_turns = BoundedSemaphore(AT_ONCE)
_kept: Cache[str, bytes] = Cache(KEPT)


def pdf_of_document(document: Document) -> bytes:
    """Return a document as an accessible PDF; the same document has the same bytes.

    Raises
    ------
    InputError
        It takes too long, or too many are asked for at once.
    """
    asked = json.dumps(plain_document(document), ensure_ascii=False, sort_keys=True)
    return _kept.get(asked, lambda: _made(asked))


def _made(asked: str) -> bytes:
    if not _turns.acquire(timeout=WAIT):
        raise InputError([Fault("The PDF", BUSY)])
    try:
        # Nothing that it says on standard error is read: it could hold somebody's words.
        done = subprocess.run(  # noqa: S603
            COMMAND,
            input=asked.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * SECONDS,
            env=NOTHING,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        raise InputError([Fault("The PDF", TOO_MUCH)]) from None
    finally:
        _turns.release()
    if done.returncode:
        raise InputError([Fault("The PDF", TOO_MUCH)])
    return done.stdout
