"""The clauses of the rules about contingency, and about the gaps that remain."""

from __future__ import annotations

from tests.ladder.clauses.clause import Clause, Rule, others
from tests.ladder.oracle.contingency import FREE_MILITARY
from tests.ladder.profiles.steps_up import CALLING_AND_ASKING, CONDITIONED, DEPLOYING, REQUESTING, UNDER_ATTACK

REQUESTED = ("requested", "standby", "deployed")

REQUEST = Rule(
    "request_steps",
    (REQUESTING, CONDITIONED, UNDER_ATTACK),
    (
        Clause(
            "counting the aid recommended",
            "after = self.asked_for[piece][2]",
            "after = self.asked_for[piece][1]",
        ),
        Clause(
            "counting call-ins",
            "return {duty: planned[duty] + before[duty] - after[duty] for duty in self.order}",
            "return {duty: before[duty] - after[duty] for duty in self.order}",
        ),
        Clause(
            "under a declaration, counting the aid recommended",
            "return {duty: planned[duty] + before[duty] - after[duty] for duty in self.order}",
            "return {duty: planned[duty] for duty in self.order}",
        ),
        Clause(
            "a gap remains as things are",
            "gaps = {duty: sized[duty] if after[duty] and duty in allowed",
            "gaps = {duty: sized[duty] if duty in allowed",
        ),
        Clause(
            "in a duty that a military pool may do in that window",
            "(None, *(name for name in self.declarations() if name in theirs)):",
            "[name for name in self.declarations() if name in theirs]:",
        ),
        Clause(
            "or could under a declaration",
            "for condition in (None, *(name for name in self.declarations() if name in theirs)):",
            "for condition in (None,):",
        ),
        Clause(
            "a request under a condition is for the duties that it opens",
            "may = [then - self.ability(pool, piece) for pool, then in zip(self.military, may, strict=True)]",
            "pass",
        ),
        Clause(
            "with the gap as it would be then",
            "sized = {duty: max(then[duty] - done[duty], 0) for duty in self.order}",
            "sized = after",
        ),
        Clause(
            "places requested already count towards it",
            "used, _ = pour(gaps, [*made, *free]",
            "made = [(0, each) for _, each in made]\n        used, _ = pour(gaps, [*made, *free]",
        ),
        *(
            Clause(
                f"already: `{state}`",
                """(self.places(pool, "requested", "standby", "deployed"), each)
            for""",
                f"""(self.places(pool, *{others(REQUESTED, state)}), each)
            for""",
            )
            for state in ("requested", "standby", "deployed")
        ),
        *(
            Clause(
                f"not yet requested is `{state}`",
                'FREE_MILITARY = ("not-asked", "stood-down")',
                f"FREE_MILITARY = {others(FREE_MILITARY, state)}",
            )
            for state in FREE_MILITARY
        ),
        Clause(
            "and `declined`",
            "return self.places(pool, *FREE_MILITARY) + declined",
            "return self.places(pool, *FREE_MILITARY)",
        ),
        Clause(
            "for longer than `stale_hours`",
            "return self.places(pool, *FREE_MILITARY) + declined",
            'return self.places(pool, *FREE_MILITARY, "declined")',
        ),
        Clause(
            "the least that closes it and leaves `reserve`",
            "[*made, *free], self.policy.reserve, self.order)",
            "[*made, *free], 0, self.order)",
        ),
        Clause(
            "`reserve` counts once in a window",
            "[*made, *free], self.policy.reserve, self.order)",
            "[*made, *free], self.policy.reserve * sum(map(bool, gaps.values())), self.order)",
        ),
        Clause(
            "the order of the conditions as listed",
            "sorted(found, key=lambda step: order.index(step.subject))",
            "sorted(found, key=lambda step: (order.index(step.subject), step.condition or ''))",
        ),
    ),
)

DEPLOY = Rule(
    "deploy_steps",
    (DEPLOYING,),
    (
        Clause(
            "places on standby",
            '[(self.places(pool, "standby"), self.ability(pool, piece)) for pool in ready]',
            '[(self.places(pool, "standby", "requested"), self.ability(pool, piece)) for pool in ready]',
        ),
        Clause(
            "a gap on basis `confirmed`",
            'windows = self.ahead(self.now, self.basis("confirmed"))\n        ready',
            'windows = self.ahead(self.now, self.basis("present"))\n        ready',
        ),
        Clause(
            "counting nothing as done",
            "gaps = {piece: self.gaps(at(windows, piece)) for piece in self.pieces}",
            "left = lambda p: {d: max(n - self.called_in(p)[d], 0) for d, n in self.gaps(at(windows, p)).items()}\n"
            "        gaps = {piece: left(piece) for piece in self.pieces}",
        ),
        Clause(
            "by what is declared in that window",
            '(self.places(pool, "standby"), self.ability(pool, piece))',
            '(self.places(pool, "standby"), self._duties(pool))',
        ),
        Clause(
            "the least that closes it",
            "                0,\n                self.order,\n            )[0]",
            "                self.policy.reserve,\n                self.order,\n            )[0]",
        ),
        Clause("`by`: when it starts", '(0 if step == "deploy-contingency" else pool', "(pool"),
    ),
)

REMAINING = Rule(
    "remaining",
    (REQUESTING, CALLING_AND_ASKING),
    (
        Clause(
            "starts from the gap on basis `offered`, the military with it",
            'hoped = self.ahead(self.now, self.expected(COUNTS["offered"]))',
            "hoped = self.ahead(self.now, self.expected())",
        ),
        Clause(
            "what no step closes: not call-ins",
            "return {duty: planned[duty] + before[duty] - after[duty] for duty in self.order}",
            "return {duty: before[duty] - after[duty] for duty in self.order}",
        ),
        Clause(
            "not aid, for the gap that it was counted for",
            "return {duty: planned[duty] + before[duty] - after[duty] for duty in self.order}",
            "return {duty: planned[duty] for duty in self.order}",
        ),
        Clause(
            "not a request",
            "supplies += [(self.free(pool), each) for pool, each in zip(self.military, may, strict=True)]",
            "pass",
        ),
        Clause(
            "nor one that was made",
            'supplies = [(self.places(pool, "requested"), each) for',
            "supplies = [(0, each) for",
        ),
        Clause(
            "a request under a condition that is not declared closes nothing there",
            "may = [self.ability(pool, piece) for pool in self.military]\n            supplies",
            "may = [self._duties(pool) for pool in self.military]\n            supplies",
        ),
    ),
)
