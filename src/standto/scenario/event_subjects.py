"""The subjects that each kind of event can have in one scenario, with the rule that they select."""

from __future__ import annotations

from collections.abc import Callable, Container
from operator import itemgetter
from typing import NamedTuple

from standto.scenario.cells import is_id
from standto.scenario.event_rules import (
    AID_POOL,
    DECIDED,
    DECLARATION,
    DUTY,
    DUTY_OR_CREW,
    FORCE,
    HOME_POOL,
    MILITARY_POOL,
    PERSON,
    POOL_RULES,
    RULES,
    EventRule,
)
from standto.scenario.known_ids import KnownIds
from standto.scenario.layout import EVENTS, Cells


class _Anything:
    """A container of every name, for ids that are not known because their file has a fault."""

    def __contains__(self, name: object) -> bool:
        return True


class _AnyId:
    """A container of every id: a declaration exists as soon as an event names it."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and is_id(name)


class KindCheck(NamedTuple):
    """The rule of a kind of event in one scenario, prepared for fast checking.

    Attributes
    ----------
    needed, refused
        Functions that return the cells of a row that must be filled, and those that must be blank.
    subjects
        A container of every subject that an event of the kind can have.
    pool
        The check for a home pool as the subject; None if the kind cannot have one.
    """

    kind: str
    rule: EventRule
    needed: Callable[[Cells], Cells]
    refused: Callable[[Cells], Cells]
    subjects: Container[str]
    pool: KindCheck | None = None


def checks(known: KnownIds) -> dict[str, KindCheck]:
    """Return the check of each kind of event, against the ids in the other files."""
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
    """Return a rule prepared for fast checking."""
    places = {column: place for place, column in enumerate(EVENTS.columns)}
    needed, refused = (itemgetter(*sorted(places[c] for c in cells)) for cells in (rule.needs, rule.refuses))
    return KindCheck(kind, rule, needed, refused, subjects)


def subjects(sort: str, known: KnownIds) -> Container[str]:
    """Return a container of every subject of one sort (`event_rules.SUBJECTS`)."""
    tables = {PERSON: known.people, DUTY: known.duties, FORCE: known.forces}
    if (ids := tables.get(sort)) is not None:
        return ids if ids.complete else _Anything()
    if sort == DECLARATION:
        return _AnyId()
    if sort == DUTY_OR_CREW:
        both = known.duties, known.crews
        return frozenset().union(*both) if all(ids.complete for ids in both) else _Anything()
    if sort == DECIDED:
        return _decided(known)
    kinds = {HOME_POOL: ("home",), AID_POOL: ("police", "other"), MILITARY_POOL: ("military",)}.get(sort)
    if kinds is None or not known.pools.complete:
        return _Anything()
    return frozenset(pool for pool, kind in known.pool_kind.items() if not kind or kind in kinds)


def _decided(known: KnownIds) -> Container[str]:
    tables = known.pools, known.duties, known.crews
    if known.home and all(ids.complete for ids in tables):
        return frozenset({known.home}.union(*tables))
    return _Anything()
