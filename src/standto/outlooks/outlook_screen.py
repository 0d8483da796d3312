"""An outlook for reading at 3 a.m.: what is likeliest to fail first and when, what to ask for, when help can go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.outlooks.help_ahead import AskNow, HelpGoes, asks_now, help_goes, tier_lines
from standto.outlooks.outlook_lines import OutlookLine, anything_short, lines_of
from standto.outlooks.usual_bottlenecks import UsualBottleneck, bottlenecks_in
from standto.presenting.scope import HELP, assumption_words, rest_words
from standto.wording import counted, joined, listed, moment, names_of, span, wrapped
from standto.wording.sentences import SEE_ALL, in_columns, room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standto.outlooks.outlook_facts import OutlookFacts

CONDITION = "if these assumptions hold"
"""What stands beside every chance."""
_DUTIES = 12
"""The most rows of the table."""
_ASKS, _SOURCES = 4, 3
"""The most duties to ask for, and the most pools named for each."""


def outlook_text(facts: OutlookFacts) -> str:
    """Return an answer as plain text."""
    lines = lines_of(facts)
    return "\n".join(
        [
            facts.scenario.title,
            *wrapped(f"Outlook, {_scope(facts)}", hanging=2),
            *wrapped(_assumed(facts), hanging=2),
            "",
            *_first_to_fail(facts, lines),
            *_ask_for(facts),
            *_help_can_go(facts),
            "",
            *_table(facts, lines),
            *_help_used(facts),
            *wrapped(_legend(facts)),
            rest_words(facts.scenario),
        ]
    )


def _scope(facts: OutlookFacts) -> str:
    situation, zone = facts.situation, facts.scenario.zone
    asked = [span(zone, int(facts.starts[0]), int(facts.untils[-1])), HELP[facts.basis]]
    if situation.known_at is not None:
        asked.append(f"as known {moment(zone, situation.known_at)}")
    return ", ".join([*asked, *assumption_words(facts.scenario, situation.assumed, situation.ready)])


def _assumed(facts: OutlookFacts) -> str:
    """Return whose assumptions they are, and the futures that were drawn from them."""
    assumed, zone = facts.assumptions, facts.scenario.zone
    asked = "" if facts.tally.futures == facts.futures else f" of the {facts.futures:,} asked for"
    return (
        f'{counted(facts.tally.futures, "future")}{asked}, seed {facts.seed}. Assumptions: "{assumed.name}", made by '
        f"{assumed.by} at {moment(zone, assumed.at)}. Every chance below is what follows {CONDITION}."
    )


def _first_to_fail(facts: OutlookFacts, lines: Sequence[OutlookLine]) -> list[str]:
    """Return what most often fails first, and when."""
    anything, zone = anything_short(facts.tally), facts.scenario.zone
    if not anything.count:
        return wrapped(
            f"NOTHING FAILS in any of {counted(anything.futures, 'future')}: the chance of a gap is {anything.words}, "
            f"{CONDITION}.",
            hanging=2,
        )
    line = max(lines, key=lambda one: (one.short, one.sort == "criticality", one.row))
    text = f"FIRST TO FAIL: {_who_fails(facts, line)}. The chance of any gap is {anything.words}, {CONDITION}."
    if line.first is not None:
        early, half, late = (moment(zone, instant) for instant in line.first)
        text += f" Of the futures with a gap, half have it by {half}, 5 in 100 by {early}, 95 in 100 by {late}."
    return wrapped(text, hanging=2)


def _who_fails(facts: OutlookFacts, line: OutlookLine) -> str:
    """Return the usual bottleneck of a criticality; the name of anything else."""
    usual = [one for one in bottlenecks_in(facts) if one.criticality == line.id and line.sort == "criticality"]
    return f"most likely {bottleneck_words(facts, usual[0])}" if usual else f"most likely {line.name}"


def bottleneck_words(facts: OutlookFacts, usual: UsualBottleneck) -> str:
    """Return a usual bottleneck in words: its duties, and how often it is the one."""
    names = names_of(facts.scenario.duties_in_order)
    together = " together" if len(usual.duties) > 1 else ""
    return f"{listed([names[duty] for duty in usual.duties])}{together} ({usual.chance.text} of the first gaps)"


def _ask_for(facts: OutlookFacts) -> list[str]:
    """Return what to ask for now."""
    asks = asks_now(facts)
    if not asks:
        return wrapped(f"ASK NOW FOR: nothing; each duty is covered in each step in 95 of 100 futures, {CONDITION}.")
    lines = [f"ASK NOW FOR, to cover each step in 95 of 100 futures, {CONDITION}:"]
    for ask in asks[: room(_ASKS)]:
        lines += wrapped(ask_words(facts, ask), indent=2, hanging=2)
    if len(asks) > room(_ASKS):
        lines.append(f"  and {counted(len(asks) - room(_ASKS), 'more duty', 'more duties')}: {SEE_ALL}")
    return lines


def ask_words(facts: OutlookFacts, ask: AskNow) -> str:
    """Return what to ask for, as a sentence."""
    zone, name = facts.scenario.zone, names_of(facts.scenario.duties_in_order)[ask.duty]
    text = f"{counted(ask.places, 'place')} for {name}, needed from {moment(zone, ask.needed)}: "
    if ask.by is None:
        return f"{text}no pool could be asked for it now."
    at = int(facts.starts[0])
    soonest = min(one.arrives for one in ask.sources)
    late = f"LATE, there from {moment(zone, soonest)} at the soonest" if ask.by < at else f"by {moment(zone, ask.by)}"
    shown = [f"{one.pool} {one.places:,}" for one in ask.sources[: room(_SOURCES)]]
    more = len(ask.sources) - room(_SOURCES)
    total = sum(one.places for one in ask.sources)
    others = [f"and {counted(more, 'more pool')}"] if more > 0 else []
    return f"{text}{late}; free: {joined([*shown, *others])}, {total:,} in all."


def _help_can_go(facts: OutlookFacts) -> list[str]:
    """Return when help can go, criticality by criticality."""
    lines = [f"HELP CAN GO when the home force alone covers, {CONDITION}:"]
    for one in help_goes(facts):
        lines += wrapped(goes_words(facts, one), indent=2, hanging=2)
    return lines


def goes_words(facts: OutlookFacts, goes: HelpGoes) -> str:
    """Return when help can go, as a sentence."""
    zone, start = facts.scenario.zone, int(facts.starts[0])

    def told(instant: int | None, share: str) -> str:
        """Return the moment that a share of the futures reaches."""
        if instant is None:
            return f"not in this time in {share}"
        return f"{'at once' if instant == start else f'from {moment(zone, instant)}'} in {share}"

    label = f"{goes.name[0].lower()}{goes.name[1:]}"
    return (
        f"{label}: {told(goes.half, '50 of 100 futures')}, {told(goes.most, '95 of 100')}; "
        f"in this time at all: {goes.ever.words}."
    )


def _table(facts: OutlookFacts, lines: Sequence[OutlookLine]) -> list[str]:
    """Return a row for each duty and crew, the likeliest to be short first."""
    zone = facts.scenario.zone
    ever = [line for line in lines if line.sort != "criticality" and line.short.count]
    never = sum(line.sort != "criticality" for line in lines) - len(ever)
    rows = [("ever short", "chance", "half by", "worst from", "covered then", "missing 50", "95 of 100")]
    for line in sorted(ever, key=lambda one: (-one.short.count, one.row))[: room(_DUTIES)]:
        half = "" if line.first is None else moment(zone, line.first[1])
        _, middle, most = line.missing
        worst = moment(zone, line.start)
        rows.append((line.id, line.short.text, half, worst, line.covered.text, f"{middle:,}", f"{most:,}"))
    found = in_columns(rows) if len(rows) > 1 else []
    if len(ever) > room(_DUTIES):
        found.append(
            f"and {counted(len(ever) - room(_DUTIES), 'more duty or crew', 'more duties and crews')}: {SEE_ALL}"
        )
    if never:
        found.append(f"{counted(never, 'duty or crew is', 'duties and crews are')} short in no future")
    return [*found, ""]


def _help_used(facts: OutlookFacts) -> list[str]:
    """Return the most places that each tier of help fills."""
    told = [
        f"{line.name} {line.used[1]:,} to {line.used[2]:,} from {moment(facts.scenario.zone, line.start)}"
        for line in tier_lines(facts)
        if line.tier and line.used[2]
    ]
    return [*wrapped(f"Help used at most, by 50 and 95 of 100 futures: {joined(told)}.", hanging=2), ""] if told else []


def _legend(facts: OutlookFacts) -> str:
    """Return how to read the numbers."""
    hold = f"{facts.scenario.policy.hold_hours:g} hours"
    return (
        "±: the standard error of the simulation, in percentage points; it says nothing about the assumptions. Words: "
        f"the PHIA yardstick. Help can go: for the {hold} for which the policy wants cover to hold."
    )
