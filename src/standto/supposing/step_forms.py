"""The change of sentences about places of a pool that take a step of the ladder."""

from __future__ import annotations

import re
from re import Match

from standto.supposing.changes import Change
from standto.supposing.pool_changes import PoolStep, steps_of
from standto.supposing.reading import Reading, not_known
from standto.supposing.subjects import FORCE, POOL
from standto.wording import listed

_STEP_VERBS = {
    "asked": r"asked", "offered": r"offers?|offered", "confirmed": r"confirms?|confirmed",
    "arrived": r"arrives?|arrived",
    "declined": r"declines?|declined", "withdrawn": r"withdraws?|withdrew|withdrawn|pulls? out|pulled out",
    "released": r"released|leaves?|goes? home|went home",
    "requested": r"requested", "agreed": r"agrees?|agreed|on standby", "deployed": r"deploys?|deployed",
    "stood-down": r"stands? down|stood down",
}  # fmt: skip
VERBS = "|".join(_STEP_VERBS.values())
"""A pattern for the verb of any step."""


def _pool(reading: Reading, text: str) -> str:
    """Return the pool that a text means: by its id, or by its force if that has one pool."""
    subjects = reading.ground.subjects
    if subjects.known(text, POOL) or not subjects.known(text, FORCE):
        return reading.one(text, POOL).id
    force = reading.one(text, FORCE).id
    pools = [pool.id for pool in reading.ground.scenario.pools if pool.force == force and not pool.part_of]
    if len(pools) != 1:
        raise not_known(text, f"one pool: {force} has {listed(pools) or 'none'}")
    return pools[0]


def step(reading: Reading, match: Match[str]) -> list[Change]:
    """Return the change of ``POOL withdraws`` and the like."""
    pool = _pool(reading, match["who"])
    name = next(name for name, verbs in _STEP_VERBS.items() if re.fullmatch(verbs, match["verb"], re.IGNORECASE))
    steps = steps_of(reading.ground.scenario, pool)
    kind = next((kind for kind in steps if kind.endswith(f"-{name}")), None)
    if kind is None:
        raise not_known(match["verb"], f"a step of {pool}: its steps are {listed(list(steps), 'or')}")
    number = match["count"] or match["before"]
    count, when = reading.number(number) if number else None, reading.moment(match["rest"] or "")
    return [PoolStep(pool, kind, count, when, reading.basis)]
