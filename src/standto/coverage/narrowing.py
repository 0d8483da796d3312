"""Cover narrowed to some duties and crews: all numbers stay as they are beside the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from standto.coverage.cover_facts import CoverFacts
from standto.coverage.witness import Witness
from standto.errors import OptionError
from standto.model.scenario import Scenario
from standto.scenario.name_likeness import meant_by_option
from standto.wording import check_text

AnyCover = TypeVar("AnyCover", bound=CoverFacts)


def narrowed(cover: AnyCover, only: Sequence[str]) -> AnyCover:
    """Return what a cover says about some duties and crews.

    Parameters
    ----------
    only
        The ids of duties and crews; a seat stands for its crew.

    Raises
    ------
    OptionError
        None is given, the scenario has no such duty, seat or crew, or the answer was narrowed to others before.
    """
    scenario = cover.scenario
    if not only:
        raise OptionError("duties: none is given; give the id of a duty, seat or crew, or of several")
    ids = frozenset(_whole(scenario, one) for one in only)
    if left_out := [one for one in only if not cover.tells_of(_whole(scenario, one))]:
        told = f"allowed: {', '.join(cover.only or ())}"
        raise OptionError(f"duties: {', '.join(left_out)}: left out of this answer, narrowed before; {told}")
    duties = [place for place, duty in enumerate(scenario.duties_in_order) if (duty.crew or duty.id) in ids]
    kept = np.isin(cover.places.duty, duties)
    wanted = set(duties)
    return replace(
        cover,
        places=cover.places._replace(
            row=cover.places.row[kept],
            duty=cover.places.duty[kept],
            required=cover.places.required[kept],
            gap=cover.places.gap[kept],
            filled=cover.places.filled[kept],
        ),
        bottlenecks=tuple(
            tuple(proof for proof in proofs if wanted.intersection(proof.duties)) for proofs in cover.bottlenecks
        ),
        assignments=None
        if cover.assignments is None
        else tuple(_of_witness(scenario, witness, ids) for witness in cover.assignments),
        only=tuple(one for one in (*scenario.duty, *(crew.id for crew in scenario.crews_in_order)) if one in ids),
    )


def _whole(scenario: Scenario, name: str) -> str:
    """Return the id of a duty or crew; of a seat, its crew's."""
    check_text(name, "duties", "the id of a duty, seat or crew")
    crews = [crew.id for crew in scenario.crews]
    if name in crews:
        return name
    duty = scenario.duty.get(name)
    if duty is None:
        known = (*scenario.duty, *crews)
        told = f"allowed: {', '.join(known)}{meant_by_option(name, known)}"
        raise OptionError(f"duties: {name!r} is not a duty, seat or crew of the scenario; {told}")
    return duty.crew or duty.id


def _of_witness(scenario: Scenario, witness: Witness, ids: frozenset[str]) -> Witness:
    """Return the lines of a witness for some duties and crews."""
    demands = np.array([(demand.crew or demand.id) in ids for demand in scenario.demands], dtype=np.bool_)
    kept = demands[witness.duty]
    return witness._replace(
        duty=witness.duty[kept],
        force=witness.force[kept],
        person=witness.person[kept],
        pool=witness.pool[kept],
        places=witness.places[kept],
    )
