"""An outlook for reading at 3 a.m.: what is likeliest to fail first and when, what to ask for, when help can go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.model.time import hours
from standto.outlooks.chances import CONDITION, Chance
from standto.outlooks.distributions import HIGH, quantiles_of
from standto.outlooks.help_ahead import AskNow, HelpGoes, asks_now, help_goes, tier_lines
from standto.outlooks.outlook_lines import OutlookLine, anything_short, judged_names, lines_of, rows_of
from standto.presenting.scope import HELP, assumption_words, rest_words
from standto.wording import counted, joined, length, listed, moment, names_of, span, wrapped
from standto.wording.sentences import SEE_ALL, columns, in_columns, room

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standto.outlooks.outlook_facts import OutlookFacts

_TIE = "\N{NO-BREAK SPACE}"
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
            *_whole(f"Outlook, {asked_words(facts)}", hanging=2),
            *_whole(_assumed(facts), hanging=2),
            *_outside(facts),
            "",
            *_first_to_fail(facts, lines),
            *_ask_for(facts),
            *_help_can_go(facts),
            "",
            *_table(facts, lines),
            *_help_used(facts),
            *_whole(_legend(facts)),
            rest_words(facts.scenario),
        ]
    )


def asked_words(facts: OutlookFacts) -> str:
    """Return the question as a sentence."""
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


def _outside(facts: OutlookFacts) -> list[str]:
    """Return which assumptions have no effect here, as lines; none if all may have one."""
    names = facts.outside
    return _whole(f"NOT IN THIS TIME, so without effect: {listed(names)}.", hanging=2) if names else []


def _first_to_fail(facts: OutlookFacts, lines: Sequence[OutlookLine]) -> list[str]:
    """Return what most often fails first, and when."""
    verdict = "FIRST TO FAIL" if anything_short(facts.tally).count else "NOTHING FAILS"
    return _whole(f"{verdict}: {first_words(facts, lines)}", hanging=2)


def first_words(facts: OutlookFacts, lines: Sequence[OutlookLine]) -> str:
    """Return what most often fails first, and when, as sentences."""
    anything = anything_short(facts.tally)
    if not anything.count:
        return (
            f"no duty or crew is short in any of {counted(anything.futures, 'future')}. The chance of a gap is "
            f"{anything.words}, {CONDITION}."
        )
    likeliest = max((line for line in lines if line.sort != "criticality"), key=_soonest, default=lines[-1])
    text = f"most likely {likeliest.name}: short at some time in {likeliest.short.words}, {CONDITION}."
    if likeliest.first is not None:
        early, half, late = (moment(facts.scenario.zone, instant) for instant in likeliest.first)
        text += f" Of those futures, half have its first gap by {half}, 5 in 100 by {early}, 95 in 100 by {late}."
    return f"{text} Anything at all is short in {anything.words}."


def _soonest(line: OutlookLine) -> tuple[Chance, int, int]:
    """Return a sort key: the likeliest to be short last, of equally likely ones the soonest."""
    return line.short, 0 if line.first is None else -line.first[1], -line.row


def _ask_for(facts: OutlookFacts) -> list[str]:
    """Return what to ask for now."""
    asks, crews = asks_now(facts), crews_short(facts)
    more = _whole(crews, indent=2, hanging=2) if crews else []
    if not asks:
        told = f"ASK NOW FOR: {nothing_to_ask(crews)}"
        return [*_whole(told, hanging=2), *more]
    lines = _whole(f"ASK NOW FOR, to cover each duty in each step in 95 of 100 futures, {CONDITION}:", hanging=2)
    for text in ask_sentences(facts, asks[: room(_ASKS)]):
        lines += _whole(text, indent=2, hanging=2)
    if len(asks) > room(_ASKS):
        lines.append(f"  and {counted(len(asks) - room(_ASKS), 'more duty', 'more duties')}: {SEE_ALL}")
    return [*lines, *more]


def nothing_to_ask(crews: str) -> str:
    """Return why no places are to be asked for; `crews` is the sentence about crews below their needs, if any are."""
    covered = f"is covered in each step in 95 of 100 futures, {CONDITION}."
    return f"people for crews; each duty without a crew {covered}" if crews else f"nothing; each duty {covered}"


def crews_short(facts: OutlookFacts) -> str:
    """Return the crews below their needs in some step in more than 5 of 100 futures, as a sentence; blank for none."""
    names, rows = judged_names(facts), rows_of(facts.tally, "crew")
    short = [names[row] for row in rows if quantiles_of(facts.tally.gaps[row], HIGH).any()]
    if not short:
        return ""
    verb = "is" if len(short) == 1 else "are"
    return f"{listed(short)} {verb} below needs in some step in more than 5 of 100: standto relief says who is missing."


def ask_sentences(facts: OutlookFacts, asks: Sequence[AskNow]) -> Iterator[str]:
    """Yield what to ask for, a sentence for each duty; pools that several duties could have are listed once."""
    names, told = names_of(facts.scenario.duties_in_order), set()
    for ask in asks:
        zone = facts.scenario.zone
        text = f"{counted(ask.places, 'place')} for {names[ask.duty]}, needed from {moment(zone, ask.needed)}: "
        if ask.by is None:
            yield f"{text}no pool could be asked for it now."
            continue
        again, soonest = ask.sources in told, min(one.arrives for one in ask.sources)
        told.add(ask.sources)
        late = ask.by < int(facts.starts[0])
        when = f"LATE, there from {moment(zone, soonest)} at the soonest" if late else f"by {moment(zone, ask.by)}"
        yield f"{text}{when}; {'the same pools' if again else _free_words(ask)}."


def _free_words(ask: AskNow) -> str:
    """Return the places that could be asked for."""
    shown = [f"{one.pool} {one.places:,}" for one in ask.sources[: room(_SOURCES)]]
    more = len(ask.sources) - room(_SOURCES)
    total = sum(one.places for one in ask.sources)
    others = [f"{counted(more, 'more pool')}"] if more > 0 else []
    return f"free: {joined([*shown, *others])}, {total:,} in all"


def _help_can_go(facts: OutlookFacts) -> list[str]:
    """Return when help can go, criticality by criticality; nothing where there is no duty and no crew."""
    goes = help_goes(facts)
    lines = _whole(f"HELP CAN GO when the home force alone covers, {CONDITION}:", hanging=2) if goes else []
    for one in goes:
        lines += _whole(goes_words(facts, one), indent=2, hanging=2)
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
    when = f"{told(goes.half, '50 of 100 futures')}, {told(goes.most, '95 of 100')}"
    if goes.half == goes.most:
        when = told(goes.half, "50 and in 95 of 100 futures")
    return f"{label}: {when}; in this time at all: {goes.ever.words}."


def _table(facts: OutlookFacts, lines: Sequence[OutlookLine]) -> list[str]:
    """Return a row for each duty and crew that is ever short, the likeliest first."""
    others = [line for line in lines if line.sort != "criticality"]
    ever = sorted((line for line in others if line.short.count), key=lambda one: (-one.short.count, one.row))
    shown, never = ever[: room(_DUTIES)], len(others) - len(ever)
    rows = [("short at any time", "chance", "half by", "worst from", "covered", "missing"), *_rows(facts, shown)]
    found = in_columns(rows) if ever else []
    if max(map(len, found), default=0) > columns():
        found = [text for row in rows[1:] for text in _whole(_said(row), hanging=2)]
    if len(ever) > len(shown):
        found.append(f"and {counted(len(ever) - len(shown), 'more duty or crew', 'more duties and crews')}: {SEE_ALL}")
    if never:
        found.append(f"{counted(never, 'duty or crew is', 'duties and crews are')} short in no future")
    return [*found, ""]


def _rows(facts: OutlookFacts, lines: Sequence[OutlookLine]) -> Iterator[tuple[str, ...]]:
    zone = facts.scenario.zone
    for line in lines:
        half = "" if line.first is None else moment(zone, line.first[1])
        _, middle, most = line.missing
        missing = f"{middle:,} to {most:,}"
        yield line.id, line.short.text, half, moment(zone, line.start), line.covered.text, missing


def _said(row: Sequence[str]) -> str:
    """Return a row in words, for a screen that is too narrow for the table."""
    name, chance, half, worst, covered, missing = row
    return f"{name}: short in {chance}, half by {half}; worst from {worst}: covered in {covered}, missing {missing}"


def _help_used(facts: OutlookFacts) -> list[str]:
    """Return the most places that each tier of help fills."""
    told = [
        f"{line.name} {line.used[1]:,} to {line.used[2]:,} from {moment(facts.scenario.zone, line.start)}"
        for line in tier_lines(facts)
        if line.tier and line.used[2]
    ]
    return [*_whole(f"Help used at most, by 50 and 95 of 100 futures: {joined(told)}.", hanging=2), ""] if told else []


def _legend(facts: OutlookFacts) -> str:
    """Return how to read the numbers."""
    hold = facts.scenario.policy.hold_hours
    wanted = f"for the {length(hours(hold))} for which the policy wants cover to hold" if hold else "once cover holds"
    return (
        "±: the standard error of the simulation, in percentage points; it says nothing about the assumptions. "
        "Missing: places, in the middle future and in 95 of 100, in the worst step. Words: "
        f"the PHIA yardstick. Help can go: {wanted}."
    )


def _whole(text: str, indent: int = 0, hanging: int = 0) -> list[str]:
    """Return a text as lines that fit the screen, none of which breaks off within a number and its error."""
    tied = text.replace(" %", f"{_TIE}%").replace(" ± ", f"{_TIE}±{_TIE}")
    return [line.replace(_TIE, " ") for line in wrapped(tied, indent, hanging)]
