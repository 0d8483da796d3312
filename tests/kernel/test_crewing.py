"""The state of each crew against brute force, and in ways that must agree."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings

from standto.kernel import crewing
from standto.kernel.answers import answers_for
from standto.kernel.cells import cells_of
from standto.kernel.crew_order import proofs_of
from standto.kernel.crewing import NOT_STANDING, OFF, Seating, crewing_of
from standto.kernel.gaps import gaps_by_cells, gaps_by_paths, gaps_by_transform
from standto.kernel.parts import parts_of
from standto.kernel.queries import gaps_in
from standto.model.windows import SupplyClass, Windows
from tests.kernel import brute
from tests.kernel.crews_by_hand import PlainWindow, crewed_worlds, random_crews
from tests.kernel.worlds import windows_of


@pytest.fixture(params=["sets", "cells", "paths"], scope="module")
def most_groups(request):
    """Return the most groups for sets; by sets alone, by cells wherever there are any, and by paths alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crewing, "cells_of", partial(cells_of, few=0 if request.param == "cells" else 99))
        yield -1 if request.param == "paths" else 14


def check(windows, crews, most_groups):
    found = crewing_of(windows, crews, most_groups=most_groups)
    seats = {column for crew in crews for column in crew.columns}
    for row, required in enumerate(windows.required.tolist()):
        state, filled = PlainWindow(windows, row, crews).answer()
        expected = [state.get(crew, NOT_STANDING) for crew in range(len(crews))]
        expected = [OFF if own is None else own for own in expected]
        assert found.state[row].tolist() == expected
        taken = [crew.states[own] for crew, own in zip(crews, expected, strict=True) if own >= 0]
        sits = {column for seats_taken in taken for column in seats_taken}
        assert np.maximum(found.taken[row], 0).tolist() == [
            (required[column] if column in sits else 0) if column in seats else filled[column]
            for column in range(len(required))
        ]


@settings(max_examples=700, deadline=None)
@given(world=crewed_worlds())
def test_every_state_is_that_of_the_order_taken_literally(world, most_groups):
    check(*world, most_groups)


@settings(max_examples=200, deadline=None)
@given(world=crewed_worlds(turns=6, kinds=4, skills=3, windows=1))
def test_every_state_is_that_of_the_order_with_more_crews(world, most_groups):
    check(*world, most_groups)


@settings(max_examples=250, deadline=None)
@given(world=crewed_worlds(forces=3))
def test_forces_share_what_was_taken_as_they_share_duties(world, most_groups):
    found = crewing_of(*world, most_groups=most_groups).answers
    assert found.filled().tolist() == answers_for(found.windows).filled().tolist()
    assert not gaps_in(found.windows).any()


@settings(max_examples=200, deadline=None)
@given(world=crewed_worlds())
def test_all_is_at_needs_exactly_where_duties_and_needed_seats_have_no_gap(world):
    windows, crews = world
    found = crewing_of(windows, crews)
    needed = [column for crew in crews for column in crew.states[crew.needs]]
    seats = [column for crew in crews for column in crew.columns]
    asked = windows.required.copy()
    asked[:, [column for column in seats if column not in needed]] = -1
    plain = replace(windows, required=asked)
    states = [
        [own == NOT_STANDING or 0 <= own <= crew.needs for own, crew in zip(row, crews, strict=True)]
        for row in found.state.tolist()
    ]
    duties = [column for column in range(asked.shape[1]) if column not in seats]
    short = (windows.required[:, duties] > found.taken[:, duties]).any(axis=1)
    assert [all(row) and not gap for row, gap in zip(states, short.tolist(), strict=True)] == (
        ~gaps_in(plain).any(axis=1)
    ).tolist()


@settings(max_examples=200, deadline=None)
@given(world=crewed_worlds(windows=1))
def test_the_proof_that_a_crew_is_below_needs_is_the_smallest_set_with_the_most_missing(world):
    windows, crews = world
    found = crewing_of(windows, crews)
    for crew, state in enumerate(found.state[0].tolist()):
        if state == OFF or state > crews[crew].needs:
            asked, first = [0] * windows.required.shape[1], min(crews[crew].columns)
            before = PlainWindow(windows, 0, crews)
            before.needs_come_first()
            for duty, count in before.filled.items():
                asked[duty] = count if duty < first else 0
            for other, own in before.state.items():
                for seat in (
                    crews[other].states[crews[other].needs]
                    if other == crew or (other < crew and own is not None)
                    else ()
                ):
                    asked[seat] = int(windows.required[0, seat])
            # Brute force looks at every set of duties, so it gets those alone that have places.
            columns = [column for column, places in enumerate(asked) if places]
            plain = windows_of(
                [
                    (force, sum(1 << place for place, column in enumerate(columns) if mask >> column & 1))
                    for force, mask in windows.classes
                ],
                windows.counts,
                [[asked[column] for column in columns]],
                [1] * len(columns),
                windows.forces,
            )
            proofs = [
                (1, tuple(columns[place] for place in duties), *numbers)
                for _, duties, *numbers in brute.bottlenecks(plain, 0)
            ]
            assert [tuple(one) for one in proofs_of(found, np.array([0]), crew)[0]] == proofs


@settings(max_examples=200, deadline=None)
@given(world=crewed_worlds())
def test_a_duty_as_a_crew_of_one_seat_is_taken_whole_or_not_at_all(world):
    windows, crews = world
    seats = {column for crew in crews for column in crew.columns}
    duty = next((column for column in range(windows.required.shape[1]) if column not in seats), None)
    if duty is None or not (windows.required[:, duty] > 0).all():
        return
    plain = crewing_of(windows, crews)
    place = sum(min(crew.columns) < duty for crew in crews)
    one = crewing_of(windows, [*crews[:place], Seating(((duty,),), 0), *crews[place:]])
    whole = plain.taken[:, duty] == windows.required[:, duty]
    assert (one.state[:, place] == 0).tolist() == whole.tolist()
    others = [number for number in range(one.state.shape[1]) if number != place]
    assert one.state[whole][:, others].tolist() == plain.state[whole].tolist()


@pytest.mark.parametrize("bound", [0, 60])
def test_sets_cells_and_paths_give_the_same_answers(bound, monkeypatch):
    windows, crews = random_crews(5, crews=20, duties=4, windows=12, people=6, bound=bound)
    one = crewing_of(windows, crews)
    other = crewing_of(windows, crews, most_groups=-1)
    monkeypatch.setattr(crewing, "cells_of", partial(cells_of, few=0))
    third = crewing_of(windows, crews)
    for found in (other, third):
        assert found.state.tolist() == one.state.tolist()
        assert found.taken.tolist() == one.taken.tolist()
        assert found.answers.filled().tolist() == one.answers.filled().tolist()


def test_a_crew_that_is_off_lets_its_people_go_to_lesser_duties():
    # Two people: a crew of three takes none of them, so the duty after it has both.
    windows = windows_of([(0, 0b11)], [[2]], [[3, 2]], [1, 2])
    found = crewing_of(windows, [Seating(((0,),), 0)])
    assert (found.state.tolist(), found.taken.tolist()) == ([[OFF]], [[0, 2]])


def test_needs_come_before_rescue_and_rescue_before_the_best():
    # Five people. The first crew needs 2 of 4, the second 4 or else 1: two, none; then one; then two more is too many.
    crews = [Seating(((0,), (1,)), 1), Seating(((2,), (3,)), 0)]
    windows = windows_of([(0, 0b1111)], [[4], [5]], [[4, 2, 4, 1], [4, 2, 4, 1]], [1, 1, 1, 1])
    found = crewing_of(windows, crews)
    assert found.state.tolist() == [[1, 1], [0, 1]]


def in_thirds(windows):
    """Return windows whose duties have three criticalities."""
    size = len(windows.criticalities)
    return replace(windows, criticalities=tuple(1 + 3 * place // size for place in range(size)))


@settings(max_examples=300, deadline=None)
@given(world=crewed_worlds(turns=5, forces=2))
def test_gaps_and_proofs_by_cells_are_those_by_every_set(world):
    for part in parts_of(in_thirds(world[0])):
        cells = cells_of(part, few=0)
        one, other = gaps_by_transform(part), gaps_by_cells(part, cells)
        assert (one.together.tolist(), one.proofs) == (other.together.tolist(), other.proofs)


@pytest.mark.parametrize("bound", [60, 120])
def test_gaps_and_proofs_by_cells_are_those_by_paths_where_groups_are_many(bound):
    windows, _ = random_crews(7, crews=15, duties=4, windows=10, people=3, bound=bound)
    (part,) = parts_of(in_thirds(windows))
    cells = cells_of(part)
    assert (cells.groups <= 14, part.groups > 14, bool(cells.cells)) == (True, True, True)
    one, other = gaps_by_paths(part), gaps_by_cells(part, cells)
    assert (one.together.tolist(), one.proofs) == (other.together.tolist(), other.proofs)


def test_thirty_duties_with_people_of_their_own_and_people_for_all_but_one_are_solved_by_paths():
    duties = 30
    every = (1 << duties) - 1
    classes = sorted(SupplyClass(0, mask) for duty in range(duties) for mask in (1 << duty, every & ~(1 << duty)))
    windows = Windows(
        starts=np.array([0]),
        untils=np.array([1]),
        classes=tuple(classes),
        counts=np.ones((1, len(classes)), dtype=np.int64),
        required=np.full((1, duties), 3, dtype=np.int64),
        criticalities=(1,) * duties,
        forces=1,
    )
    (part,) = parts_of(windows)
    assert (cells_of(part).groups, cells_of(part).cells) == (duties, ())
    answers = answers_for(windows)
    ((proof,),) = answers.bottlenecks()
    assert (answers.gap().sum(), proof.required, proof.eligible) == (30, 90, 60)
    crewing = crewing_of(windows, [Seating(((duty,),), 0) for duty in range(duties)])
    # Each crew takes its own person and two of the thirty others, so that fifteen crews go out.
    assert crewing.state.tolist() == [[0] * 15 + [OFF] * 15]
