"""Making a PDF in a process of its own, which the desk starts for each and which has no secret of the desk.

It gets the plain values of a document on its standard input, and gives the PDF on its standard output. The system
bounds it: a document that takes too much memory or time ends this process, and never the desk.
"""

from __future__ import annotations

import json
import resource
import sys

from standto.reporting.pdf import pdf_of

MEMORY = 4_000_000_000
"""The most bytes of memory that it may reserve; it uses a twentieth."""
SECONDS = 20
"""The most seconds of work."""
FILE = 100
"""The most bytes of a file: Python tries whether it can make a temporary one, and nothing else is written."""


def main() -> None:
    """Answer the document on the standard input, within the bounds."""
    bounds = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, FILE))
    for bound, most in (*bounds, (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(bound, (most, most))
    sys.stdout.buffer.write(pdf_of(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
