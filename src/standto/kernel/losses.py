"""What the loss of a number of people costs: bounds over every choice of them, for each problem of a part.

Let `short(S)` be what a set of duties S requires beyond the people who could do any of it, and `lost(S)` the number of
people who may go and could then do nothing of S any more. By Hall and Ore, the gap after the worst loss of k people is

    most(k) = max over sets S of  short(S) + min(k, lost(S)),

because a set loses min(k, lost(S)) people if they are chosen against it, and never more. With few groups of duties
every set is examined, and some people attain the bound. With many, for every share x between 0 and 1

    most(k) <= (1 - x) * k  +  max over sets S of  short(S) + x * lost(S),

and that maximum is the gap of a filling in which x of each person who may go has gone. The best x gives a bound that no
k people exceed; the sets found on the way, what some k people attain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.kernel.bit_sets import bits, mask_of
from standto.kernel.filling import Filling
from standto.kernel.parts import Part
from standto.kernel.transform import MOST_GROUPS, negative_eligible, required_by, width_of
from standto.model.windows import SupplyClass

STAYS = 0
"""The force of people who cannot go; people of every other force may."""


class Loss(NamedTuple):
    """The gap of a problem after the loss of 0, 1, 2 ... people, up to the number that makes no more difference.

    Attributes
    ----------
    most
        No loss of that many people leaves more places unfilled.
    found
        Some loss of that many leaves this number unfilled; the same as `most` where every set was examined.
    """

    most: NDArray[np.int64]
    found: NDArray[np.int64]


class SetOfDuties(NamedTuple):
    """A set of duties of a part, as a bit mask, with `short` and `lost` as in the module's formula."""

    duties: int
    short: int
    lost: int

    def after(self, number: int) -> int:
        """Return how short the set is after the loss of the people who matter most to it."""
        return self.short + min(number, self.lost)


class PartLosses:
    """The losses of a part.

    Parameters
    ----------
    kept
        For each force, the duties of the windows that its people can still do when they have gone, as a bit mask;
        people of the force `STAYS` never go.
    most
        The most people who go.
    most_groups
        The most groups of duties for which every set of them is examined.
    """

    def __init__(self, part: Part, kept: Sequence[int], most: int, most_groups: int = MOST_GROUPS) -> None:
        self._part, self._most = part, most
        place = {duty: own for own, duty in enumerate(part.duties)}
        inside = [mask_of(place[duty] for duty in bits(mask) if duty in place) for mask in kept]
        self.kept = [kind.duties if kind.force == STAYS else kind.duties & inside[kind.force] for kind in part.kinds]
        """The duties that each kind can still do when it has gone, as bit masks over the part's own."""
        self.loses = [number for number, kind in enumerate(part.kinds) if self.kept[number] != kind.duties]
        """The kinds that lose something by going."""
        self._group_of = self._groups()
        self._groups_number = max(self._group_of) + 1
        self.by_sets = self._groups_number <= most_groups

    def _groups(self) -> list[int]:
        """Return the group of each duty: the same kinds can do its duties, before they go and after."""
        numbers: dict[tuple[bool, ...], int] = {}
        found = []
        for duty in range(len(self._part.duties)):
            able = tuple(bool(mask >> duty & 1) for mask in (*(kind.duties for kind in self._part.kinds), *self.kept))
            found.append(numbers.setdefault(able, len(numbers)))
        return found

    def of(self, problem: int) -> Loss:
        """Return the loss of a problem."""
        if self.by_sets:
            short, lost = self._sets(problem)
            found = _envelope(short, lost, self._most)
            return Loss(found, found)
        return self._by_shares(problem)[0]

    def worst_set(self, problem: int, number: int) -> SetOfDuties:
        """Return the set that is shortest after the loss of some people: the fewest duties, then the first in order."""
        if not self.by_sets:
            return min(self._by_shares(problem)[1], key=lambda one: (-one.after(number), one.duties.bit_count()))
        short, lost = self._sets(problem)
        after = short + np.minimum(number, lost)
        best = np.flatnonzero(after == after.max())
        chosen = min(map(self._duties_of, best.tolist()), key=lambda duties: (duties.bit_count(), list(bits(duties))))
        return self._set(problem, chosen)

    def _sets(self, problem: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return `short` and `lost` of every set of groups, shape (2^groups,)."""
        part, groups, width = self._part, self._groups_number, width_of(self._part)
        required = np.zeros((1, groups), dtype=np.int64)
        for duty, group in enumerate(self._group_of):
            required[0, group] += part.required[problem, duty]
        counts, reach = part.counts[problem : problem + 1], [self._reach(kind.duties) for kind in part.kinds]
        # short(S) = required(S) - eligible(S);  lost(S) = eligible(S) before and after, of those who lose something
        short = required_by(required, groups, width) + negative_eligible(reach, counts, groups, width)
        ours = counts[:, self.loses]
        before = negative_eligible([reach[kind] for kind in self.loses], ours, groups, width)
        after = negative_eligible([self._reach(self.kept[kind]) for kind in self.loses], ours, groups, width)
        return short[:, 0].astype(np.int64), (after - before)[:, 0].astype(np.int64)

    def _reach(self, duties: int) -> int:
        return mask_of(self._group_of[duty] for duty in bits(duties))

    def _duties_of(self, groups: int) -> int:
        return mask_of(duty for duty, group in enumerate(self._group_of) if groups >> group & 1)

    def _set(self, problem: int, duties: int) -> SetOfDuties:
        part, counts = self._part, self._part.counts[problem].tolist()
        able = sum(count for kind, count in zip(part.kinds, counts, strict=True) if kind.duties & duties)
        lost = sum(
            counts[kind] for kind in self.loses if part.kinds[kind].duties & duties and not self.kept[kind] & duties
        )
        return SetOfDuties(duties, int(part.required[problem, list(bits(duties))].sum()) - able, lost)

    def _by_shares(self, problem: int) -> tuple[Loss, list[SetOfDuties]]:
        """Return bounds of a problem by shares of people who have gone, and the sets found with them."""
        found = {share: self._set(problem, self._deficient(problem, share)) for share in map(Fraction, (0, 1))}
        while (share := self._crossing(found)) not in found:
            found[share] = self._set(problem, self._deficient(problem, share))
        largest = min(self._most, int(self._part.counts[problem, self.loses].sum()))
        numbers = range(largest + 1)
        # line(x) = (1 - x) * k + max over S of (short(S) + x * lost(S)), and the gap is a whole number
        lines = [(share, one.short + share * one.lost) for share, one in found.items()]
        most = [min(int((1 - share) * number + value) for share, value in lines) for number in numbers]
        attained = [max(one.after(number) for one in found.values()) for number in numbers]
        return Loss(np.array(most, dtype=np.int64), np.array(attained, dtype=np.int64)), list(found.values())

    def _crossing(self, found: dict[Fraction, SetOfDuties]) -> Fraction:
        """Return the share at which the sets around the least bound cross; a share that was tried, if none is lower."""
        # bound(x) = (1 - x) * most + max over S of (short(S) + x * lost(S)) is convex; each S gives one of its slopes
        shares = sorted(found)
        least = min(shares, key=lambda share: (1 - share) * self._most + found[share].short + share * found[share].lost)
        slope = found[least].lost - self._most
        place = shares.index(least) + (1 if slope < 0 else -1)
        if slope == 0 or not 0 <= place < len(shares):
            return least
        one, other = found[least], found[shares[place]]
        return least if one.lost == other.lost else Fraction(other.short - one.short, one.lost - other.lost)

    def _deficient(self, problem: int, share: Fraction) -> int:
        """Return the smallest set that is shortest when a share of each person who may go has gone."""
        part, (gone, whole) = self._part, share.as_integer_ratio()
        counts = part.counts[problem].tolist()
        kinds = [*part.kinds, *(SupplyClass(STAYS, self.kept[kind]) for kind in self.loses)]
        scaled = [count * (whole - gone if number in self.loses else whole) for number, count in enumerate(counts)] + [
            counts[kind] * gone for kind in self.loses
        ]
        filling = Filling(kinds, scaled, [number * whole for number in part.required[problem].tolist()])
        filling.call_all()
        filling.grow(range(len(part.duties)))
        return filling.reached()


def _envelope(short: NDArray[np.int64], lost: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return max over S of short(S) + min(k, lost(S)) for each k from 0 to the number that makes no more difference."""
    never = np.iinfo(np.int64).min // 2
    best = np.full(int(lost.max(initial=0)) + 1, never, dtype=np.int64)
    np.maximum.at(best, lost, short)
    numbers = np.arange(len(best))
    # sets with lost(S) <= k are short by short(S) + lost(S), the others by short(S) + k
    within = np.maximum.accumulate(best + numbers)
    beyond = np.maximum.accumulate(best[::-1])[::-1] + numbers
    return np.maximum(within, beyond)[: most + 1]


def together(losses: Iterable[NDArray[np.int64]], most: int) -> NDArray[np.int64]:
    """Return the greatest sum of gaps of problems that share nobody, for each number of people who go."""
    total = np.zeros(1, dtype=np.int64)
    for loss in losses:
        total = _joined(total, loss, most)
    return total


def _joined(one: NDArray[np.int64], other: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return max over i + j = k of one(i) + other(j), for each k up to the number that makes no more difference."""
    few, many = sorted((one, other), key=len)
    size = min(len(few) + len(many) - 2, most) + 1
    joined = np.zeros(size, dtype=np.int64)
    for number, value in enumerate(few[:size].tolist()):
        end = min(number + len(many), size)
        np.maximum(joined[number:end], many[: end - number] + value, out=joined[number:end])
        # Beyond its end, a loss makes no more difference.
        np.maximum(joined[end:], many[-1] + value, out=joined[end:])
    return joined
