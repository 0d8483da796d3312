"""The slots that processes are about, and their weights."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from standto.assuming.processes import Among, Weight
from standto.futures.muster import Muster
from standto.model.scenario import Scenario


def slots_among(among: Among, muster: Muster, scenario: Scenario) -> NDArray[np.bool_]:
    """Return whether a process is about each slot, shape (slots,)."""
    forces = _places(among.forces, [force.id for force in scenario.forces_in_order])
    teams = _places(among.teams, [team.id for team in scenario.teams])
    skills = _places(among.capabilities, [one.id for one in scenario.capabilities])
    chosen = np.ones(len(muster), dtype=np.bool_)
    if among.forces:
        chosen &= np.isin(muster.force, forces)
    if among.teams:
        chosen &= np.isin(muster.team, teams)
    if among.capabilities:
        chosen &= muster.skills[:, skills].any(axis=1)
    return chosen


def weights_of(weights: Sequence[Weight], muster: Muster, scenario: Scenario) -> NDArray[np.int64]:
    """Return the weight of each slot, the product of all that are about it, shape (slots,)."""
    product = np.ones(len(muster), dtype=np.int64)
    for one in weights:
        product[slots_among(one.among, muster, scenario)] *= one.weight
    return product


def first_about(amongs: Sequence[Among], muster: Muster, scenario: Scenario) -> NDArray[np.int64]:
    """Return the place of the first process that is about each slot, -1 for none, shape (slots,)."""
    first = np.full(len(muster), -1, dtype=np.int64)
    for place in reversed(range(len(amongs))):
        first[slots_among(amongs[place], muster, scenario)] = place
    return first


def _places(wanted: Collection[str], ids: Sequence[str]) -> list[int]:
    return [place for place, one in enumerate(ids) if one in wanted]
