"""Every clause of the review's rules, and what the plain code of `tests.ladder.oracle` says without it.

A clause is dropped by an edit of the plain code's text: what stands there, and what would stand there if the clause
were not in the contract. `tests.ladder.test_every_clause` finds a scenario in which that makes a difference.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from tests.ladder import oracle
from tests.ladder import scenarios as taste

SOURCE = Path(oracle.__file__).read_text(encoding="utf-8")


class Clause(NamedTuple):
    """A clause in the contract's words, the text that keeps to it, and the text that does not."""

    words: str
    keeps: str
    drops: str


class Rule(NamedTuple):
    """A rule: what a case says of it, the scenarios in which it decides something, and its clauses."""

    says: str
    tastes: tuple[taste.Taste, ...]
    clauses: tuple[Clause, ...]


@cache
def oracle_without(clause):
    """The plain code with one clause dropped."""
    assert SOURCE.count(clause.keeps) == 1, f"{clause.words}: {SOURCE.count(clause.keeps)} places in the plain code"
    module = ModuleType(f"{oracle.__name__}_without")
    module.__file__ = oracle.__file__
    sys.modules[module.__name__] = module
    exec(compile(SOURCE.replace(clause.keeps, clause.drops), oracle.__file__, "exec"), module.__dict__)
    return module


def others(states, state):
    """All of some states but one."""
    return tuple(one for one in states if one != state)


UNANSWERED = ("asked", "offered", "requested")
REQUESTED = ("requested", "standby", "deployed")

CALL_IN = Rule(
    "call_in_steps",
    (taste.CALLING, taste.COMPETING, taste.SUMMONED),
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

ASK = Rule(
    "ask_steps",
    (taste.ASKING, taste.WAITING, taste.CALLING_AND_ASKING),
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
            "about = self.now.told.about(pool.id, 'aid-asked')\n"
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
                f"FREE_AID = {others(oracle.FREE_AID, state)}",
            )
            for state in oracle.FREE_AID
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
            "pour(left, offers, self.policy.reserve, self.order)",
            "pour(left, offers, 0, self.order)",
        ),
        Clause(
            "`reserve` counts once in a window",
            "pour(left, offers, self.policy.reserve, self.order)",
            "pour(left, offers, self.policy.reserve * sum(map(bool, left.values())), self.order)",
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

REQUEST = Rule(
    "request_steps",
    (taste.REQUESTING, taste.CONDITIONED, taste.UNDER_ATTACK),
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
                f"FREE_MILITARY = {others(oracle.FREE_MILITARY, state)}",
            )
            for state in oracle.FREE_MILITARY
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
    (taste.DEPLOYING,),
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


def steps_up(text):
    """The clauses that name each event of some as a step up."""
    return tuple(
        Clause(f"since its last step up: `{kind}`", text, text.replace(f', "{kind}"', "").replace(f'"{kind}", ', ""))
        for kind in text.split('"')[1::2]
    )


DOWN_BOTH = (
    Clause(
        "the duties that the pool may do at some time of the look-ahead",
        "for seen in sights for piece in self.pieces)",
        "for seen in sights for piece in self.pieces[:1])",
    ),
    Clause(
        "or under a condition",
        "sights += [self.seen(self.known_at, (name,)) for name in self.conditions(pool)]",
        "",
    ),
    Clause("the duties that the pool may do", "duties = self._duties(pool)", "duties = frozenset(self.order)"),
    Clause("no gap in any window", "if short or (worst", "if (worst"),
    Clause(
        "a `worst_case` of `reserve` or more",
        "if short or (worst is not None and worst < self.policy.reserve):",
        "if short:",
    ),
    Clause("of `reserve`", "worst < self.policy.reserve", "worst < 0"),
    Clause("or more", "worst < self.policy.reserve", "worst <= self.policy.reserve"),
    Clause(
        "or null",
        "(worst is not None and worst < self.policy.reserve)",
        "(worst is None or worst < self.policy.reserve)",
    ),
    Clause(
        "those duties alone",
        "worst = self._worst(window, duties)",
        "worst = self._worst(window, frozenset(self.order))",
    ),
    Clause(
        "in any window of the look-ahead",
        "for window in seen.windows(hour, until, states, lent):",
        "for window in seen.windows(hour, until, states, lent)[:1]:",
    ),
    Clause(
        "and at each whole hour of the `hold_hours` before", "return [self.at, *reversed(before)]", "return [self.at]"
    ),
    Clause("at T itself", "return [self.at, *reversed(before)]", "return [*reversed(before)] or [self.at]"),
    Clause(
        "whole hours",
        "before = whole_hours(self.scenario.zone, start, self.at - 1)",
        "before = [start] if start < self.at else []",
    ),
    Clause(
        "hold from `starts` on",
        "start = max(self.at - hours(self.policy.hold_hours), self.scenario.horizon.start)\n        before",
        "start = self.at - hours(self.policy.hold_hours)\n        before",
    ),
    Clause(
        "each with its own look-ahead",
        "for window in seen.windows(hour, until, states, lent):",
        "for window in seen.windows(self.at, max(until, self.at + 1), states, lent):",
    ),
    Clause(
        "as known at that hour",
        "self.seen(min(hour, self.known_at))",
        "self.now",
    ),
    Clause("or at K where that is earlier", "self.seen(min(hour, self.known_at))", "self.seen(hour)"),
    Clause("at T itself all is as known at K", "seen = self.now if hour == self.at else self", "seen = self"),
    Clause("`hold_hours` have passed", "and (last is None or last <= hold)\n", "\n"),
    Clause(
        "since its last step up",
        "last = self.last(pool, *UP, *UP_MILITARY)",
        "last = max((e.occurred for e in self.now.told.about(pool.id, *UP, *UP_MILITARY)), default=None)",
    ),
    Clause("holds count from `starts`", "and hold >= self.scenario.horizon.start", ""),
    Clause("its condition is not declared at T", "and not declared & set(self.conditions(pool))", ""),
    Clause(
        "at T",
        "declared = register.declared(self.now.told, self.at)",
        "declared = {n for p in self.pieces for n in register.declared(self.now.told, p)}",
    ),
    Clause(
        "its condition: under which it may do a duty of the scenario",
        "return [name for name in self.declarations() if self._opens(name, pool)]",
        "kind = {force.id: force.kind for force in self.scenario.forces}[pool.force]\n"
        "        rows = [row for row in self.scenario.powers or () if row.kind == kind and row.permitted]\n"
        "        return [row.when for row in rows if row.when]",
    ),
    Clause(
        "may and can",
        "can = [duty for duty in self.scenario.duties if set(duty.capabilities) & set(pool.capabilities)]",
        "can = self.scenario.duties",
    ),
    Clause("that it otherwise may not", "and not self._may(pool, duty, piece, name, with_it=False)\n", "\n"),
    Clause(
        "otherwise: without that declaration",
        "others = [row for row in self.scenario.powers if row.when != name]",
        "others = self.scenario.powers",
    ),
    Clause(
        "the look-ahead is not cut",
        "and self.at + hours(self.policy.look_ahead_hours) <= self.scenario.horizon.until",
        "",
    ),
)

STAND_DOWN = Rule(
    "way_down",
    (
        taste.STANDING_DOWN,
        taste.STANDING_DOWN_BY_TURNS,
        taste.STANDING_DOWN_LATER,
        taste.STANDING_DOWN_STEPPED_UP,
        taste.STANDING_DOWN_BY_LAW,
    ),
    (
        *DOWN_BOTH,
        *steps_up('UP_MILITARY = ("contingency-requested", "contingency-agreed", "contingency-deployed")'),
        Clause(
            "on basis `none`: no help",
            "states = {other.id: () for other in self.pools}",
            'states = {o.id: COUNTS["present"] if o in self.aid else () for o in self.pools}',
        ),
        Clause("on basis `none`: nobody lent", "pool, states, False, ", "pool, states, True, "),
        *(
            Clause(
                f"all that is `{state}`",
                '"stand-down-contingency", ("requested", "standby", "deployed"), down',
                f'"stand-down-contingency", {others(REQUESTED, state)}, down',
            )
            for state in ("requested", "standby", "deployed")
        ),
        *(
            Clause(
                f"pools with places `{state}`",
                'if self.places(pool, "requested", "standby", "deployed"):\n',
                f"if self.places(pool, *{others(REQUESTED, state)}):\n",
            )
            for state in ("requested", "standby", "deployed")
        ),
    ),
)

RELEASE = Rule(
    "way_down",
    (taste.RELEASING, taste.RELEASING_LATER, taste.RELEASING_STEPPED_UP, taste.RELEASING_BY_LAW),
    (
        *DOWN_BOTH,
        *steps_up('UP = ("aid-asked", "aid-offered", "aid-confirmed", "aid-arrived")'),
        Clause("basis `present`", 'here = {other.id: COUNTS["present"]', 'here = {other.id: COUNTS["confirmed"]'),
        Clause("nobody lent is left out", "self._settle(pool, here, True,", "self._settle(pool, here, False,"),
        Clause(
            "without the military",
            "for other in self.aid if other not in (pool, *released)}",
            "for other in self.pools if other not in (pool, *released)}",
        ),
        Clause("the pool itself", "if other not in (pool, *released)}", "if other not in released}"),
        Clause("and pools already recommended for release", "if other not in (pool, *released)}", "if other != pool}"),
        Clause(
            "pools from the highest tier and the end of the file",
            "for pool in reversed(self.aid):",
            "for pool in self.aid:",
        ),
        *(
            Clause(
                f"pools with places `{state}`",
                'if self.places(pool, "confirmed", "arrived"):',
                f"if self.places(pool, {other!r}):",
            )
            for state, other in (("confirmed", "arrived"), ("arrived", "confirmed"))
        ),
        Clause(
            "for no others",
            'if self.places(pool, "confirmed", "arrived"):',
            'if self.places(pool, "confirmed", "arrived", "offered"):',
        ),
        *(
            Clause(
                f"all of the pool: `{state}`",
                '"release-aid", ("arrived", "confirmed", "offered"), down',
                f'"release-aid", {others(("arrived", "confirmed", "offered"), state)}, down',
            )
            for state in ("arrived", "confirmed", "offered")
        ),
        Clause("`kept`: the first duty", "duty = short[0] if short else", "duty = short[-1] if short else"),
    ),
)

NOTICES = Rule(
    "notices",
    (taste.NOTICING, taste.ENDING, taste.REPORTING),
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
        Clause("is older than `stale_hours`", "if self.at - latest > hours(self.policy.stale_hours) and ", "if "),
        Clause("while anybody is stepped back", "and register.stepped_back(told, force, self.at):", ":"),
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
            "beside = any(not holds(event, register.stepped_back(told, force, self.at)) for event, _ in mine)",
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

REMAINING = Rule(
    "remaining",
    (taste.REQUESTING, taste.CALLING_AND_ASKING),
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
            "offers += [(self.free(pool), each) for pool, each in zip(self.military, may, strict=True)]",
            "pass",
        ),
        Clause(
            "nor one that was made", 'offers = [(self.places(pool, "requested"), each) for', "offers = [(0, each) for"
        ),
        Clause(
            "a request under a condition that is not declared closes nothing there",
            "may = [self.ability(pool, piece) for pool in self.military]\n            offers",
            "may = [self._duties(pool) for pool in self.military]\n            offers",
        ),
    ),
)

NEXT = Rule(
    "next_review",
    (taste.SUMMONED, taste.NOTICING, taste.ASKING),
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
                f"HELP = {oracle.HELP}".replace("'", '"'),
                f"HELP = {others(oracle.HELP, state)}",
            )
            for state in oracle.HELP
        ),
        Clause(
            "the whole hour", "whole_hours(self.scenario.zone, self.at + 1, self.at + 3 * HOUR)[0]", "self.at + HOUR"
        ),
    ),
)

COVERED = Rule(
    "covered",
    (taste.ENDING,),
    (
        Clause(
            "on basis `confirmed`",
            'basis confirmed."""\n        windows = self.ahead(self.now, self.basis("confirmed"))',
            'basis confirmed."""\n        windows = self.ahead(self.now, self.basis("offered"))',
        ),
        Clause(
            "by criticality", "if other.criticality == duty.criticality", "if other.criticality <= duty.criticality"
        ),
        Clause(
            "over the look-ahead",
            "self.end = min(at + hours(self.policy.look_ahead_hours), scenario.horizon.until)",
            "self.end = scenario.horizon.until",
        ),
    ),
)

RULES = {
    "call-in": CALL_IN,
    "ask-aid": ASK,
    "request-contingency": REQUEST,
    "deploy-contingency": DEPLOY,
    "stand-down-contingency": STAND_DOWN,
    "release-aid": RELEASE,
    "notices": NOTICES,
    "remaining": REMAINING,
    "next_review": NEXT,
    "covered": COVERED,
}
