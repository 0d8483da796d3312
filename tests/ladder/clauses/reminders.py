"""The clauses of the rules about reminders, the next review and what is covered."""

from __future__ import annotations

from tests.ladder.clauses.clause import Clause, Rule, others
from tests.ladder.oracle.review_moment import HELP
from tests.ladder.profiles.reminders import ENDING, NOTICING, REPORTING
from tests.ladder.profiles.rotas import FEW_FOR_CREWS
from tests.ladder.profiles.steps_up import ASKING, SUMMONED

UNANSWERED = ("asked", "offered", "requested")

NOTICES = Rule(
    "reminders",
    (NOTICING, ENDING, REPORTING),
    (
        *(
            Clause(
                f"`answer-overdue`: places {state}",
                'self.places(pool, "asked", "offered", "requested", older_than=self.policy.stale_hours)',
                f"self.places(pool, *{others(UNANSWERED, state)}, older_than=self.policy.stale_hours)",
            )
            for state in ("asked", "offered", "requested")
        ),
        Clause("for longer than `stale_hours`", '"requested", older_than=self.policy.stale_hours)', '"requested")'),
        Clause("longer", "self.at - moment > hours(older_than)", "self.at - moment >= hours(older_than)"),
        Clause(
            "goes by each place",
            '"requested", older_than=self.policy.stale_hours)',
            '"requested")\n'
            '            last = self.last(pool, "aid-asked", "aid-offered", "contingency-requested") or 0\n'
            "            late *= last < self.at - hours(self.policy.stale_hours)",
        ),
        Clause(
            "states in `pools.csv` count from `starts`",
            "since = [start if moment == register.BEGINNING else moment for",
            "since = [moment for",
        ),
        Clause(
            "`help-ends-early`: whose end lies in the look-ahead",
            "if not self.at < end < self.end:",
            "if not self.at - 24 * HOUR < end < self.end:",
        ),
        Clause(
            "a pool that is there at its end",
            'if not any(state in COUNTS["confirmed"] for state in last):',
            "if False:",
        ),
        Clause("leaves a gap: after its end", "if start >= end and count:", "if count:"),
        Clause(
            "in what it may do",
            "mine = {duty for duty in self.now.facts(start).may[pool.id] if gaps[duty]}",
            "mine = {duty for duty in self.order if gaps[duty]}",
        ),
        Clause("`figure-stale`: the latest report", "latest = max(event.occurred", "latest = min(event.occurred"),
        Clause("is older than `stale_hours`", "if stale and ", "if "),
        Clause(
            "while anybody is stepped back",
            "if stale and register.stepped_back(known_events, force, self.at):",
            "if stale:",
        ),
        Clause(
            "`figures-conflict`: within an hour of each other",
            "abs(one.occurred - other.occurred) <= HOUR and not",
            "not",
        ),
        Clause(
            "an hour itself", "abs(one.occurred - other.occurred) <= HOUR", "abs(one.occurred - other.occurred) < HOUR"
        ),
        Clause("two reports", "if beside or between:", "if beside:"),
        Clause("or one and the register", "if beside or between:", "if between:"),
        Clause(
            "at its time",
            "beside = any(not holds(event, number) for event, number in mine)",
            "beside = any(not holds(event, register.stepped_back(known_events, force, self.at)) for event, _ in mine)",
        ),
        Clause(
            "`review-due`: a gap",
            "wanting = any(any(self.gaps(window).values()) for window in confirmed) or self.any_help()",
            "wanting = self.any_help()",
        ),
        Clause(
            "or help",
            "wanting = any(any(self.gaps(window).values()) for window in confirmed) or self.any_help()",
            "wanting = any(any(self.gaps(window).values()) for window in confirmed)",
        ),
        Clause(
            "no decision for `review_hours`",
            "if wanting and self.at - last >= hours(self.policy.review_hours):",
            "if wanting:",
        ),
        Clause("no decision", 'if e.kind == "decision" and e.occurred <= self.at]', "if False]"),
        Clause(
            "for `review_hours` or more",
            "self.at - last >= hours(self.policy.review_hours)",
            "self.at - last > hours(self.policy.review_hours)",
        ),
    ),
)

NEXT = Rule(
    "next_review",
    (SUMMONED, NOTICING, ASKING),
    (
        Clause(
            "the earliest of T plus `review_hours`",
            "moments = [self.at + hours(self.policy.review_hours)]",
            "moments = [self.at + 99 * HOUR]",
        ),
        Clause(
            "the first `by` after T",
            "moments += [step.by for step in self.steps() if step.by is not None and step.by > self.at]",
            "pass",
        ),
        Clause("after T", "if step.by is not None and step.by > self.at]", "if step.by is not None]"),
        Clause(
            "while any help is on the ladder, the next whole hour",
            "if self.any_help():\n            moments",
            "if False:\n            moments",
        ),
        Clause("while any help", "if self.any_help():\n            moments", "if True:\n            moments"),
        *(
            Clause(
                f"help on the ladder: `{state}`",
                f"HELP = {HELP}".replace("'", '"'),
                f"HELP = {others(HELP, state)}",
            )
            for state in HELP
        ),
        Clause(
            "the whole hour", "whole_hours(self.scenario.zone, self.at + 1, self.at + 3 * HOUR)[0]", "self.at + HOUR"
        ),
    ),
)

COVERED = Rule(
    "covered",
    (ENDING, FEW_FOR_CREWS),
    (
        Clause(
            "on basis `confirmed`",
            'do not tell.\n        """\n        windows = self.ahead(self.now, self.basis("confirmed"))',
            'do not tell.\n        """\n        windows = self.ahead(self.now, self.basis("offered"))',
        ),
        Clause("by criticality", "duty.criticality not in short", "all(duty.criticality < other for other in short)"),
        Clause("a crew goes whole or not at all", "if whole or not duties[0].crew:", "if True:"),
        Clause(
            "over the look-ahead",
            "self.end = min(at + hours(self.policy.look_ahead_hours), scenario.horizon.until)",
            "self.end = scenario.horizon.until",
        ),
    ),
)
