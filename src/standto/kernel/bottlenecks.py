"""Bottlenecks: proofs of a gap that anybody can check by counting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from standto.kernel.bit_sets import bits, connected
from standto.kernel.parts import Part


class Bottleneck(NamedTuple):
    """Duties that together need more people than could do any of them.

    Attributes
    ----------
    criticality
        The bottleneck proves a gap of the duties up to this criticality.
    duties
        Indices of the duties, in order.
    required
        The number of places that the duties have.
    eligible
        The number of people and pool places that count and could fill any of those places.
    """

    criticality: int
    duties: tuple[int, ...]
    required: int
    eligible: int

    @property
    def short(self) -> int:
        """The number of places that stay unfilled."""
        return self.required - self.eligible


def split(part: Part, problem: int, criticality: int, proof: int) -> Iterator[Bottleneck]:
    """Split a proof, a bit mask over the part's duties, into bottlenecks that share no duty, person or pool place."""
    counts = part.counts[problem].tolist()
    required = part.required[problem].tolist()
    present = [(kind.duties, count) for kind, count in zip(part.kinds, counts, strict=True) if count]
    for piece in connected(proof, (mask for mask, _ in present)):
        yield Bottleneck(
            criticality,
            tuple(part.duties[duty] for duty in bits(piece)),
            sum(required[duty] for duty in bits(piece)),
            sum(count for mask, count in present if mask & piece),
        )
