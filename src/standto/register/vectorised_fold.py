"""What is so of many people over time, all at once: the fold of `fold_person`, in arrays.

Every line of a person is one or more *voices*: of the claims in a voice the latest that is live decides, and where
none is, what is usual. A table's tickets are the first claims of their voice, so that any event outranks them; leave
is a voice in which each absence ends, at the latest, with the next `available`; and a line whose events name
capabilities has a voice for each of these, in which those that mean all of them speak too, and one for the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standto.model.time import BEGINNING, FOREVER
from standto.register.person_fold import ABSENT, AUTHORITY, CALLED, CURRENT, SAYS, WILLING
from standto.register.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from standto.model.event import Event
    from standto.model.time import Period
    from standto.register.standing import Skills

    Ints = NDArray[np.int64]

MOST_EVENTS = 12
"""So many events of one person at most: each claim of a voice is held against each moment of it."""
MOST_CAPABILITIES = 62
"""So many capabilities at most: they are bits of a whole number."""

_FIELD = {"ticket": CURRENT, "authority": AUTHORITY, "willing": WILLING, "on-duty": CALLED, "leave": ABSENT}
_SAYS = {kind: (_FIELD[line], yes) for kind, (line, yes) in SAYS.items()}
_NOTHING = 2
"""What decides of being called in where nobody was."""
_USUAL = np.array([0, 1, 1, _NOTHING, 0], dtype=np.int64)
"""What is so in each field where no claim is live."""


class PersonHistory(NamedTuple):
    """What is known of one person; see the parameters of `fold_person`."""

    force: int
    team: int
    tickets: Mapping[str, Sequence[Period]]
    events: Sequence[Event]


class FoldedPeople(NamedTuple):
    """What is so of each member over time; arrays of one length, by member and time.

    Attributes
    ----------
    member, at, standing
        Who has which of the standings, from when until their next; the first is from `BEGINNING`.
    standings
        Those that there are, in the order in which they come.
    """

    member: Ints
    at: Ints
    standing: Ints
    standings: list[Standing]


class _Claims(NamedTuple):
    """Claims in the order in which later ones decide; `bits` are capabilities, 0 for all or where they play no part."""

    owner: Ints
    field: Ints
    bits: Ints
    start: Ints
    until: Ints
    yes: Ints

    def where(self, chosen: NDArray[np.bool_] | Ints) -> _Claims:
        """Return those that are chosen."""
        return _Claims(*(column[chosen] for column in self))

    def and_then(self, others: _Claims) -> _Claims:
        """Return these, and others after them."""
        return _Claims(*(np.concatenate(pair) for pair in zip(self, others, strict=True)))


class _Changes(NamedTuple):
    """What is so in a field of somebody from an instant on, as far as its bits go."""

    owner: Ints
    field: Ints
    bits: Ints
    at: Ints
    value: Ints


def fold_people(skills: Skills, members: Sequence[PersonHistory]) -> FoldedPeople:
    """Return what is so of some people over time.

    Parameters
    ----------
    skills
        `MOST_CAPABILITIES` capabilities at most.
    members
        One at least, each with `MOST_EVENTS` events or so.

    Returns
    -------
        What `fold_person` tells of each.
    """
    said = _said(skills, members)
    lasting = said.where(said.field != ABSENT).and_then(_absences(said.where(said.field == ABSENT)))
    changes = _decided(_voices(skills, _tickets(skills, members).and_then(lasting)))
    return _swept(skills, members, changes)


def _said(skills: Skills, members: Sequence[PersonHistory]) -> _Claims:
    """Return the events as claims."""
    events = [event for member in members for event in member.events]
    says = [_SAYS[event.kind] for event in events]
    bit = {**skills.bit, "": 0}
    return _Claims(
        np.repeat(np.arange(len(members)), [len(member.events) for member in members]),
        np.array([field for field, _ in says], dtype=np.int64),
        np.array([bit[event.capability] for event in events], dtype=np.int64),
        np.array([event.occurred for event in events], dtype=np.int64),
        np.array([event.until for event in events], dtype=np.int64),
        np.array([yes for _, yes in says], dtype=np.int64),
    )


def _tickets(skills: Skills, members: Sequence[PersonHistory]) -> _Claims:
    """Return the periods of tables as claims."""
    rows = [
        (owner, CURRENT, skills.bit[capability], period.start, period.until, 1)
        for owner, member in enumerate(members)
        for capability, periods in member.tickets.items()
        for period in periods
    ]
    return _Claims(*np.array(rows, dtype=np.int64).reshape(-1, 6).T)


def _absences(leave: _Claims) -> _Claims:
    """Return each `unavailable`, until it ends or the next `available` does."""
    count = len(leave.owner)
    # Of each the next `available`, whoever's it is; the last place stands for none.
    back = np.append(np.where(leave.yes == 1, np.arange(count), count), count)
    following = np.minimum.accumulate(back[::-1])[::-1][1:]
    start, owner = np.append(leave.start, FOREVER), np.append(leave.owner, -1)
    until = np.where(owner[following] == leave.owner, start[following], FOREVER)
    away = leave._replace(bits=np.zeros_like(leave.bits), until=np.minimum(leave.until, until))
    return away._replace(yes=np.ones_like(leave.yes)).where(leave.yes == 0)


def _voices(skills: Skills, claims: _Claims) -> _Claims:
    """Return the claims of each voice, with the bits that it is about; they stay in order in each."""
    relevant = claims.bits & skills.relevant
    scoped = (claims.field == WILLING) | (claims.field == AUTHORITY)
    tickets = claims._replace(bits=relevant).where((claims.field == CURRENT) & (relevant != 0))
    plain = claims._replace(bits=np.zeros_like(claims.bits)).where((claims.field == CALLED) | (claims.field == ABSENT))
    return tickets.and_then(plain).and_then(_scoped(skills, claims.where(scoped)))


def _scoped(skills: Skills, claims: _Claims) -> _Claims:
    """Return the claims of lines whose events may name a capability, with those that mean all in every voice."""
    line = claims.owner * (ABSENT + 1) + claims.field
    named = claims.bits != 0
    pairs = np.unique(np.stack([line[named], claims.bits[named]], axis=1), axis=0)
    # Which claims mean all, by line, so that each pair finds those of its own.
    blank = np.flatnonzero(~named)
    blank = blank[np.argsort(line[blank], kind="stable")]
    first, last = (np.searchsorted(line[blank], pairs[:, 0], side=side) for side in ("left", "right"))
    times = last - first
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    again = blank[np.repeat(first, times) + within]
    theirs = np.zeros(len(claims.owner), dtype=np.int64)
    lines, starts = np.unique(pairs[:, 0], return_index=True)
    if len(lines):
        masks = np.bitwise_or.reduceat(pairs[:, 1], starts)
        at = np.minimum(np.searchsorted(lines, line), len(lines) - 1)
        theirs = np.where(lines[at] == line, masks[at], 0)
    others = claims._replace(bits=skills.everything & ~theirs).where(~named)
    for_each = claims.where(again)._replace(bits=np.repeat(pairs[:, 1], times))
    spoken = others.and_then(for_each).and_then(claims.where(named))
    order = np.concatenate([np.flatnonzero(~named), again, np.flatnonzero(named)])
    return spoken.where(np.argsort(order, kind="stable"))


def _decided(claims: _Claims) -> _Changes:
    """Return what decides in each voice, at each instant at which a claim of it begins or ends."""
    order = np.lexsort((claims.bits, claims.field, claims.owner))
    claims = claims.where(order)
    count = len(order)
    key = np.stack([claims.owner, claims.field, claims.bits])
    begins = np.flatnonzero(np.r_[True, (key[:, 1:] != key[:, :-1]).any(axis=0)][:count])
    size = np.diff(np.r_[begins, count])
    voice = np.repeat(np.arange(len(begins)), size)
    moment = np.concatenate([claims.start, claims.until])
    asked = np.concatenate([voice, voice])[moment < FOREVER]
    moment = moment[moment < FOREVER]
    if not len(moment):
        return _Changes(*np.zeros((5, 0), dtype=np.int64))
    # Each moment beside each claim of its voice, one after another.
    many = size[asked]
    ends = np.cumsum(many)
    claim = np.arange(ends[-1]) - np.repeat(ends - many - begins[asked], many)
    then = np.repeat(moment, many)
    live = (claims.start[claim] <= then) & (then < claims.until[claim])
    latest = np.maximum.reduceat(np.where(live, claim, -1), ends - many)
    of = begins[asked]
    value = np.where(latest >= 0, claims.yes[latest], _USUAL[claims.field[of]])
    return _Changes(claims.owner[of], claims.field[of], claims.bits[of], moment, value)


class _Rows(NamedTuple):
    """Changes by owner and time; the first row of each owner, at the beginning, changes nothing.

    Attributes
    ----------
    first
        Of each row the first one of its owner.
    """

    owner: Ints
    at: Ints
    field: Ints
    bits: Ints
    value: Ints
    first: Ints

    def carried(self, changed: NDArray[np.bool_], usual: int) -> Ints:
        """Return what is so after each row, of something that some rows change."""
        latest = np.maximum.accumulate(np.where(changed, np.arange(len(changed)), -1))
        return np.where(latest >= self.first, self.value[latest], usual)

    def capabilities(self, field: int, everything: int) -> Ints:
        """Return the capabilities of which a field says yes after each row; it usually does of all of these."""
        ours = np.where(self.field == field, self.bits, 0)
        touched = int(np.bitwise_or.reduce(ours))
        found = np.full(len(ours), everything & ~touched, dtype=np.int64)
        for bit in (1 << place for place in range(touched.bit_length()) if touched >> place & 1):
            found |= np.where(self.carried(ours & bit != 0, bool(everything)) == 1, bit, 0)
        return found


def _swept(skills: Skills, members: Sequence[PersonHistory], changes: _Changes) -> FoldedPeople:
    """Apply the changes in order of time, and return what is so after each that makes a difference."""
    rows = _rows(len(members), changes)
    owner = rows.owner
    ever = np.zeros(len(members), dtype=np.int64)
    held = (rows.field == CURRENT) & (rows.value == 1)
    np.bitwise_or.at(ever, owner[held], rows.bits[held])
    force, team = (
        np.array(column, dtype=np.int64) for column in ([one[0] for one in members], [one[1] for one in members])
    )
    willing = rows.capabilities(WILLING, skills.everything)
    states = np.stack(
        [
            force[owner],
            team[owner],
            rows.carried(rows.field == CALLED, _NOTHING),
            ever[owner],
            rows.capabilities(CURRENT, 0) & skills.relevant,
            rows.capabilities(AUTHORITY, skills.everything) & skills.relevant,
            willing & skills.relevant,
            rows.carried(rows.field == ABSENT, 0),
            (willing != skills.everything).astype(np.int64),
        ]
    )
    # Of several changes at one instant what is so after the last.
    last = np.flatnonzero(np.r_[(owner[1:] != owner[:-1]) | (rows.at[1:] != rows.at[:-1]), True])
    return _numbered(owner[last], rows.at[last], states[:, last])


def _rows(count: int, changes: _Changes) -> _Rows:
    """Return the changes of so many owners by owner and time, with a row for the beginning of each."""
    everybody = np.arange(count)
    nothing = np.zeros_like(everybody)
    begin = _Changes(everybody, np.full_like(everybody, -1), nothing, np.full_like(everybody, BEGINNING), nothing)
    all_of = _Changes(*(np.concatenate(pair) for pair in zip(begin, changes, strict=True)))
    order = np.lexsort((all_of.at, all_of.owner))
    owner, field, bits, at, value = (column[order] for column in all_of)
    return _Rows(owner, at, field, bits, value, np.searchsorted(owner, everybody)[owner])


def _numbered(owner: Ints, at: Ints, states: Ints) -> FoldedPeople:
    """Return the states of each as numbered standings, without those that are as before."""
    code, many = np.zeros(states.shape[1], dtype=np.int64), 1
    for column in states:
        least = int(column.min())
        size = int(column.max()) - least + 1
        if many * size >= FOREVER:  # too wide for one whole number: by rank, of which there are not more than rows
            code, column = (np.unique(each, return_inverse=True)[1] for each in (code, column))
            least, size, many = 0, len(column), len(code)
        code, many = code * size + (column - least), many * size
    new = np.r_[True, (code[1:] != code[:-1]) | (owner[1:] != owner[:-1])][: len(code)]
    owner, at, code, states = owner[new], at[new], code[new], states[:, new]
    _, index, place = np.unique(code, return_index=True, return_inverse=True)
    in_order = np.argsort(index)
    number = np.empty_like(in_order)
    number[in_order] = np.arange(len(in_order))
    return FoldedPeople(owner, at, number[place], [_standing(state) for state in states[:, index[in_order]].T.tolist()])


def _standing(state: Sequence[int]) -> Standing:
    """Return a state as a standing."""
    force, team, called, ever, current, authority, willing, absent, stepped_back = state
    return Standing(
        force,
        team,
        None if called == _NOTHING else bool(called),
        ever,
        current,
        authority,
        willing,
        bool(absent),
        bool(stepped_back),
    )
