"""Scripts in a Python process of their own, in which nothing is loaded yet."""

from __future__ import annotations

import subprocess
import sys


def printed_by(script: str) -> str:
    """Return what a script prints; it fails with what the script says on standard error."""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
