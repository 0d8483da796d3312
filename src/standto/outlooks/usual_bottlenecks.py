"""The usual bottleneck of an outlook: the duties that most often fail first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.outlooks.chances import Chance
from standto.outlooks.outlook_lines import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.outlooks.outlook_facts import OutlookFacts


@dataclass(frozen=True, slots=True)
class UsualBottleneck:
    """The set of duties that most often proves the first gap of the duties up to a criticality.

    Attributes
    ----------
    criticality
        The criticality, as text.
    duties
        The ids of the duties.
    chance
        Its share of the futures with a gap there.
    """

    criticality: str
    duties: tuple[str, ...]
    chance: Chance


def bottlenecks_in(facts: OutlookFacts) -> list[UsualBottleneck]:
    """Return the usual bottleneck of each criticality that is ever short; of two equally usual, the smaller mask."""
    tally, ids = facts.tally, [duty.id for duty in facts.scenario.duties_in_order]
    found = []
    for row, sets in zip(rows_of(tally, "criticality"), tally.bottlenecks, strict=True):
        total = sum(sets.values())
        if total:
            mask, count = min(sets.items(), key=lambda pair: (-pair[1], pair[0]))
            duties = tuple(bottleneck_duties(mask, ids))
            found.append(UsualBottleneck(tally.judged[row].id, duties, Chance(count, total)))
    return found


def bottleneck_duties(mask: int, duties: Sequence[str]) -> list[str]:
    """Return the duties of a bit mask over duties in order."""
    return [duty for place, duty in enumerate(duties) if mask >> place & 1]
