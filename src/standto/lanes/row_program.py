"""Programs of operations on rows of lanes: instructions that are written once and followed for every vector of lanes.

Which rows are added to which is known before any future is. So it is said once, in an array of instructions. Compiled
code follows them, and decides nothing but whether to jump where nobody is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

ADD, TAKE, COPY, USE, DUTY, CLEAR, SUM, GAP, RAISE, ADD_WITHIN, STEP, FIRST, LAST, SUPPLY, IF_NOBODY, IF_NONE, JUMP = (
    range(17)
)
"""Operations, with up to four numbers each. Rows are numbered; a set is a bit mask of groups; (row, S) is row + S.

========== ======================= ================================================================================
ADD        to, row                 to += row
TAKE       to, row                 to -= row
COPY       to, row                 to = row
USE        to, before, row         to += before - row; before = row
DUTY       to, row, top, base      to = max(row, top - base) - row; row += to
CLEAR      to, n                   set n rows to 0
SUM        to, row, n              to += each of n rows
GAP        to, row, n              to = the most of n rows, less the first of them
RAISE      to, row, bit, n         to = max(to, (row, S)) over the sets S below n with the group of the bit
ADD_WITHIN to, row, bit, n         (to, S) += row for the sets S below n with the group of the bit
STEP       to, row, d, k           for d neighbours from `row` on: sum the 2^k rows that lie d apart, into `to`
FIRST      to, row                 sum 16 rows over the first four groups; into five rows: the first sum, and for each
                                   group the most of that and the sums of the sets whose last group it is
LAST       to, row, n              sum n rows over the first four groups, 16 by 16; to = max(to, each sum)
SUPPLY     from, until             add the kinds of supply from one place of the list to another to their leaves
IF_NOBODY  from, until, at         go on at an instruction if none of those kinds is there in any lane
IF_NONE    row, at                 go on at an instruction if a row is 0 in every lane
JUMP       at                      go on at an instruction
========== ======================= ================================================================================
"""
RADIX = 4
"""The most groups that one step takes in: its 16 rows stay in registers."""
_TARGET = {IF_NOBODY: 3, IF_NONE: 2, JUMP: 1}
"""Where a jump says at which instruction it goes on."""

Instruction = list[int]


class RowProgram:
    """A program that is being written."""

    def __init__(self) -> None:
        self._instructions: list[Instruction] = []

    def add(self, operation: int, *numbers: int) -> Instruction:
        """Add an instruction, and return it, so that a jump can be told later where to go on."""
        instruction = [operation, *numbers, *[0] * (4 - len(numbers))]
        self._instructions.append(instruction)
        return instruction

    def land(self, jumps: Sequence[Instruction]) -> None:
        """Make some jumps go on at the next instruction."""
        for jump in jumps:
            jump[_TARGET[jump[0]]] = len(self._instructions)

    def summed_blocks(self, leaves: int, sets: int, groups: int) -> Iterator[tuple[int, int, int]]:
        """Sum the leaves over all groups but the first four, block by block.

        Yields
        ------
            The first set of a block, the end of its sets, and the row in which the first is. The steps for the block
            have been added, and those for the next have not: the block is still in cache.
        """
        if groups <= RADIX:
            yield 0, 1 << groups, leaves
            return
        taken = (groups - RADIX) % RADIX or RADIX
        apart = 1 << (groups - taken)
        self.add(STEP, sets, leaves, apart, taken)
        if groups - taken <= RADIX:
            yield 0, 1 << groups, sets
            return
        for block in range(0, 1 << groups, apart):
            for first, end, row in self.summed_blocks(sets + block, sets + block, groups - taken):
                yield block + first, block + end, row

    def array(self) -> NDArray[np.int64]:
        """Return the instructions, shape (instructions, 5)."""
        return np.array(self._instructions, dtype=np.int64).reshape(-1, 5)
