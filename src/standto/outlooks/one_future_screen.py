"""One future for reading: a line for each change of cover, with the step-backs and returns since the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.outlooks.chances import CONDITION
from standto.outlooks.help_ahead import tier_names
from standto.outlooks.outlook_lines import judged_names, rows_of
from standto.outlooks.outlook_screen import asked_words
from standto.wording import counted, joined, moment, wrapped
from standto.wording.sentences import SEE_ALL, fitted_rows, room

if TYPE_CHECKING:
    from standto.outlooks.one_future_facts import OneFutureFacts

_LINES = 40
"""The most lines of the timeline."""


def one_future_text(facts: OneFutureFacts) -> str:
    """Return one future as plain text."""
    ours = facts.outlook
    assumed = f'Future {facts.future:,} of seed {ours.seed}, {CONDITION}: "{ours.assumptions.name}"'
    return "\n".join(
        [
            facts.scenario.title,
            *wrapped(f"One future, {asked_words(ours)}", hanging=2),
            *wrapped(
                f"{assumed}. It is one of many, not a forecast: the outlook counts how many are like it.", hanging=2
            ),
            "",
            *_first_gaps(facts),
            "",
            *_timeline(facts),
        ]
    )


def _first_gaps(facts: OneFutureFacts) -> list[str]:
    """Return a line for each criticality, duty and crew that is ever short."""
    ours, zone, found = facts.outlook, facts.scenario.zone, []
    for row, name in enumerate(judged_names(ours)):
        first = facts.first_gap[row]
        if first is not None and ours.tally.judged[row].sort != "criticality":
            worst = int(facts.gaps[row].max())
            found.append(f"- {name}: first short {moment(zone, int(ours.starts[first]))}, {worst:,} missing at worst")
    return ["Short in this future:", *found] if found else ["Nothing is short in this future."]


def _timeline(facts: OneFutureFacts) -> list[str]:
    """Return a row for each change of the gaps or of the help in use."""
    ours, zone, help_names = facts.outlook, facts.scenario.zone, tier_names(facts.outlook)[1:]
    last = rows_of(ours.tally, "criticality")[-1:]
    rows = [("from", "stepped back", "returned", "away", "otherwise absent", "missing", *help_names)]
    since = 0
    seen: tuple[int, ...] | None = None
    for step in facts.changes:
        now = (int(facts.gaps[last, step].sum()), *facts.used[1:, step].tolist())
        if now == seen:
            continue
        moved = [int(counts[since : step + 1].sum()) for counts in facts.moves[:2]]
        numbers = [*moved, int(facts.moves.away[step]), int(facts.moves.otherwise_absent[step]), *now]
        rows.append((moment(zone, int(ours.starts[step])), *(f"{number:,}" for number in numbers)))
        since, seen = step + 1, now
    shown = fitted_rows(rows[: room(_LINES) + 1])
    more = len(rows) - 1 - room(_LINES)
    return [*shown, f"and {counted(more, 'more change')}: {SEE_ALL}"] if more > 0 else shown


def headline_of(facts: OneFutureFacts) -> str:
    """Return the answer in a few words."""
    names, zone = judged_names(facts.outlook), facts.scenario.zone
    short = [
        f"{names[row]} from {moment(zone, int(facts.outlook.starts[first]))}"
        for row, first in enumerate(facts.first_gap)
        if first is not None and facts.outlook.tally.judged[row].sort != "criticality"
    ]
    return f"short: {joined(short)}" if short else "covered"
