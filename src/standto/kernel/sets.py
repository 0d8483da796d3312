"""What each set of duty groups lacks, and which sets the going of home people can break."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standto.kernel.transform import by_group, negative_eligible, required_by, width_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from standto.kernel.parts import Part
    from standto.kernel.transform import Numbers


class Sets(NamedTuple):
    """Every set of duty groups of some problems.

    Attributes
    ----------
    short
        How many more each set requires than could do any of it, negative where there are some to spare, shape
        (2^groups, problems).
    breakable
        Whether a set requires more than the people from outside who could do any of it, same shape.
    """

    short: Numbers
    breakable: NDArray[np.bool_]


def sets_of(part: Part, rows: slice) -> Sets:
    """Return every set of duty groups of some problems of a part."""
    width, home = width_of(part), part.home_kinds
    counts = part.counts[rows]
    short = required_by(by_group(part, rows), part.groups, width)
    short += negative_eligible(part.reach[home:], counts[:, home:], part.groups, width)
    breakable = short > 0
    short += negative_eligible(part.reach[:home], counts[:, :home], part.groups, width)
    return Sets(short, breakable)
