"""The clauses of the rules about standing down and releasing."""

from __future__ import annotations

from tests.ladder.clauses.clause import Clause, Rule, others
from tests.ladder.profiles.steps_down import (
    RELEASING,
    RELEASING_BY_LAW,
    RELEASING_LATER,
    RELEASING_STEPPED_UP,
    STANDING_DOWN,
    STANDING_DOWN_BY_LAW,
    STANDING_DOWN_BY_TURNS,
    STANDING_DOWN_LATER,
    STANDING_DOWN_STEPPED_UP,
)

REQUESTED = ("requested", "standby", "deployed")


def steps_up(text):
    """The clauses that name each event of some as a step up."""
    return tuple(
        Clause(f"since its last step up: `{kind}`", text, text.replace(f', "{kind}"', "").replace(f'"{kind}", ', ""))
        for kind in text.split('"')[1::2]
    )


DOWN_BOTH = (
    Clause(
        "the duties that the pool may do at some time of the look-ahead",
        "for known in all_known for piece in self.pieces)",
        "for known in all_known for piece in self.pieces[:1])",
    ),
    Clause(
        "or under a condition",
        "all_known += [self.knowledge(self.known_at, (name,)) for name in self.conditions(pool)]",
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
        "for window in known.windows(hour, until, states, lent):",
        "for window in known.windows(hour, until, states, lent)[:1]:",
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
        "for window in known.windows(hour, until, states, lent):",
        "for window in known.windows(self.at, max(until, self.at + 1), states, lent):",
    ),
    Clause(
        "as known at that hour",
        "self.knowledge(min(hour, self.known_at))",
        "self.now",
    ),
    Clause("or at K where that is earlier", "self.knowledge(min(hour, self.known_at))", "self.knowledge(hour)"),
    Clause("at T itself all is as known at K", "known = self.now if hour == self.at else self", "known = self"),
    Clause("`hold_hours` have passed", "and (last is None or last <= hold)\n", "\n"),
    Clause(
        "since its last step up",
        "last = self.last(pool, *UP, *UP_MILITARY)",
        "last = max((e.occurred for e in self.now.known_events.about(pool.id, *UP, *UP_MILITARY)), default=None)",
    ),
    Clause("holds count from `starts`", "and hold >= self.scenario.horizon.start", ""),
    Clause("its condition is not declared at T", "and not declared & set(self.conditions(pool))", ""),
    Clause(
        "at T",
        "declared = register.declared(self.now.known_events, self.at)",
        "declared = {n for p in self.pieces for n in register.declared(self.now.known_events, p)}",
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
        "can = [duty for duty in self.scenario.duties if could(pool, duty)]",
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
    "steps_down",
    (
        STANDING_DOWN,
        STANDING_DOWN_BY_TURNS,
        STANDING_DOWN_LATER,
        STANDING_DOWN_STEPPED_UP,
        STANDING_DOWN_BY_LAW,
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
    "steps_down",
    (RELEASING, RELEASING_LATER, RELEASING_STEPPED_UP, RELEASING_BY_LAW),
    (
        *DOWN_BOTH,
        *steps_up('UP = ("aid-asked", "aid-offered", "aid-confirmed", "aid-arrived")'),
        Clause("basis `present`", 'here = {other.id: COUNTS["present"]', 'here = {other.id: COUNTS["confirmed"]'),
        Clause("nobody lent is left out", "self._decide(pool, here, True,", "self._decide(pool, here, False,"),
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
