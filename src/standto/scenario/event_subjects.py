"""Which subjects each kind of event can have in one scenario, and so which rule a row goes by."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from standto.scenario.cells import is_id
from standto.scenario.event_rules import (
    AID_POOL,
    DECIDED,
    DECLARATION,
    DUTY,
    FORCE,
    HOME_POOL,
    MILITARY_POOL,
    PERSON,
    POOL_RULES,
    RULES,
    EventRule,
)
from standto.scenario.layout import EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from standto.scenario.known_ids import KnownIds


class _Anything:
    """Holds every name: of what cannot be known because a file is at fault."""

    def __contains__(self, name: object) -> bool:
        """Whether a name may be there: it may."""
        return True


class _Names:
    """Holds every id: a declaration exists by being named."""

    def __contains__(self, name: object) -> bool:
        """Whether it is an id."""
        return isinstance(name, str) and is_id(name)


class KindCheck(NamedTuple):
    """The rule of a kind of event in one scenario, made quick to check.

    Attributes
    ----------
    kind
        The kind of event.
    rule
        Its rule.
    needed, refused
        Take from a row the cells that must be filled, and those that must be blank.
    subjects
        Everything that it can be about.
    pool
        The check where a home pool is the subject, for a kind that has such.
    """

    kind: str
    rule: EventRule
    needed: Callable[[tuple[str, ...]], tuple[str, ...]]
    refused: Callable[[tuple[str, ...]], tuple[str, ...]]
    subjects: Container[str]
    pool: KindCheck | None = None


def checks(known: KnownIds) -> dict[str, KindCheck]:
    """Return the check of each kind of event.

    Parameters
    ----------
    known
        What the other files hold.
    """
    found = {kind: _check(kind, rule, subjects(rule.subject, known)) for kind, rule in RULES.items()}
    for kind, rule in POOL_RULES.items():
        if known.people.complete and known.pools.complete:
            pool = _check(kind, rule, subjects(HOME_POOL, known))
            found[kind] = found[kind]._replace(pool=pool)
        else:
            either = EventRule(PERSON, rule.needs, rule.refuses & RULES[kind].refuses)
            found[kind] = _check(kind, either, _Anything())
    return found


def _check(kind: str, rule: EventRule, subjects: Container[str]) -> KindCheck:
    """Make a rule quick to check."""
    places = {column: place for place, column in enumerate(EVENTS.columns)}
    needed, refused = (itemgetter(*sorted(places[c] for c in cells)) for cells in (rule.needs, rule.refuses))
    return KindCheck(kind, rule, needed, refused, subjects)


def subjects(sort: str, known: KnownIds) -> Container[str]:
    """Return every subject of one sort.

    Parameters
    ----------
    sort
        One of `event_rules.SUBJECTS`.
    known
        What the other files hold.
    """
    tables = {PERSON: known.people, DUTY: known.duties, FORCE: known.forces}
    if (ids := tables.get(sort)) is not None:
        return ids if ids.complete else _Anything()
    if sort == DECLARATION:
        return _Names()
    if sort == DECIDED:
        return _decided(known)
    kinds = {HOME_POOL: ("home",), AID_POOL: ("police", "other"), MILITARY_POOL: ("military",)}.get(sort)
    if kinds is None or not known.pools.complete:
        return _Anything()
    return frozenset(pool for pool, kind in known.pool_kind.items() if not kind or kind in kinds)


def _decided(known: KnownIds) -> Container[str]:
    """Return what a decision can be about."""
    if known.home and known.pools.complete and known.duties.complete:
        return frozenset({known.home, *known.pools, *known.duties})
    return _Anything()
