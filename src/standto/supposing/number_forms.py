"""The changes of sentences about a number of people or places."""

from __future__ import annotations

import re
from re import Match

from standto.model.event import RETURNED, STEPPED_BACK
from standto.model.people import Force
from standto.scenario.cells import MOST
from standto.supposing.changes import Change, NotSupposable, When
from standto.supposing.numbers import NumberReturning, NumberSteppingBack
from standto.supposing.pool_changes import NewPool, PoolStep, may_fill
from standto.supposing.reading import Reading
from standto.supposing.subjects import CAPABILITY, FORCE, POOL, TEAM, Subject
from standto.wording import listed

_RELEASED = {"home": STEPPED_BACK, "military": "contingency-stood-down"}


def number_back(reading: Reading, match: Match[str]) -> list[Change]:
    """Return the change of ``N … step back``."""
    of, rest, count = _of(reading, match), match["rest"] or "", _count(reading, match)
    if of is None:
        skill, rest = reading.skill_after("from", rest)
        of = Subject(CAPABILITY, skill) if skill else None
    when = reading.when(rest)
    if of is not None and of.sort == POOL:
        _home_pool(reading, of.id)
        return [PoolStep(of.id, STEPPED_BACK, None if match["all"] else count, when)]
    return [_stepping_back(reading, count, of, when)]


def _stepping_back(reading: Reading, count: int, of: Subject | None, when: When) -> NumberSteppingBack:
    capability, team = _skill_and_team(of)
    return NumberSteppingBack(count, capability, team, when, reading.choice, reading.seed, reading.basis)


def number_returning(reading: Reading, match: Match[str]) -> list[Change]:
    """Return the change of ``N … return``."""
    of, when, count = _of(reading, match), reading.moment(match["rest"] or ""), _count(reading, match)
    if of is not None and of.sort == POOL:
        _home_pool(reading, of.id)
        return [PoolStep(of.id, RETURNED, None if match["all"] else count, when)]
    capability, team = _skill_and_team(of)
    return [NumberReturning(count, capability, team, when, reading.seed)]


def _count(reading: Reading, match: Match[str]) -> int:
    return MOST if match["all"] else reading.number(match["count"])


def _of(reading: Reading, match: Match[str]) -> Subject | None:
    text = match["of"] or match["bare"]
    return reading.one(text, CAPABILITY, TEAM, POOL) if text else None


def _skill_and_team(of: Subject | None) -> tuple[str, str]:
    if of is None:
        return "", ""
    return (of.id, "") if of.sort == CAPABILITY else ("", of.id)


def _home_pool(reading: Reading, pool: str) -> None:
    scenario = reading.ground.scenario
    if scenario.pool[pool].force != scenario.home:
        raise NotSupposable(
            f"{pool} is lent: its places do not step back: write '{pool} withdraws' or '{pool} is released'"
        )


def more(reading: Reading, match: Match[str]) -> list[Change]:
    """Return the change of ``+N …``."""
    count, text = str(reading.number(match["count"])), match["what"]
    lent = re.search(r"\slent\s", match[0][: match.start("what")], re.IGNORECASE)
    if behind := re.fullmatch(r"(.+?)\s+lent(?:\s+(.+))?", text, re.IGNORECASE):
        lent, text = behind, f"{behind[1]} {behind[2] or ''}".strip()
    if not lent and not reading.begins_with(text.replace("+", " "), CAPABILITY):
        pool, rest = reading.leading(text, POOL, CAPABILITY)
        row = reading.ground.scenario.pool[pool.id]
        like = {"force": row.force, "capabilities": ";".join(row.capabilities), "count": count}
        like |= {"lead_minutes": str(row.lead_minutes), "ready_minutes": str(row.ready_minutes)}
        return [NewPool(tuple(like.items()), reading.when(rest), pool.id, reading.basis)]
    skills, rest = reading.skills(text)
    force = reading.ground.scenario.force[reading.ground.scenario.home]
    if lent or _names_lender(reading, rest):
        force, rest = _lender(reading, skills, rest)
    cells = {"force": force.id, "capabilities": ";".join(skills), "count": count}
    return [NewPool(tuple(cells.items()), reading.when(rest), basis=reading.basis)]


def _names_lender(reading: Reading, rest: str) -> bool:
    """Return whether a rest begins with ``by`` or ``from`` and a force."""
    named = re.match(r"(?:by|from)\s+(.+)", rest, re.IGNORECASE)
    return named is not None and reading.begins_with(named[1], FORCE)


def _lender(reading: Reading, skills: tuple[str, ...], rest: str) -> tuple[Force, str]:
    """Return the force that lends places with some skills: the one named, or the first that may do such a duty."""
    scenario = reading.ground.scenario
    named = re.match(r"(?:by|from)\s+(.+)", rest, re.IGNORECASE)
    if named and (named[0].casefold().startswith("by") or _names_lender(reading, rest)):
        subject, rest = reading.leading(named[1], FORCE)
        return scenario.force[subject.id], rest
    lenders = [force for force in scenario.forces_in_order if force.kind in ("police", "other")]
    able = [force for force in lenders if may_fill(scenario, force.kind, skills)]
    if not able:
        if not lenders:
            raise NotSupposable("no force of the scenario lends: it has none of kind police or other")
        raise NotSupposable(
            f"no force that lends may and can do a duty with {listed(list(skills))}: name one with 'by FORCE'"
        )
    return able[0], rest


def fewer(reading: Reading, match: Match[str]) -> list[Change]:
    """Return the change of ``-N …``."""
    count = reading.number(match["count"])
    subject, rest = reading.leading(match["what"], CAPABILITY, POOL)
    if subject.sort == CAPABILITY:
        return [_stepping_back(reading, count, subject, reading.when(rest))]
    force = reading.ground.scenario.force[reading.ground.scenario.pool[subject.id].force]
    return [PoolStep(subject.id, _RELEASED.get(force.kind, "aid-released"), count, reading.moment(rest))]
