"""The clauses of the rule about aid."""

from __future__ import annotations

from tests.ladder.clauses.clause import Clause, Rule, others
from tests.ladder.oracle.aid import FREE_AID
from tests.ladder.profiles.steps_up import ASKING, CALLING_AND_ASKING, WAITING

ASK = Rule(
    "ask_steps",
    (ASKING, WAITING, CALLING_AND_ASKING),
    (
        Clause(
            "counting call-ins", "left = {duty: max(gaps[duty] - planned[duty], 0)", "left = {duty: max(gaps[duty], 0)"
        ),
        Clause("on basis `offered`", '(*COUNTS["offered"], *((', '(*COUNTS["confirmed"], *(('),
        Clause(
            "without the military",
            "return states | {pool.id: military for pool in self.military}",
            'return states | {pool.id: COUNTS["offered"] for pool in self.military}',
        ),
        Clause("with places asked that count as coming", '*(("asked",) if self.coming(pool) else ())', ""),
        Clause(
            "those of a pool that has not answered since",
            "silent = asked is not None and (answered is None or answered < asked)",
            "silent = asked is not None",
        ),
        Clause(
            "has not answered since",
            "(answered is None or answered < asked)",
            "answered is None",
        ),
        Clause("for `answer_hours`", " and self.at - asked < hours(self.policy.answer_hours)", ""),
        Clause("for less than `answer_hours`", "self.at - asked < hours(self", "self.at - asked <= hours(self"),
        Clause(
            "by its last `aid-asked`",
            'asked = self.last(pool, "aid-asked")',
            "about = self.now.known_events.about(pool.id, 'aid-asked')\n"
            "        asked = min((e.occurred for e in about if e.occurred <= self.at), default=None)",
        ),
        Clause(
            "states in pools.csv count from `starts`: what was asked from the beginning",
            'if asked is None and pool.state == "asked":',
            "if False:",
        ),
        Clause(
            "a pool that may do the duty",
            "(number if piece >= self.arrival(pool) else 0, self.ability(pool, piece)) for",
            "(number if piece >= self.arrival(pool) else 0, frozenset(\n"
            "                d.id for d in self.scenario.duties if set(d.capabilities) & set(pool.capabilities)\n"
            "            )) for",
        ),
        Clause(
            "inside the pool's period", "if inside else frozenset()", "if inside or pool in self.aid else frozenset()"
        ),
        *(
            Clause(
                f"places `{state}`",
                'FREE_AID = ("not-asked", "released", "withdrawn")',
                f"FREE_AID = {others(FREE_AID, state)}",
            )
            for state in FREE_AID
        ),
        Clause(
            "or `declined`",
            'self.places(pool, *FREE_AID) + self.places(pool, "declined", older_than=stale)',
            "self.places(pool, *FREE_AID)",
        ),
        Clause(
            "for more than `stale_hours`",
            'self.places(pool, *FREE_AID) + self.places(pool, "declined", older_than=stale)',
            'self.places(pool, *FREE_AID, "declined")',
        ),
        Clause(
            "and leaves `reserve`",
            "pour(left, supplies, self.policy.reserve, self.order)",
            "pour(left, supplies, 0, self.order)",
        ),
        Clause(
            "`reserve` counts once in a window",
            "pour(left, supplies, self.policy.reserve, self.order)",
            "pour(left, supplies, self.policy.reserve * sum(map(bool, left.values())), self.order)",
        ),
        Clause("pools by tier", "self.pools = sorted(lent, key=lambda pool: tier[pool.force])", "self.pools = lent"),
        Clause(
            "and file",
            "self.pools = sorted(lent, key=lambda pool: tier[pool.force])",
            "self.pools = sorted(reversed(lent), key=lambda pool: tier[pool.force])",
        ),
        Clause(
            "they count from T plus `lead_minutes` on",
            "(number if piece >= self.arrival(pool) else 0, self.ability(pool, piece))",
            "(number, self.ability(pool, piece))",
        ),
        Clause("`by`: less the pool's `lead_minutes`", "else pool.lead_minutes * MINUTE)", "else 0)"),
        Clause("`late`: that is not after T", "by, by <= self.at, ordered)", "by, by < self.at, ordered)"),
        Clause(
            "help would relieve others, who could then fill the gap: does not count",
            "useful = open_duties & set(duties)",
            "useful = open_duties if open_duties & set(duties) else set()",
        ),
    ),
)
