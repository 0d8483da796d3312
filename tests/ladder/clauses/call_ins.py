"""The clauses of the rule about call-ins."""

from __future__ import annotations

from tests.ladder.clauses.clause import Clause, Rule
from tests.ladder.profiles.rotas import ON_STANDBY, RESTED, ROSTERED
from tests.ladder.profiles.steps_up import CALLING, COMPETING, SUMMONED

CALL_IN = Rule(
    "call_in_steps",
    (CALLING, COMPETING, SUMMONED, ROSTERED, ON_STANDBY, RESTED),
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
        Clause("that home people could fill", "person.force == self.scenario.home and self._may", "self._may"),
        Clause("not stood off", "*ON_DUTY_LINE) in called", "*ON_DUTY_LINE) == called[0]"),
        Clause(
            "would count if on duty, throughout the window",
            "frozenset.intersection(*(self._beside(person, each) for each in facts))",
            "self._beside(person, facts[0])",
        ),
        Clause(
            "and would count if on duty", "for duty in facts.can[person.id] if ready", "for duty in self.order if ready"
        ),
        Clause(
            "with `rest_hours` left before", "start, until = window.start - rest, ", "start, until = window.start, "
        ),
        Clause(
            "with `rest_hours` left after",
            "window.start - rest, window.until + rest",
            "window.start - rest, window.until",
        ),
        Clause("people who are on duty", "if ready is None or ready > waits[duty])", "if ready is None)"),
        Clause(
            "but not ready soon enough",
            "ready is None or ready > waits[duty])",
            "ready is None or ready >= waits[duty])",
        ),
        Clause("and not bound", "(ready is not None and facts.bound[person.id])", "False"),
        Clause("nobody who has a row", "return patterned and not with_row", "return patterned"),
        Clause("nobody without a pattern", "return patterned and not with_row", "return not with_row"),
        Clause("unless `call_in_from_rota`", "self.policy.call_in_from_rota or not self.scenario.rota", "False"),
        Clause("where the file has a row", "return bool(self.scenario.rota)", "return False"),
        Clause("standby is no work", "shift.id == entry and shift.ready_minutes == 0:", "shift.id == entry:"),
        Clause("nor is that of a row", "row.ready_minutes == 0 and max(", "max("),
        Clause("newly break a rule", "if able and self._breaches(person, window) else able", "if False else able"),
        Clause("of effect `breach`", 'any(rule.effect == "breach" for rule, *_ in broken)', "bool(broken)"),
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
