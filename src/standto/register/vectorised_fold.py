"""Fold many people's events into standings, using arrays: the same result as `fold_person` for each of them.

Each event and each ticket of a table is an *assertion*: from `start` until `until` it says yes or no about one field of
one person, for the capabilities in `bits`. Assertions about the same person, field and capabilities share a *channel*.
In a channel the latest live assertion decides; without one, the field has its usual value. Three kinds need care:

- The tickets of a table are the first assertions of their channel, so that any event takes precedence.
- An absence ends, at the latest, with the next `available`.
- An event about willingness or authority names one capability, or none and means all. Each capability that a person's
  events name has a channel, which repeats the events that mean all; one more channel holds the other capabilities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standto.model.event import Event
from standto.model.time import BEGINNING, FOREVER, Period
from standto.register.person_fold import ABSENT, AUTHORITY, CALLED, CURRENT, SAYS, WILLING, called_of, on_call_value
from standto.register.standing import Skills, Standing

Ints = NDArray[np.int64]

MOST_EVENTS = 12
"""The most events of one person: every assertion of a channel is compared with every moment of it."""
MOST_CAPABILITIES = 62
"""The most capabilities and sets of `Skills.joint`: they are the bits of an int64."""

_FIELD = {"ticket": CURRENT, "authority": AUTHORITY, "willing": WILLING, "on-duty": CALLED, "leave": ABSENT}
_BY_PATTERN = 2
"""The value of `CALLED` for a person who is neither called in, stood off nor on call (`on_call_value`)."""
_SAYS = {kind: (_FIELD[line], yes) for kind, (line, yes) in SAYS.items() if yes is not None}
_USUAL = np.array([0, 1, 1, _BY_PATTERN, 0], dtype=np.int64)
"""The value of each field without a live assertion."""


class PersonHistory(NamedTuple):
    """The tickets and events of one person; see the parameters of `fold_person`."""

    force: int
    team: int
    tickets: Mapping[str, Sequence[Period]]
    events: Sequence[Event]


class FoldedPeople(NamedTuple):
    """The standings of people over time; arrays of one length, by person and time.

    Attributes
    ----------
    member, at, standing
        Person `member` has the standing `standings[standing]` from `at` until their next row; their first row is at
        `BEGINNING`.
    standings
        Each standing once, in order of first use.
    """

    member: Ints
    at: Ints
    standing: Ints
    standings: list[Standing]


class _Assertions(NamedTuple):
    """Assertions, each after those over which it takes precedence; `bits` is 0 for all capabilities or for none.

    `yes` is 0 or 1, or the value of `CALLED` on call.
    """

    owner: Ints
    field: Ints
    bits: Ints
    start: Ints
    until: Ints
    yes: Ints

    def where(self, chosen: NDArray[np.bool_] | Ints) -> _Assertions:
        """Return the chosen assertions."""
        return _Assertions(*(column[chosen] for column in self))

    def and_then(self, others: _Assertions) -> _Assertions:
        """Return these assertions and others after them."""
        return _Assertions(*(np.concatenate(pair) for pair in zip(self, others, strict=True)))


class _Changes(NamedTuple):
    """New values of fields: the owner's from `at` on, for the capabilities in `bits`."""

    owner: Ints
    field: Ints
    bits: Ints
    at: Ints
    value: Ints


def fold_people(skills: Skills, members: Sequence[PersonHistory]) -> FoldedPeople:
    """Return the standings of at least one person over time, as `fold_person` gives them.

    The skills have at most `MOST_CAPABILITIES` bits, and each person should have at most `MOST_EVENTS` events.
    """
    assertions = _event_assertions(skills, members)
    absences = _absences(assertions.where(assertions.field == ABSENT))
    assertions = (
        _ticket_assertions(skills, members).and_then(assertions.where(assertions.field != ABSENT)).and_then(absences)
    )
    return _standings(skills, members, _changes(_in_channels(skills, assertions)))


def _event_assertions(skills: Skills, members: Sequence[PersonHistory]) -> _Assertions:
    """Return the events as assertions, person by person."""
    events = [event for member in members for event in member.events]
    says = [_SAYS.get(event.kind) or (CALLED, on_call_value(event)) for event in events]
    bit = {**skills.bit, "": 0}
    return _Assertions(
        np.repeat(np.arange(len(members)), [len(member.events) for member in members]),
        np.array([field for field, _ in says], dtype=np.int64),
        np.array([bit[event.capability] for event in events], dtype=np.int64),
        np.array([event.occurred for event in events], dtype=np.int64),
        np.array([event.until for event in events], dtype=np.int64),
        np.array([yes for _, yes in says], dtype=np.int64),
    )


def _ticket_assertions(skills: Skills, members: Sequence[PersonHistory]) -> _Assertions:
    rows = [
        (owner, CURRENT, skills.bit[capability], period.start, period.until, 1)
        for owner, member in enumerate(members)
        for capability, periods in member.tickets.items()
        for period in periods
    ]
    return _Assertions(*np.array(rows, dtype=np.int64).reshape(-1, 6).T)


def _absences(leave: _Assertions) -> _Assertions:
    """Return each `unavailable` as an assertion that ends with the person's next `available`, if not before."""
    count = len(leave.owner)
    # following[i] = min{j > i : assertion j is an `available`}, or `count` if there is none. The running minimum starts
    # from the back; dropping its first element turns j >= i into j > i.
    back = np.append(np.where(leave.yes == 1, np.arange(count), count), count)
    following = np.minimum.accumulate(back[::-1])[::-1][1:]
    start, owner = np.append(leave.start, FOREVER), np.append(leave.owner, -1)
    # until[i] = min(until[i], start[following[i]]), if assertion following[i] is of the same person.
    until = np.where(owner[following] == leave.owner, start[following], FOREVER)
    away = leave._replace(bits=np.zeros_like(leave.bits), until=np.minimum(leave.until, until))
    return away._replace(yes=np.ones_like(leave.yes)).where(leave.yes == 0)


def _in_channels(skills: Skills, assertions: _Assertions) -> _Assertions:
    """Return the assertions of each channel, in order within it, with the capabilities of the channel as their bits."""
    relevant = assertions.bits & skills.relevant
    scoped = (assertions.field == WILLING) | (assertions.field == AUTHORITY)
    tickets = assertions._replace(bits=relevant).where((assertions.field == CURRENT) & (relevant != 0))
    plain = assertions._replace(bits=np.zeros_like(assertions.bits)).where(
        (assertions.field == CALLED) | (assertions.field == ABSENT)
    )
    return tickets.and_then(plain).and_then(_by_capability(skills, assertions.where(scoped)))


def _by_capability(skills: Skills, assertions: _Assertions) -> _Assertions:
    """Return the assertions about willingness and authority; each channel of a line repeats those that mean all."""
    # line = (owner, field) as one number; pairs = the distinct (line, capability) that assertions name.
    line = assertions.owner * (ABSENT + 1) + assertions.field
    named = assertions.bits != 0
    pairs = np.unique(np.stack([line[named], assertions.bits[named]], axis=1), axis=0)
    # blank = the assertions that mean all, by line; those of pair p are blank[first[p]:last[p]].
    blank = np.flatnonzero(~named)
    blank = blank[np.argsort(line[blank], kind="stable")]
    first, last = (np.searchsorted(line[blank], pairs[:, 0], side=side) for side in ("left", "right"))
    # again = the concatenation of blank[first[p]:last[p]] over all pairs p: element k of pair p is blank[first[p] + k].
    times = last - first
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    again = blank[np.repeat(first, times) + within]
    for_each = assertions.where(again)._replace(bits=np.repeat(pairs[:, 1], times))
    others = assertions._replace(bits=skills.everything & ~_named_in_line(line, pairs)).where(~named)
    # Restore the order of the assertions from which each was made.
    order = np.concatenate([np.flatnonzero(~named), again, np.flatnonzero(named)])
    return others.and_then(for_each).and_then(assertions.where(named)).where(np.argsort(order, kind="stable"))


def _named_in_line(line: Ints, pairs: Ints) -> Ints:
    """Return the union of the capabilities that the line of each assertion names, as a bit mask."""
    lines, starts = np.unique(pairs[:, 0], return_index=True)
    if not len(lines):
        return np.zeros(len(line), dtype=np.int64)
    # masks[l] = OR of the capabilities of line l; lines[at[i]] = line[i] if that line names any capability.
    masks = np.bitwise_or.reduceat(pairs[:, 1], starts)
    at = np.minimum(np.searchsorted(lines, line), len(lines) - 1)
    return np.where(lines[at] == line, masks[at], 0)


def _changes(assertions: _Assertions) -> _Changes:
    """Return the value of each channel at each instant at which one of its assertions starts or ends."""
    assertions = assertions.where(np.lexsort((assertions.bits, assertions.field, assertions.owner)))
    count = len(assertions.owner)
    # Channel c holds the assertions begins[c], ..., begins[c] + size[c] - 1; channel[i] is the channel of assertion i.
    key = np.stack([assertions.owner, assertions.field, assertions.bits])
    begins = np.flatnonzero(np.r_[True, (key[:, 1:] != key[:, :-1]).any(axis=0)][:count])
    size = np.diff(np.r_[begins, count])
    channel = np.repeat(np.arange(len(begins)), size)
    moment = np.concatenate([assertions.start, assertions.until])
    asked = np.concatenate([channel, channel])[moment < FOREVER]
    moment = moment[moment < FOREVER]
    if not len(moment):
        return _Changes(*np.zeros((5, 0), dtype=np.int64))
    # All pairs of a moment and an assertion of its channel, moment by moment; those of moment m end before ends[m].
    many = size[asked]
    ends = np.cumsum(many)
    assertion = np.arange(ends[-1]) - np.repeat(ends - many - begins[asked], many)
    then = np.repeat(moment, many)
    # latest[m] = max{i : start[i] <= m < until[i]}, or -1; the value is that of assertion latest[m], or the usual one.
    live = (assertions.start[assertion] <= then) & (then < assertions.until[assertion])
    latest = np.maximum.reduceat(np.where(live, assertion, -1), ends - many)
    of = begins[asked]
    value = np.where(latest >= 0, assertions.yes[latest], _USUAL[assertions.field[of]])
    return _Changes(assertions.owner[of], assertions.field[of], assertions.bits[of], moment, value)


class _Rows(NamedTuple):
    """Changes by owner and time, after a row at `BEGINNING` for each owner that changes nothing.

    Attributes
    ----------
    first
        The first row of the owner of each row.
    """

    owner: Ints
    at: Ints
    field: Ints
    bits: Ints
    value: Ints
    first: Ints

    def carried(self, changed: NDArray[np.bool_], usual: int) -> Ints:
        """Return the value after each row, which the `changed` rows set; `usual` before the owner's first such row."""
        # latest[i] = max{j <= i : changed[j]}; rows before first[i] are of other owners.
        latest = np.maximum.accumulate(np.where(changed, np.arange(len(changed)), -1))
        return np.where(latest >= self.first, self.value[latest], usual)

    def capabilities(self, field: int, everything: int) -> Ints:
        """Return the capabilities for which a field is yes after each row; `everything` is the usual value."""
        ours = np.where(self.field == field, self.bits, 0)
        touched = int(np.bitwise_or.reduce(ours))
        # found[i] = OR over capabilities b of (b if the field of b is yes after row i); untouched ones stay usual.
        found = np.full(len(ours), everything & ~touched, dtype=np.int64)
        for bit in (1 << place for place in range(touched.bit_length()) if touched >> place & 1):
            found |= np.where(self.carried(ours & bit != 0, bool(everything)) == 1, bit, 0)
        return found


def _standings(skills: Skills, members: Sequence[PersonHistory], changes: _Changes) -> FoldedPeople:
    """Apply the changes in time order and return each new standing."""
    rows = _rows(len(members), changes)
    owner = rows.owner
    # ever[o] = OR of the capabilities of all changes that say that a ticket of o is current.
    ever = np.zeros(len(members), dtype=np.int64)
    held = (rows.field == CURRENT) & (rows.value == 1)
    np.bitwise_or.at(ever, owner[held], rows.bits[held])
    force = np.array([member.force for member in members], dtype=np.int64)
    team = np.array([member.team for member in members], dtype=np.int64)
    willing = rows.capabilities(WILLING, skills.everything)
    # One column for each row, with the fields of a standing in the order of `_standing`.
    states = np.stack(
        [
            force[owner],
            team[owner],
            rows.carried(rows.field == CALLED, _BY_PATTERN),
            ever[owner],
            rows.capabilities(CURRENT, 0) & skills.relevant,
            rows.capabilities(AUTHORITY, skills.everything) & skills.relevant,
            willing & skills.relevant,
            rows.carried(rows.field == ABSENT, 0),
            (willing != skills.everything).astype(np.int64),
        ]
    )
    # Of several changes of one owner at one instant, keep the state after the last.
    last = np.flatnonzero(np.r_[(owner[1:] != owner[:-1]) | (rows.at[1:] != rows.at[:-1]), True])
    _add_joint(skills, owner, states, last)
    return _numbered(owner[last], rows.at[last], states[:, last])


def _add_joint(skills: Skills, owner: Ints, states: Ints, last: Ints) -> None:
    """Add the capabilities that each owner has tickets for together to the row `ever` of the states."""
    ever, current = 3, 4
    for mask, bit in skills.joint.items():
        # together[o] = whether current contains the mask after some instant of owner o
        together = np.zeros(int(owner[-1]) + 1, dtype=np.bool_)
        together[owner[last[states[current, last] & mask == mask]]] = True
        states[ever] |= np.where(together[owner], bit, 0)


def _rows(count: int, changes: _Changes) -> _Rows:
    """Return the changes of `count` owners by owner and time, after a row at `BEGINNING` for each owner."""
    everybody = np.arange(count)
    nothing = np.zeros_like(everybody)
    begin = _Changes(everybody, np.full_like(everybody, -1), nothing, np.full_like(everybody, BEGINNING), nothing)
    all_of = _Changes(*(np.concatenate(pair) for pair in zip(begin, changes, strict=True)))
    order = np.lexsort((all_of.at, all_of.owner))
    owner, field, bits, at, value = (column[order] for column in all_of)
    return _Rows(owner, at, field, bits, value, np.searchsorted(owner, everybody)[owner])


def _numbered(owner: Ints, at: Ints, states: Ints) -> FoldedPeople:
    """Return the states as numbered standings, without a state that equals the owner's state before it."""
    # code = the state as one number in mixed radix: code * size + (column - least), column by column.
    code, many = np.zeros(states.shape[1], dtype=np.int64), 1
    for column in states:
        least = int(column.min())
        size = int(column.max()) - least + 1
        if many * size >= FOREVER:
            # Too wide for an int64: replace both by their ranks, which are fewer than the rows.
            code, column = (np.unique(each, return_inverse=True)[1] for each in (code, column))
            least, size, many = 0, len(column), len(code)
        code, many = code * size + (column - least), many * size
    new = np.r_[True, (code[1:] != code[:-1]) | (owner[1:] != owner[:-1])][: len(code)]
    owner, at, code, states = owner[new], at[new], code[new], states[:, new]
    # number[u] = the rank of distinct code u by first use; index[u] is where it is first used.
    _, index, place = np.unique(code, return_index=True, return_inverse=True)
    in_order = np.argsort(index)
    number = np.empty_like(in_order)
    number[in_order] = np.arange(len(in_order))
    return FoldedPeople(owner, at, number[place], [_standing(state) for state in states[:, index[in_order]].T.tolist()])


def _standing(state: Sequence[int]) -> Standing:
    force, team, called, ever, current, authority, willing, absent, stepped_back = state
    decided, on_call = called_of(None if called == _BY_PATTERN else called)
    return Standing(
        force,
        team,
        decided,
        ever,
        current,
        authority,
        willing,
        bool(absent),
        bool(stepped_back),
        on_call,
    )
