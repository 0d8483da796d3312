"""Rows of lanes as the processor adds them: loads, sums and maxima of 32 whole numbers at a time.

A compiler that sees a loop over lanes has to prove first that two rows do not overlap, and gives up where there are
many rows. These operations say outright what is meant, in the vectors of LLVM. It splits a vector into the registers
of the processor, 1 with AVX-512 and 4 with SSE2 or NEON, with the same results.

Each operation takes flat arrays, and the index of the first lane of a row in them. Only compiled functions can call
it. Nothing checks the indices.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import extending
from numba.core import cgutils, types

LANES = 32
"""The number of lanes in a row: one 512-bit register of 16-bit numbers."""
_intrinsic: Any = extending.intrinsic
_struct_proxy: Any = cgutils.create_struct_proxy
_register: Any = cgutils.alloca_once_value
_Row = Any
"""A row of lanes, or the place of one, in LLVM."""
_Combine = Callable[[Any, _Row, _Row], _Row]


def _place(context: Any, builder: Any, of: Any, array: Any, index: Any) -> _Row:
    """Return the place of the row of an array that starts at an index."""
    width = context.get_value_type(of.dtype)
    start = builder.gep(_struct_proxy(of)(context, builder, value=array).data, [index])
    return builder.bitcast(start, ir.VectorType(width, LANES).as_pointer())


def _read(context: Any, builder: Any, of: Any, array: Any, index: Any) -> _Row:
    return builder.load(_place(context, builder, of, array, index), align=of.dtype.bitwidth // 8)


def _write(context: Any, builder: Any, row: _Row, of: Any, array: Any, index: Any) -> None:
    builder.store(row, _place(context, builder, of, array, index), align=of.dtype.bitwidth // 8)


def _index(number: int) -> Any:
    return ir.Constant(ir.IntType(32), number)


def _greater(builder: Any, one: _Row, other: _Row) -> _Row:
    return builder.select(builder.icmp_signed(">", one, other), one, other)


def _greatest(builder: Any, rows: list[_Row]) -> _Row:
    """Return the lane by lane maximum of some rows, by a tree."""
    while len(rows) > 1:
        pairs = zip(rows[: len(rows) // 2 * 2 : 2], rows[1::2], strict=True)
        rows = [_greater(builder, one, other) for one, other in pairs] + rows[len(rows) // 2 * 2 :]
    return rows[0]


def _summed(builder: Any, rows: list[_Row]) -> list[_Row]:
    """Return for each set of a few groups the sum of the rows of the sets that contain it."""
    rows = list(rows)
    half = 1
    while half < len(rows):
        # row(S) += row(S + {g}), for every S without group g
        for number in range(len(rows)):
            if not number & half:
                rows[number] = builder.add(rows[number], rows[number | half])
        half *= 2
    return rows


def _row_operation(combine: _Combine) -> Any:
    """Return the operation ``to[i : i + LANES] = combine(to[i : i + LANES], source[j : j + LANES])``."""

    @_intrinsic
    def operation(_typing: Any, to: Any, _i: Any, source: Any, _j: Any) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            one = _read(context, builder, to, *arguments[:2])
            other = _read(context, builder, source, *arguments[2:])
            _write(context, builder, combine(builder, one, other), to, *arguments[:2])
            return context.get_dummy_value()

        return types.void(to, types.intp, source, types.intp), generate

    return operation


add_row = _row_operation(lambda builder, one, other: builder.add(one, other))
take_row = _row_operation(lambda builder, one, other: builder.sub(one, other))
copy_row = _row_operation(lambda _builder, _one, other: other)


@_intrinsic
def fill_row(_typing: Any, to: Any, _i: Any, number: Any) -> Any:
    """Set every lane of a row to a number."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        width = context.get_value_type(to.dtype)
        narrow = context.cast(builder, arguments[2], signature.args[2], to.dtype)
        lone = builder.insert_element(ir.Constant(ir.VectorType(width, LANES), ir.Undefined), narrow, _index(0))
        everywhere = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
        _write(context, builder, builder.shuffle_vector(lone, lone, everywhere), to, *arguments[:2])
        return context.get_dummy_value()

    return types.void(to, types.intp, number), generate


def _fold(builder: Any, first: _Row, count: Any, combine: _Combine, nth: Callable[[Any], _Row]) -> _Row:
    """Return a row combined with `count` others, one after another, in a register."""
    total = _register(builder, first)
    with cgutils.for_range(builder, count) as loop:
        builder.store(combine(builder, builder.load(total), nth(loop.index)), total)
    return builder.load(total)


def _fold_operation(combine: _Combine) -> Any:
    """Return the operation that combines a row with `count` rows that lie side by side."""

    @_intrinsic
    def operation(_typing: Any, memory: Any, _to: Any, _row: Any, _count: Any) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            array, to, first, count = arguments

            def nth(number: Any) -> _Row:
                index = builder.add(first, builder.mul(number, ir.Constant(number.type, LANES)))
                return _read(context, builder, memory, array, index)

            row = _fold(builder, _read(context, builder, memory, array, to), count, combine, nth)
            _write(context, builder, row, memory, array, to)
            return context.get_dummy_value()

        return types.void(memory, types.intp, types.intp, types.intp), generate

    return operation


add_rows = _fold_operation(lambda builder, one, other: builder.add(one, other))
raise_rows = _fold_operation(_greater)


def _any(builder: Any, row: _Row) -> Any:
    """Return whether a row has a number other than 0."""
    lanes = builder.icmp_signed("!=", row, ir.Constant(row.type, [0] * LANES))
    return builder.icmp_unsigned("!=", builder.bitcast(lanes, ir.IntType(LANES)), ir.IntType(LANES)(0))


@_intrinsic
def any_in_row(_typing: Any, source: Any, _i: Any) -> Any:
    """Return whether a row has a number other than 0."""

    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return _any(builder, _read(context, builder, source, *arguments))

    return types.boolean(source, types.intp), generate


@_intrinsic
def any_of_kinds(_typing: Any, kind: Any, _start: Any, _until: Any, counts: Any, _lanes: Any, _lane: Any) -> Any:
    """Return whether anybody is of some kinds: in ``counts[kind[start:until], lane : lane + LANES]``."""

    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        kinds, start, until, numbers, lanes, lane = arguments
        places = _struct_proxy(kind)(context, builder, value=kinds).data

        def nth(number: Any) -> _Row:
            which = builder.load(builder.gep(places, [builder.add(start, number)]))
            return _read(context, builder, counts, numbers, builder.add(builder.mul(which, lanes), lane))

        nobody = ir.Constant(ir.VectorType(context.get_value_type(counts.dtype), LANES), [0] * LANES)
        rows = builder.sub(until, start)
        return _any(builder, _fold(builder, nobody, rows, lambda builder, one, other: builder.or_(one, other), nth))

    return types.boolean(kind, types.intp, types.intp, counts, types.intp, types.intp), generate


@_intrinsic
def gap_row(_typing: Any, memory: Any, _to: Any, _row: Any, _count: Any) -> Any:
    """Write the greatest of `count` rows that lie side by side, less the first of them."""

    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        array, to, first, count = arguments

        def nth(number: Any) -> _Row:
            index = builder.add(first, builder.mul(number, ir.Constant(number.type, LANES)))
            return _read(context, builder, memory, array, index)

        base = _read(context, builder, memory, array, first)
        row = builder.sub(_fold(builder, base, count, _greater, nth), base)
        _write(context, builder, row, memory, array, to)
        return context.get_dummy_value()

    return types.void(memory, types.intp, types.intp, types.intp), generate


def _few_rows(compute: Callable[[Any, list[_Row]], list[_Row]]) -> Any:
    """Return the operation that computes a few rows from four, and writes them in place of the first ones."""

    @_intrinsic
    def operation(_typing: Any, memory: Any, _one: Any, _two: Any, _three: Any, _four: Any) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            array, *places = arguments
            rows = [_read(context, builder, memory, array, place) for place in places]
            for place, row in zip(places, compute(builder, rows), strict=False):
                _write(context, builder, row, memory, array, place)
            return context.get_dummy_value()

        return types.void(memory, *[types.intp] * 4), generate

    return operation


def _use(builder: Any, rows: list[_Row]) -> list[_Row]:
    used, before, missing, _ = rows
    return [builder.add(used, builder.sub(before, missing)), missing]


def _duty_gap(builder: Any, rows: list[_Row]) -> list[_Row]:
    _, missing, top, base = rows
    together = _greater(builder, missing, builder.sub(top, base))
    return [builder.sub(together, missing), together]


use_row = _few_rows(_use)
"""The use of a tier: ``used += before - missing; before = missing``, the last row being of no use."""
duty_gap_row = _few_rows(_duty_gap)
"""The gap of a duty: ``gap = max(missing, top - base) - missing; missing += gap``."""


def _step(groups: int) -> Any:
    """Return the step of the transform that takes in a few groups: 2^groups rows, so far apart, in place."""

    @_intrinsic
    def step(_typing: Any, source: Any, _i: Any, to: Any, _j: Any, _apart: Any) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            start, first, end, last, between = arguments
            gaps = [builder.mul(between, ir.Constant(between.type, number)) for number in range(1 << groups)]
            rows = [_read(context, builder, source, start, builder.add(first, gap)) for gap in gaps]
            for gap, row in zip(gaps, _summed(builder, rows), strict=True):
                _write(context, builder, row, to, end, builder.add(last, gap))
            return context.get_dummy_value()

        return types.void(source, types.intp, to, types.intp, types.intp), generate

    return step


step_of_1, step_of_2, step_of_3, step_of_4 = (_step(groups) for groups in (1, 2, 3, 4))


@_intrinsic
def first_sets(_typing: Any, source: Any, _i: Any, to: Any, _j: Any) -> Any:
    """Take the last step of the transform for the sets of the first four groups, 16 rows side by side.

    Five rows are written: that of the empty set, and for each group the greatest of it and the sets whose last group
    that is.
    """

    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        array, first, found, place = arguments
        offsets = [ir.Constant(first.type, number * LANES) for number in range(16)]
        rows = [_read(context, builder, source, array, builder.add(first, offset)) for offset in offsets]
        rows = _summed(builder, rows)
        groups = [_greatest(builder, [rows[0], *rows[1 << group : 2 << group]]) for group in range(4)]
        for offset, row in zip(offsets[:5], [rows[0], *groups], strict=True):
            _write(context, builder, row, to, found, builder.add(place, offset))
        return context.get_dummy_value()

    return types.void(source, types.intp, to, types.intp), generate


@_intrinsic
def last_step(_typing: Any, source: Any, _i: Any, most: Any, _j: Any) -> Any:
    """Take the last step of the transform, for 16 rows side by side, and raise a row to the greatest of them."""

    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        array, first, best, place = arguments
        offsets = [ir.Constant(first.type, number * LANES) for number in range(16)]
        rows = [_read(context, builder, source, array, builder.add(first, offset)) for offset in offsets]
        row = _greatest(builder, [_read(context, builder, most, best, place), *_summed(builder, rows)])
        _write(context, builder, row, most, best, place)
        return context.get_dummy_value()

    return types.void(source, types.intp, most, types.intp), generate
