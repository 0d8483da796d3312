"""Kinds of supply: which people and places are alike to every engine, span by span."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from standto.model.windows import SupplyClass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from standto.model.scenario import Force
    from standto.register.rules import Rules

Value = TypeVar("Value")
Ability = tuple[int, int]
"""``(force, duties)``: a force by its place in order, and the duties that its capabilities do, lawful or not."""


def duties_of(capabilities: int, duty_masks: Sequence[int]) -> int:
    """Return the duties that somebody with some capabilities can do, as a bit mask."""
    return sum(1 << place for place, mask in enumerate(duty_masks) if mask & capabilities)


class Classes:
    """The classes of some abilities under the law of each span, in order of force, then duties.

    Parameters
    ----------
    rules
        Whose powers say what each kind of force may do in a span.
    forces
        In order.
    abilities
        Those that anybody, or any pool, ever has.
    """

    def __init__(self, rules: Rules, forces: Sequence[Force], abilities: Iterable[Ability]) -> None:
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
        """Return a number for what each class does where some duties stand; -1 for nothing, as for no class."""
        effects: dict[SupplyClass, int] = {}
        table = np.full((len(self.kinds) + 1, len(masks)), -1, dtype=np.int32)
        for row, kind in enumerate(self.kinds):
            for column, mask in enumerate(masks):
                if kind.duties & mask:
                    table[row, column] = effects.setdefault(SupplyClass(kind.force, kind.duties & mask), len(effects))
        return table

    def of(self, abilities: Sequence[Ability]) -> NDArray[np.int32]:
        """Return the class of each ability in each span, shape (abilities, spans); -1 where it may do nothing."""
        numbers = [[self._number.get(kind, -1) for kind in self._kinds[ability]] for ability in abilities]
        under_laws = np.array(numbers, dtype=np.int32).reshape(len(numbers), self._laws)
        return under_laws[:, self._law]

    def effect(self, classes: NDArray[np.int32], spans: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return what a class does for the duties that stand in a span, as a number; -1 for nothing."""
        effects: NDArray[np.int32] = self._effects[classes, self._mask[spans]]
        return effects


def _distinct(values: Sequence[Value], key: Callable[[Value], int]) -> tuple[list[Value], NDArray[np.int64]]:
    """Return the values that differ by a key, and for each value which of them it is."""
    number: dict[int, int] = {}
    which = np.array([number.setdefault(key(value), len(number)) for value in values], dtype=np.int64)
    return [values[int(first)] for first in np.unique(which, return_index=True)[1]], which
