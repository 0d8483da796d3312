"""Breaking points for reading: a table of the groups whose step-back breaks each criticality soonest."""

from __future__ import annotations

from standto.presenting.scope import rest_words, scope_text
from standto.weighing.breaking_facts import BreakingPoint, BreakingPointsFacts
from standto.wording import counted, wrapped
from standto.wording.sentences import fitted_rows


def breaking_text(points: BreakingPointsFacts) -> str:
    """Return the answer as plain text."""
    lines = [points.scenario.title, *wrapped(f"Breaking points, {scope_text(points)}", hanging=2), ""]
    for criticality in sorted({one.criticality for one in points.points}):
        ends = [one for one in points.points if one.criticality == criticality and one.ends]
        lines += [f"Criticality {criticality} fails once this number step back:", *_table(points, ends), ""]
    lines += wrapped(
        "The worst case is exact: no smaller number can break it. The other columns are the numbers at which 5, 50 and "
        f"95 percent of {counted(points.runs or 0, 'random order')} had broken it (seed {points.seed})."
    )
    return "\n".join([*lines, rest_words(points.scenario)])


def _table(points: BreakingPointsFacts, ends: list[BreakingPoint]) -> list[str]:
    """Return a row for each group, the one that breaks soonest first."""
    never = max((one.size for one in ends), default=0) + 1
    order = sorted(ends, key=lambda one: never if one.worst is None else one.worst)
    head = ["  group", "of", "worst", "5 %", "50 %", "95 %", "fails first"]
    return fitted_rows([head, *(_row(points, one) for one in order)])


def _row(points: BreakingPointsFacts, one: BreakingPoint) -> list[str]:
    duties = points.scenario.duties_in_order
    names = [duties[duty].id for duty in one.first]
    first = f"{names[0]} and {len(names) - 1:,} more" if names[1:] else "".join(names) or "–"
    orders = ["–"] * 3 if one.orders is None else [_number(number) for number in one.orders]
    return [f"  {group_words(points, one)}", f"{one.size:,}", _number(one.worst), *orders, first]


def _number(number: int | None) -> str:
    return "never" if number is None else f"{number:,}" if number else "now"


def group_words(points: BreakingPointsFacts, one: BreakingPoint) -> str:
    """Return the name of a group for a table."""
    if one.group == "everybody":
        return "everybody"
    scenario = points.scenario
    if one.group == "team":
        return one.id
    if one.group == "force":
        return f"places of {scenario.force[one.id].label}"
    return f"holders of {one.id}"
