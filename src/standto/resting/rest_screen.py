"""Rest for reading: the verdict, then the rules, teams and days, then the stints of each person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from standto.model.words import Vocabulary
from standto.model.working_time import BREACH, EFFECTS
from standto.presenting.rest_words import bound_words, measured_words
from standto.presenting.scope import UNCHECKED
from standto.register import BrokenRule
from standto.resting.rest_facts import BreakCount, RestFacts
from standto.wording import counted, joined, moment, short_day, span, wrapped
from standto.wording.sentences import SEE_ALL, room

_MOST_STINTS = 40
"""The most stints that are listed; of the others the text says how many."""
_MOST_LINES = 31
"""The most teams, or days, that are listed."""
_EFFECT_WORDS = {"breach": "in breach", "owed": "with rest or pay owed", "note": "to note"}


def rest_text(rest: RestFacts) -> str:
    """Return an answer as plain text."""
    parts = [_head(rest)]
    if not rest.rules:
        parts.append(wrapped(f"{UNCHECKED} The scenario has no rules on working time.", hanging=2))
    else:
        parts.append(wrapped(_verdict(rest), hanging=2))
        if rest.broken:
            parts += [_rules(rest), _teams(rest), _days(rest), _people(rest)]
    return "\n\n".join("\n".join(part) for part in parts)


def _head(rest: RestFacts) -> list[str]:
    zone, known_at = rest.scenario.zone, rest.situation.known_at
    known = "" if known_at is None else f", as known {moment(zone, known_at)}"
    return [rest.scenario.title, *wrapped(f"Rest, {span(zone, *rest.period)}{known}", hanging=2)]


def _verdict(rest: RestFacts) -> str:
    """Return whether anything is a breach, and how many stints break a rule of each effect."""
    found = rest.counts(lambda each: rest.rules[each.rule].effect)
    head = "BREACH" if BREACH in found else "NO BREACH"
    if not found:
        return f"{head}: no stint breaks any of {counted(len(rest.rules), 'rule')}."
    return f"{head}: {_effects(found, rest.scenario.words)}."


def _effects(found: dict[Any, BreakCount], words: Vocabulary) -> str:
    """Return counts by effect, the most serious first."""
    return joined([f"{_counts(found[effect], words)} {_EFFECT_WORDS[effect]}" for effect in EFFECTS if effect in found])


def _counts(count: BreakCount, words: Vocabulary) -> str:
    return f"{counted(count.stints, 'stint')} of {counted(count.people, words.person, words.people)}"


def _rules(rest: RestFacts) -> list[str]:
    """Return each rule that is broken, how often, and its source."""
    found = rest.counts(lambda each: each.rule)
    lines = ["By rule"]
    for number, rule in enumerate(rest.rules):
        if number in found:
            text = f"{rule.id} ({rule.effect}), {bound_words(rule)}: {_counts(found[number], rest.scenario.words)}"
            lines += wrapped(text, indent=2, hanging=2)
            lines += wrapped(rule.source, indent=4)
    return lines


def _teams(rest: RestFacts) -> list[str]:
    """Return how many stints of each team break a rule, by effect."""
    people = rest.scenario.people
    return ["By team", *_by(rest, lambda each: people[each.person].team, lambda team: team or "no team")]


def _days(rest: RestFacts) -> list[str]:
    """Return how many of the stints that start on each day break a rule, by effect."""
    zone = rest.scenario.zone
    starts = sorted({each.period.start for each in rest.broken}, reverse=True)
    day_of = {start: zone.local(start).date() for start in starts}
    names = {day_of[start]: short_day(zone, start) for start in starts}
    return ["By day of their start", *_by(rest, lambda each: day_of[each.period.start], names.__getitem__)]


def _by(rest: RestFacts, kind: Callable[[BrokenRule], Any], words: Callable[[Any], str]) -> Iterator[str]:
    """Yield a line for each kind of stint, as far as there is room."""
    found: dict[Any, dict[Any, BreakCount]] = {}
    for (name, effect), count in rest.counts(lambda each: (kind(each), rest.rules[each.rule].effect)).items():
        found.setdefault(name, {})[effect] = count
    for name in sorted(found)[: room(_MOST_LINES)]:
        yield from wrapped(f"{words(name)}: {_effects(found[name], rest.scenario.words)}", indent=2, hanging=2)
    if len(found) > room(_MOST_LINES):
        yield f"  and {len(found) - room(_MOST_LINES):,} more: {SEE_ALL}"


def _people(rest: RestFacts) -> list[str]:
    """Return the stints of each person, the most serious first, as far as there is room."""
    words = rest.scenario.words
    stints = [list(stint) for _, stint in groupby(rest.broken, key=lambda each: (each.person, each.period))]
    stints.sort(key=lambda stint: min(EFFECTS.index(rest.rules[each.rule].effect) for each in stint))
    lines = [f"By person: {counted(len(stints), 'stint')}"]
    for stint in stints[: room(_MOST_STINTS)]:
        lines += wrapped(_stint(rest, stint), indent=2, hanging=2)
    if left := stints[room(_MOST_STINTS) :]:
        of_people = counted(len({stint[0].person for stint in left}), words.person, words.people)
        lines.append(f"  and {counted(len(left), 'more stint')} of {of_people}: {SEE_ALL}")
    return lines


def _stint(rest: RestFacts, stint: list[BrokenRule]) -> str:
    rules = [(rest.rules[each.rule], each.measured) for each in stint]
    said = [f"{measured_words(rule, measured)} ({rule.id}, {rule.effect})" for rule, measured in rules]
    person, when = rest.scenario.people[stint[0].person].id, span(rest.scenario.zone, *stint[0].period)
    return f"{person}, {when}: {'; '.join(said)}"
