"""What every reader of a sheet needs beside the sheet."""

from __future__ import annotations

from typing import NamedTuple

from standto.importing.cell_moments import Moments
from standto.importing.gathering import Gathering
from standto.importing.value_ids import ValueIds


class Means(NamedTuple):
    """What every reader of a sheet needs beside the sheet.

    Attributes
    ----------
    moments
        Reads days and moments.
    ids
        The ids of texts.
    gathering
        Takes what the sheet gives.
    """

    moments: Moments
    ids: ValueIds
    gathering: Gathering
