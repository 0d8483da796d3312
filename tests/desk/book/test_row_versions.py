"""The versions of a row against plain code: every moment, as known at every moment, from the entries alone."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from standto.model.time import FOREVER, HOUR
from standto_desk.book.row_versions import RowHistory, RowVersion, histories_of
from standto_desk.ledger.drafts import ENDED
from standto_desk.ledger.reading import entries
from tests.desk.book.written import row, write

START = 1_695_000_000_000_000
HOURS = st.integers(0, 12)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["duties", "authorisations", "seats"]),
        st.sampled_from(["a", "b"]),
        st.booleans(),
        HOURS,
        st.integers(1, 4),
    ),
    max_size=10,
)


def versions(made):
    """Random versions, each known an hour after the one before; the same hour may come twice."""
    for place, (_, key, is_end, hour, strength) in enumerate(made, start=1):
        cells = None if is_end else ("one", key, str(strength))
        yield RowVersion(place, "one", key, START + hour * HOUR, START + place * HOUR, cells, "tests", "", False)


def in_force(rows, at, known_at, table):
    """Go through the versions in the order of time, as somebody with a pencil would."""
    standing = []
    for one in sorted(rows, key=lambda row: (row.occurred, row.sequence)):
        if one.known > known_at or one.occurred > at:
            continue
        if one.cells is None:
            standing.clear()
        elif table == "authorisations":
            standing.append(one.sequence)
        else:
            standing[:] = [one.sequence]
    return standing


@settings(max_examples=150)
@given(CHANGES, HOURS, st.integers(0, 11), st.sampled_from(["duties", "authorisations"]))
def test_what_is_in_force_at_a_moment_as_known_at_another_is_what_a_pencil_finds(made, hour, known, table):
    rows = list(versions(made))
    history = RowHistory(table, "one", "a", tuple(rows)).known_at(START + known * HOUR)
    found = [one.sequence for one in history.in_force(START + hour * HOUR)]
    assert found == in_force(rows, START + hour * HOUR, START + known * HOUR, table)


@settings(max_examples=150)
@given(CHANGES, st.sampled_from(["duties", "authorisations"]))
def test_a_version_is_in_force_in_its_span_and_at_no_other_time(made, table):
    rows = list(versions(made))
    history = RowHistory(table, "one", "a", tuple(rows))
    for one in rows:
        if one.cells is not None:
            span = history.span(one)
            times = {hour for hour in range(14) if one in history.in_force(START + hour * HOUR)}
            assert times == {hour for hour in range(14) if span and span.start <= START + hour * HOUR < span.until}
            assert span is None or span.until == FOREVER or span.until <= START + 12 * HOUR


@given(CHANGES)
def test_a_version_takes_the_place_of_what_was_in_force_then_as_known_before_it(made):
    rows = list(versions(made))
    history = RowHistory("duties", "one", "a", tuple(rows))
    for one in rows:
        before = in_force([each for each in rows if each.sequence < one.sequence], one.occurred, one.known, "duties")
        assert [getattr(history.before(one), "sequence", None)] == (before or [None])


SEATS = st.tuples(st.just("seats"), st.sampled_from(["", "full/helm", "full/hand"]))
TICKETS = st.tuples(st.just("authorisations"), st.sampled_from(["afo", "mechanic"]))
DUTIES = st.tuples(st.just("duties"), st.just(""))
ROWS = st.lists(
    st.tuples(st.one_of(SEATS, TICKETS, DUTIES), st.booleans(), HOURS, HOURS, st.integers(1, 4)), max_size=12
)


def written_row(change):
    """The columns of one random row; of seats, an end with a blank key ends all of the crew."""
    (table, key), is_end, occurred, known, strength = change
    when = {"occurred": START + occurred * HOUR, "known": START + known * HOUR}
    if table == "seats":
        cells = dict(zip(("state", "seat"), key.split("/"), strict=True)) if key else {}
        is_end = is_end or not key
    else:
        cells = {}
    made = row(table, "one", cells if is_end else {**cells, "strength": str(strength)}, **when)
    if table == "authorisations":
        made["capability"] = key
    if is_end:
        made["step"] = ENDED
    return made


def pencilled(table, at, known_at):
    """Return the number of each entry in force, read from the entries alone, one after the other in order of time."""
    standing = {}
    known = [one for one in entries() if one.kind == table and one.known <= known_at and one.occurred <= at]
    for one in sorted(known, key=lambda one: (one.occurred, one.sequence)):
        cells = json.loads(one.body) if one.body else {}
        key = one.capability or (cells.get("state", ""), cells.get("seat", ""))
        if one.step == ENDED and key == ("", ""):
            standing.clear()
        elif one.step == ENDED:
            standing.pop(key, None)
        elif table == "authorisations":
            standing.setdefault(key, []).append(one.sequence)
        else:
            standing[key] = [one.sequence]
    return sorted(number for numbers in standing.values() for number in numbers)


def check_histories(made, hour, known):
    write([written_row(change) for change in made])
    at, known_at = START + hour * HOUR, START + known * HOUR
    for table in ("duties", "authorisations", "seats"):
        histories = [one.known_at(known_at) for one in histories_of(table, "one")]
        found = [one.sequence for history in histories for one in history.in_force(at)]
        assert sorted(found) == pencilled(table, at, known_at)


@settings(max_examples=40)
@given(ROWS, HOURS, HOURS)
def test_every_row_of_a_ledger_is_in_force_when_its_entries_say(new_desk, made, hour, known):
    new_desk()
    check_histories(made, hour, known)


def test_both_databases_give_the_same_histories(database):
    made = [
        (("duties", ""), False, 2, 1, 3),
        (("duties", ""), False, 1, 4, 2),
        (("seats", "full/helm"), False, 0, 0, 1),
        (("seats", "full/hand"), False, 0, 0, 2),
        (("seats", ""), True, 5, 5, 1),
        (("authorisations", "afo"), False, 0, 0, 1),
        (("authorisations", "afo"), False, 3, 3, 1),
        (("authorisations", "afo"), True, 9, 3, 1),
    ]
    check_histories(made, 4, 4)
    told = [
        (history.table, history.key, [(one.sequence, one.known, one.account) for one in history.versions])
        for table in ("duties", "seats", "authorisations")
        for history in histories_of(table, "one")
    ]
    hours = [1, 4, 0, 0, 5, 0, 3, 3]
    known = {place: (place, START + hour * HOUR, "tests") for place, hour in enumerate(hours, start=1)}
    assert told == [
        ("duties", "", [known[1], known[2]]),
        ("seats", "full\nhelm", [known[3], known[5]]),
        ("seats", "full\nhand", [known[4], known[5]]),
        ("authorisations", "afo", [known[6], known[7], known[8]]),
    ]
