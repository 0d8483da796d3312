"""The commands that installed packages add, found without the slow standard library for it."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

ADDED = "standto.commands"
"""The entry points of added commands: each names a mapping from a name to a line about the command, and its module."""


def added_commands() -> dict[str, tuple[str, str]]:
    """Return the commands that packages on the path add, each with a line about it and its module.

    `importlib.metadata` would do the same, and take longer than everything else that help needs.
    """
    found: dict[str, tuple[str, str]] = {}
    for path in dict.fromkeys(sys.path):
        for file in sorted(Path(path or ".").glob("*-info/entry_points.txt")):
            for module, name in _entries(file):
                found = {**getattr(import_module(module), name), **found}
    return found


def _entries(file: Path) -> list[tuple[str, str]]:
    """Return module and name of each entry of a file in the group `ADDED`."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return []
    if f"[{ADDED}]" not in text:
        return []
    section = text.partition(f"[{ADDED}]")[2].partition("\n[")[0]
    pairs = (line.partition("=")[2].partition(":") for line in section.splitlines() if "=" in line)
    return [(module.strip(), name.strip()) for module, _, name in pairs]
