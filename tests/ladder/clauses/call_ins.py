"""The clauses of the rule about call-ins."""

from __future__ import annotations

from tests.ladder.clauses.clause import Clause, Rule
from tests.ladder.profiles.steps_up import CALLING, COMPETING, SUMMONED

CALL_IN = Rule(
    "call_in_steps",
    (CALLING, COMPETING, SUMMONED),
    (
        Clause(
            "a gap on basis `confirmed`",
            """confirmed = self.ahead(self.now, self.basis("confirmed"))
        gapped =""",
            """confirmed = self.ahead(self.now, self.basis("present"))
        gapped =""",
        ),
        Clause("in a window that starts `call_in_notice_hours` or more from T", " and window.start >= soonest]", "]"),
        Clause("or more from T", "window.start >= soonest", "window.start > soonest"),
        Clause("that home people could fill", "person.force == self.scenario.home\n                and", "True and"),
        Clause(
            "by their pattern: who has one", "and person.team in patterned", "and (person.team in patterned or True)"
        ),
        Clause(
            "who are off duty by their pattern",
            "and not self._works(person.team, window.start - rest, window.until + rest)",
            "and (not self._works(person.team, window.start - rest, window.start)\n"
            "                and not self._works(person.team, window.until, window.until + rest))",
        ),
        Clause(
            "not stood off",
            "and not any(each.called[person.id] for each in facts)",
            "and not any(each.called[person.id] and each.on_duty[person.id] for each in facts)",
        ),
        Clause(
            "not called in already",
            "and not any(each.called[person.id] for each in facts)",
            "and not any(each.called[person.id] and not each.on_duty[person.id] for each in facts)",
        ),
        Clause(
            "would count if on duty, throughout the window",
            "frozenset.intersection(*(each.can[person.id] for each in facts))",
            "facts[0].can[person.id]",
        ),
        Clause(
            "and would count if on duty",
            "frozenset.intersection(*(each.can[person.id] for each in facts))",
            "frozenset(self.order)",
        ),
        Clause(
            "with `rest_hours` left before",
            "window.start - rest, window.until + rest",
            "window.start, window.until + rest",
        ),
        Clause(
            "with `rest_hours` left after",
            "window.start - rest, window.until + rest",
            "window.start - rest, window.until",
        ),
        Clause("at most `call_in_share` of them", "Fraction(str(self.policy.call_in_share))", "Fraction(1)"),
        Clause(
            "rounded down",
            "int(share * sum(duty in able for able in could.values()))",
            "-int(-share * sum(duty in able for able in could.values()) // 1)",
        ),
        Clause("each in one shift of the look-ahead", "best(shift + 1, free - coming)", "best(shift + 1, free)"),
        Clause(
            "a shift that starts first stands for those that run with it",
            "return min((start for start, until in runs",
            "return max((start for start, until in runs",
        ),
        Clause(
            "throughout the windows of it",
            "by_shift.setdefault(self._shift_of(window), []).append(window)",
            "by_shift.setdefault(window.start, []).append(window)",
        ),
        Clause(
            "as many as there can be at once, not as many as one order of asking happens to find",
            "found.append((number + sum(map(sum, here)), here + rest))",
            "found.append((0, here + rest))",
        ),
        Clause("the least that closes it", "min(gaps[duty], int(share", "min(99, int(share"),
        Clause(
            "`by`: less `call_in_notice_hours`",
            "by = needs[0][0] - hours(self.policy.call_in_notice_hours)",
            "by = needs[0][0]",
        ),
        Clause("`late`: that is not after T", "by, by <= self.at, (duty,))", "by, by < self.at, (duty,))"),
    ),
)
