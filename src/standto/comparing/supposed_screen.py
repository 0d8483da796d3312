"""A what-if about cover for reading: what was understood, then before, after and the difference."""

from __future__ import annotations

from typing import Any

from standto.comparing.comparison_screen import (
    difference_lines,
    hours_lines,
    labels,
    named_table,
    only_lines,
    signed,
    verdicts,
)
from standto.comparing.supposed_facts import SupposedCoverFacts
from standto.presenting.scope import rest_words, scope_text
from standto.supposing import Supposed
from standto.supposing.choice import GroupSteppingBack
from standto.wording import counted, wrapped


def supposed_text(facts: SupposedCoverFacts) -> str:
    """Return a what-if about cover as plain text."""
    comparison = facts.comparisons[0]
    before = comparison.before
    lines = [
        before.scenario.title,
        *wrapped(f"Cover, {scope_text(before)}", hanging=2),
        "",
        *understood_lines(facts.supposed[0]),
        "",
    ]
    if len(facts.supposed) == 1:
        lines += verdicts(("before", before), ("after", comparison.after))
        lines += hours_lines(comparison, ("before", "after"))
    else:
        named = [
            (_name(supposed), each.after) for supposed, each in zip(facts.supposed, facts.comparisons, strict=True)
        ]
        lines += verdicts(("before", before), *named)
        lines += _side_by_side(facts)
        lines += [line for place in range(len(facts.supposed[0].groups)) for line in _bounds(facts, place)]
    after = "after" if len(facts.supposed) == 1 else _name(facts.supposed[0])
    lines += [*only_lines(comparison), *difference_lines(comparison, "before", after)]
    short = not (before.covered and all(each.after.covered for each in facts.comparisons))
    lines += ["", *(["For the proof of each gap, use --json."] if short else []), rest_words(before.scenario)]
    return "\n".join(lines)


def understood_lines(supposed: Supposed[Any]) -> list[str]:
    """Return what was understood, sentence by sentence, and the warnings."""
    lines = ["What if (nothing of this is recorded):"]
    for told in supposed.understood:
        lines += wrapped(f"- {told}", indent=2, hanging=2)
    for warning in supposed.warnings:
        lines += wrapped(f"Warning: {warning}", indent=2, hanging=2)
    return lines


def _name(supposed: Supposed[Any]) -> str:
    return f"random, seed {supposed.seed}" if supposed.choice == "random" else supposed.choice


def _side_by_side(facts: SupposedCoverFacts) -> list[str]:
    """Return the place-hours short of each duty, and the hours of crews, with each group."""
    hours = [comparison.gap_hours for comparison in facts.comparisons]
    crews = [comparison.crew_hours for comparison in facts.comparisons]
    lines = []
    for title, of in (("Place-hours short", hours), ("Hours below what it needs", crews)):
        ids = dict.fromkeys(one for each in of for one in each)
        if not ids:
            continue
        rows = [(title, "before", *(cell for supposed in facts.supposed for cell in (_name(supposed), "")))]
        named = labels(facts.comparisons[0])
        for one in ids:
            # A duty that is not among the hours of a group is short neither before nor with it.
            three = [each.get(one, (0.0, 0.0, 0.0)) for each in of]
            rows.append((one, *_cells(three)))
        rows.append(("in all", *_cells([_sums(each) for each in of])))
        lines += [*named_table(rows, named), ""]
    return lines or ["No duty or crew is short with any of them.", ""]


def _sums(hours: dict[str, tuple[float, float, float]]) -> tuple[float, float, float]:
    before, after, difference = (round(sum(three[place] for three in hours.values()), 2) for place in range(3))
    return before, after, difference


def _cells(hours: list[tuple[float, float, float]]) -> list[str]:
    """Return the cells of a row: before, then after and the difference with each group."""
    before = max(one for one, _, _ in hours)
    return [f"{before:,.2f}", *(cell for _, after, change in hours for cell in (f"{after:,.2f}", signed(change)))]


def _bounds(facts: SupposedCoverFacts, place: int) -> list[str]:
    """Return the bounds on what any group of a number costs, in words."""
    groups: dict[str, GroupSteppingBack] = {supposed.choice: supposed.groups[place] for supposed in facts.supposed}
    worst, best = groups["worst"], groups["best"]
    of = "".join(f" of {one}" for one in (worst.capability, worst.team) if one)
    who = f"{counted(worst.count, 'person', 'people')}{of} step back"
    at_most, at_least = f"{worst.bounds.at_most:,.2f}", f"{best.bounds.at_least:,.2f}"
    if place:
        # The groups of the numbers before are others in the worst answer than in the best.
        told = (
            f"Whichever {who} after them: at most {at_most} place-hours are short after the worst groups before, and "
            f"at least {at_least} after the best"
        )
    else:
        told = f"With all else that is supposed: whichever {who}, at most {at_most} place-hours are short, "
        told = f"{told}and at least {at_least}"
        if more := len(facts.supposed[0].groups) - 1:
            told = f"{told}, before {counted(more, 'more group')} {'steps' if more == 1 else 'step'} back"
    told += ", with the seats that crews need as places" if facts.supposed[0].scenario.crews else ""
    ends = ["the worst group is the most possible"] if worst.most_possible else []
    ends += ["the best group is the least possible"] if best.least_possible else []
    return [*wrapped(f"{told}{''.join(f'; {end}' for end in ends)}.", hanging=2), ""]
