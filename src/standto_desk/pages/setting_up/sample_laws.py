"""Examples of laws and agreements under which forces help, from the samples that come with the program."""

from __future__ import annotations

from functools import cache

from standto.model.people import FORCE_KINDS
from standto.scenario.faults import Faults
from standto.scenario.folder import Folder, locate, samples
from standto.scenario.layout import POWERS

HOME = "home"
KINDS = tuple(kind for kind in FORCE_KINDS if kind != HOME)
"""The kinds of forces that can help."""


@cache
def laws_in_samples() -> dict[str, str]:
    """Return the law that a sample names for each kind of force, as an example."""
    found: dict[str, str] = {}
    place = {column: number for number, column in enumerate(POWERS.columns)}
    for sample in samples():
        folder, faults = Folder(locate(sample)), Faults()
        folder.list_files(faults)
        rows = folder.rows(POWERS, faults) if POWERS.file in folder else None
        for _, cells in rows or ():
            if cells[place["permitted"]] == "yes" and cells[place["authority"]]:
                found.setdefault(cells[place["kind"]], cells[place["authority"]])
    return found
