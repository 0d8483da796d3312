"""What the sliders assume, in words."""

from __future__ import annotations

from collections.abc import Sequence

from standto.model.scenario import Scenario
from standto.model.time import HOUR, Instant
from standto.wording import counted
from standto_desk.acts.looking_ahead.groups_of_people import group_of
from standto_desk.acts.looking_ahead.outlook_questions import BASES_OFFERED, OutlookQuestion, until_of
from standto_desk.acts.models import AssumptionSet
from standto_desk.components.moments import short_moment


def assumed_lines(
    question: OutlookQuestion, scenario: Scenario, at: Instant, sets: Sequence[AssumptionSet]
) -> list[str]:
    """Return what a question assumes, a sentence for each thing."""
    lines = []
    if question.most:
        start, group = at + question.after_hours * HOUR, group_of(question.among, scenario, at)
        name = f" of {group.name}" if group is not None and group.key else ""
        number = _range(question.least, question.most)
        until = short_moment(min(start + question.over_hours * HOUR, until_of(question, scenario, at)))
        lines.append(f"{number} people{name} step back between {short_moment(start)} and {until}.")
    if question.returns_most:
        lines.append(f"Within a day, {_range(question.returns_least, question.returns_most)} % of those away return.")
    if question.refused_most:
        refused = _range(question.refused_least, question.refused_most)
        lines.append(f"The help of each force fails to come with a chance of {refused} %.")
    lines += [f"All that the set {one.name} assumes." for one in sets if one.pk == question.assumptions]
    lines.append(f"{BASES_OFFERED[question.basis]} counts.")
    hours = (until_of(question, scenario, at) - at) // HOUR
    lines.append(f"The outlook looks {counted(hours, 'hour')} ahead, from {short_moment(at)}.")
    return lines


def _range(low: int, high: int) -> str:
    return f"{high:,}" if low == high else f"{low:,} to {high:,}"
