"""Classes of supply: people and places that are alike to every engine, span by span."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from standto.model.people import Force
from standto.model.windows import SupplyClass
from standto.register.abilities import Ability
from standto.register.rules import Rules

Value = TypeVar("Value")


class Classes:
    """The classes of some abilities under the law of each span, in order of force, then duties.

    Parameters
    ----------
    rules
        Their powers decide which duties each kind of force may do in each span.
    forces
        The forces in order.
    abilities
        The abilities of all people and pools.
    """

    def __init__(self, rules: Rules, forces: Sequence[Force], abilities: Iterable[Ability]) -> None:
        # laws[law[t]] is the law of span t, masks[mask[t]] are the duties that stand in it.
        laws, self._law = _distinct(rules.permitted, id)
        masks, self._mask = _distinct(rules.standing, int)
        self._laws = len(laws)
        self._kinds = {
            ability: [SupplyClass(ability[0], ability[1] & law[forces[ability[0]].kind]) for law in laws]
            for ability in set(abilities)
        }
        lawful = {kind for kinds in self._kinds.values() for kind in kinds if kind.duties}
        self.kinds: tuple[SupplyClass, ...] = tuple(sorted(lawful))
        self._number = {kind: number for number, kind in enumerate(self.kinds)}
        self._effects = self._effects_under(masks)

    def _effects_under(self, masks: Sequence[int]) -> NDArray[np.int32]:
        """Return the number of each class's effect on each set of standing duties; -1 for none or no class."""
        # table[c, m] numbers the pair (force of c, duties of c & mask m); the last row, of no class, stays -1.
        effects: dict[tuple[int, int], int] = {}
        table = np.full((len(self.kinds) + 1, len(masks)), -1, dtype=np.int32)
        turned = [mask ^ before for mask, before in pairwise([0, *masks])]
        for row, (force, duties) in enumerate(self.kinds):
            number, numbers = -1, []
            for mask, change in zip(masks, turned, strict=True):
                # Where no duty of the class starts or ceases to stand, its effect is that of the mask before.
                if duties & change:
                    number = effects.setdefault((force, duties & mask), len(effects)) if duties & mask else -1
                numbers.append(number)
            table[row] = numbers
        return table

    def of(self, abilities: Sequence[Ability]) -> NDArray[np.int32]:
        """Return the class of each ability in each span, shape (abilities, spans); -1 if it may do no duty."""
        numbers = [[self._number.get(kind, -1) for kind in self._kinds[ability]] for ability in abilities]
        # under_laws[a, l] = class of ability a under law l; the class in span t is that under law[t].
        under_laws = np.array(numbers, dtype=np.int32).reshape(len(numbers), self._laws)
        return under_laws[:, self._law]

    def effect(self, classes: NDArray[np.int32], spans: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the number of a class's effect on the duties that stand in a span; -1 for none.

        Two classes have the same effect if they are of one force and can do the same of these duties.
        """
        effects: NDArray[np.int32] = self._effects[classes, self._mask[spans]]
        return effects


def _distinct(values: Sequence[Value], key: Callable[[Value], int]) -> tuple[list[Value], NDArray[np.int64]]:
    """Return the values with different keys, and the index of each value's equal among them."""
    number: dict[int, int] = {}
    which = np.array([number.setdefault(key(value), len(number)) for value in values], dtype=np.int64)
    return [values[int(first)] for first in np.unique(which, return_index=True)[1]], which
