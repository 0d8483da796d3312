"""The least relief for reading: for each gap, how many people with which skill would close it."""

from __future__ import annotations

from collections.abc import Sequence

from standto.presenting.scope import rest_words, scope_text
from standto.relieving.least_facts import GapToClose, LeastReliefFacts
from standto.wording import counted, listed, moment, names_of, span, wrapped
from standto.wording.sentences import SEE_ALL, room

_GAPS = 12
"""The most gaps that are named."""


def least_text(relief: LeastReliefFacts) -> str:
    """Return an answer as plain text."""
    words, zone = relief.scenario.words, relief.scenario.zone
    lines = [
        relief.scenario.title,
        *wrapped(f"Relief, {scope_text(relief)}", hanging=2),
        "",
    ]
    if not relief.gaps:
        return "\n".join([*lines, "Nothing is short in this time.", "", rest_words(relief.scenario)])
    who = f"{words.people} of your own with one skill, on duty and ready from {moment(zone, relief.since)} on"
    lines += wrapped(f"The least number of {who}, that closes", hanging=2)
    lines += wrapped(f"everything: {_numbers(relief.skills, relief.everything)}", indent=2, hanging=4)
    names = names_of((*relief.scenario.duties_in_order, *relief.scenario.crews))
    for gap in relief.gaps[: room(_GAPS)]:
        told = f"{span(zone, *gap.period)}, {names[gap.subject]}, {_short(gap)}: {_numbers(relief.skills, gap.least)}"
        lines += wrapped(told, indent=2, hanging=4)
    if len(relief.gaps) > room(_GAPS):
        lines.append(f"  and {counted(len(relief.gaps) - room(_GAPS), 'more gap')}: {SEE_ALL}")
    mixed = "A mix of skills may need fewer. That is not worked out; --capability and --pool show what each buys."
    return "\n".join([*lines, "", *wrapped(mixed, hanging=2), rest_words(relief.scenario)])


def _short(gap: GapToClose) -> str:
    return "below what it needs" if gap.most is None else f"up to {gap.most:,} short"


def _numbers(skills: Sequence[str], numbers: Sequence[int | None]) -> str:
    """Return the number of each skill that is enough, fewest first."""
    able = sorted((number, place) for place, number in enumerate(numbers) if number is not None)
    if not able:
        return "no number of one skill does"
    return listed([f"{number:,} with {skills[place]}" for number, place in able], "or")
