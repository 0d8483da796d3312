"""The report of an outlook as a document: what fails first, what to ask for, when help can go, and all behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standto.futures.merging import digest_of
from standto.model.time import hours
from standto.outlooks.chances import CONDITION, LEAST_FOR_WORDS
from standto.outlooks.help_ahead import asks_now, help_goes, tier_names
from standto.outlooks.outlook_lines import lines_of
from standto.outlooks.outlook_screen import ask_sentences, crews_short, first_words, nothing_to_ask
from standto.outlooks.usual_bottlenecks import bottlenecks_in
from standto.outlooks.words_of_outlooks import fan_words, heat_words
from standto.presenting.scope import HELP
from standto.reporting.document import Document, Inset, Paragraph, Points, Section, Summary, Warn, Words
from standto.reporting.head_matter import head_rows, made_from
from standto.reporting.outlook_bars import weighed_section
from standto.reporting.outlook_pictures import fan_picture, heat_picture
from standto.reporting.outlook_tables import (
    bottleneck_table,
    chance_table,
    cover_table,
    fan_table,
    goes_table,
    tiers_table,
    worst_table,
    yardstick_table,
)
from standto.wording import counted, day_and_time, length, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from standto.outlooks.outlook_facts import OutlookFacts
    from standto.outlooks.outlook_lines import OutlookLine
    from standto.reporting.document import Block
    from standto.reporting.heading import Heading
    from standto.reporting.outlook_bars import WeighedBars

LIMITS = (
    "Nobody can say what people will choose, and this report does not. It says what would follow from the assumptions, "
    "and how likely that is if they hold. If they do not, its chances mean nothing. The worst cases of step-backs and "
    "the gaps of each future are exact."
)
ERRORS = (
    "± is the standard error of the simulation, in percentage points. It says nothing about the assumptions. A number "
    "is rounded where its error begins. Where no future has something, or all have it, the number is a bound: at it, "
    "seeing none, or all, would have a chance of 5 %."
)
WORDS = (
    'The word after a number is that of the PHIA probability yardstick ("Explaining uncertainty in UK intelligence '
    'assessment", Cabinet Office, 24 March 2025). The yardstick has gaps: a number in one gets the words of both '
    f"neighbours. With fewer than {LEAST_FOR_WORDS} futures there is no word."
)
_FANS = 12
"""The most duties and crews with a fan."""


def outlook_for_command(
    facts: OutlookFacts, heading: Heading, weighed: Sequence[WeighedBars], worded: Callable[[str], str]
) -> Document:
    """Return the report of an outlook as a document.

    Parameters
    ----------
    weighed
        What was weighed beside it, each for a section of its own.
    worded
        Returns free words as the report may show them.
    """
    lines = lines_of(facts)
    return Document(
        title="Outlook for command",
        heading=heading,
        sections=(
            Section("head", "", (_head(facts, heading, worded), Warn(Words(LIMITS))), level=1),
            Section("first", "What is most likely to fail first", tuple(_first(facts, lines))),
            Section("ask", "What to ask for now", tuple(_ask(facts))),
            Section("help", "When help can go", tuple(_help(facts))),
            Section("cover", "Chance of a gap over time", tuple(_heat(facts, lines))),
            *_fans(facts, lines),
            *(weighed_section(one) for one in weighed),
            Section("words", "How to read the numbers", _reading()),
            _made_from(facts, heading),
        ),
    )


def _head(facts: OutlookFacts, heading: Heading, worded: Callable[[str], str]) -> Summary:
    zone, assumed = facts.scenario.zone, facts.assumptions
    futures = counted(facts.tally.futures, "future")
    if facts.tally.futures != facts.futures:
        futures += f" of the {facts.futures:,} asked for"
    outside = [listed(facts.outside)] if facts.outside else []
    rows = (
        *head_rows(heading, zone),
        ("Until", Words(day_and_time(zone, int(facts.untils[-1])))),
        ("Help counted", Words(HELP[facts.basis])),
        ("Assumptions", Words(f"{assumed.name}, made by {assumed.by} at {day_and_time(zone, assumed.at)}")),
        ("Their basis", Words(worded(assumed.note) or "not given")),
        *(("Not in this time, so without effect", Words(name)) for name in outside),
        ("Futures", Words(f"{futures}, seed {facts.seed}")),
    )
    return Summary(rows)


def _first(facts: OutlookFacts, lines: Sequence[OutlookLine]) -> Iterator[Block]:
    told = first_words(facts, lines)
    yield Inset(Words(f"{told[0].upper()}{told[1:]}"))
    order = sorted(lines, key=lambda line: (line.sort != "criticality", line.row))
    yield chance_table(order, facts.scenario.zone)
    if any(line.short.count for line in order):
        yield worst_table(order, facts.scenario.zone)
    usual = bottlenecks_in(facts)
    if usual:
        yield bottleneck_table(facts, usual)


def _ask(facts: OutlookFacts) -> Iterator[Block]:
    asks, crews = asks_now(facts), crews_short(facts)
    if crews:
        yield Paragraph(Words(crews))
    if not asks:
        told = nothing_to_ask(crews)
        yield Paragraph(Words(f"{told[0].upper()}{told[1:]}"))
        return
    yield Paragraph(
        Words(
            f"With the places below, each duty would be covered in each step in 95 of 100 futures, {CONDITION}. "
            "Places of one pool are named for every duty that they could fill, but each fills one at a time."
        )
    )
    yield Points(tuple((Words(text), ()) for text in ask_sentences(facts, asks)))


def _help(facts: OutlookFacts) -> Iterator[Block]:
    hold = facts.scenario.policy.hold_hours
    wanted = f", and does so for {length(hours(hold))}, as the policy asks" if hold else ""
    yield Paragraph(Words(f"Help can go once the home force alone covers the duties{wanted}."))
    yield goes_table(help_goes(facts), facts.scenario.zone)
    yield tiers_table(facts)
    for tier, (name, used) in enumerate(zip(tier_names(facts), facts.tally.used, strict=True)):
        if tier and used[:, 1:].any():
            words = f"Places filled by {name}, {CONDITION}."
            yield fan_picture(facts, f"Places filled by {name}", used, "places filled", words)
            yield fan_table(facts, f"Places filled by {name}", used)


def _heat(facts: OutlookFacts, lines: Sequence[OutlookLine]) -> Iterator[Block]:
    shown = [line for line in lines if line.sort != "criticality"]
    if not shown:
        yield Paragraph(Words("There is no duty and no crew."))
        return
    futures = facts.tally.futures
    strips = [(line.name, futures - facts.tally.gaps[line.row][:, 0]) for line in shown]
    yield heat_picture(facts, "Chance of a gap over time", strips, heat_words(facts))
    yield cover_table(facts, shown)


def _fans(facts: OutlookFacts, lines: Sequence[OutlookLine]) -> Iterator[Section]:
    """Yield a section for each criticality that is ever short, and for the duties and crews likeliest to be."""
    ever = [line for line in lines if line.short.count]
    levels = [line for line in ever if line.sort == "criticality"]
    others = sorted((line for line in ever if line.sort != "criticality"), key=lambda one: -one.short.count)
    told = f"Nothing is missing in any of {counted(facts.tally.futures, 'future')}."
    if ever:
        told = "The duties up to each criticality together, then the duties and crews that are likeliest to be short."
        if len(others) > _FANS:
            told += f" Another {len(others) - _FANS:,} are in the first table alone."
    yield Section("gaps", "Places missing over time", (Paragraph(Words(told)),))
    for line in (*levels, *others[:_FANS]):
        counts = facts.tally.gaps[line.row]
        unit = "below its needs" if line.sort == "crew" else "places missing"
        picture = fan_picture(facts, line.name, counts, unit, fan_words(facts, line.row))
        yield Section(f"gaps-{line.row}", line.name, (picture, fan_table(facts, line.name, counts)), level=3)


def _reading() -> tuple[Block, ...]:
    return (Paragraph(Words(ERRORS)), Paragraph(Words(WORDS)), yardstick_table())


def _made_from(facts: OutlookFacts, heading: Heading) -> Section:
    """Return the section about the inputs, with the digests by which two outlooks are compared."""
    found = made_from(heading)
    digests = (
        ("Digest of the assumptions", Words(f"SHA-256 {facts.assumptions.digest}")),
        ("Digest of all that the results depend on", Words(f"SHA-256 {facts.inputs}")),
        ("Digest of the results", Words(f"SHA-256 {digest_of(facts.tally)}")),
    )
    return replace(found, blocks=(*found.blocks, Summary(digests)))
