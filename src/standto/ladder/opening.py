"""Conditions: the declarations without which a pool may not do what it could."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.register import opened_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standto.ladder.look_ahead import LookAhead
    from standto.model.scenario import Pool


def declarations(ahead: LookAhead, kind: str) -> tuple[str, ...]:
    """Return the declarations under which a kind of force is permitted anything, as listed in the table of powers."""
    rows = ahead.scenario.powers or ()
    return tuple(dict.fromkeys(row.when for row in rows if row.kind == kind and row.permitted and row.when))


def conditions(ahead: LookAhead, pool: Pool) -> tuple[str, ...]:
    """Return the declarations that open a duty to a pool at some time of the look-ahead, as listed.

    A declaration opens a duty that the pool has a skill for, and that its force may do with the declaration only. One
    under which it may do only what no duty asks, or what it may do anyway, is no condition of it.
    """
    kind = ahead.scenario.force[pool.force].kind
    can = ahead.can(pool)
    return tuple(
        name for name in declarations(ahead, kind) if any(can & opened for opened in _opened(ahead, kind, name))
    )


def _opened(ahead: LookAhead, kind: str, name: str) -> Iterator[int]:
    """Yield the duties that a declaration opens to a kind of force, as bit masks, for each state of law ahead."""
    rules = ahead.situation.rules
    spans = range(rules.span(ahead.at), rules.span(ahead.period.until - 1) + 1)
    # Spans with the same declarations and rows of powers in force share one mapping.
    alike = {id(rules.permitted[span]): span for span in spans}
    for span in alike.values():
        yield opened_by(ahead.scenario, kind, int(rules.starts[span]), rules.declared[span], name)
