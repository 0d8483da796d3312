"""An outlook in words and numbers: what is likeliest to fail first and when, what to ask for, and when help can go."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from standto.model.time import Instant
from standto.outlooks.chances import Chance
from standto.wording import counted, listed
from standto_desk.components.moments import short_moment

IF_THEY_HOLD = "if these assumptions hold"
LIKELY = 0.5
"""The share of futures from which a gap is shown as one that is ahead."""
WITHIN = 1.96
"""The standard errors to each side within which 95 of 100 estimates lie."""


@dataclass(frozen=True)
class JudgedLine:
    """A duty, a crew, or the duties up to a criticality, in words.

    Attributes
    ----------
    name, chance
        Its name, and the chance that it is short at some time.
    half
        When half the futures in which it is ever short have had its first gap; None if it is short in none.
    worst, missing
        The time at which it is likeliest to be short, with that chance, and the places missing then in 5, 50 and 95 of
        100 futures at most.
    at_worst
        The chance that it is short then.
    """

    sort: str
    name: str
    chance: Chance
    half: Instant | None
    worst: Instant
    at_worst: Chance
    missing: tuple[int, int, int]

    @property
    def cells(self) -> list[Any]:
        """Return its row of the table."""
        when: Any = "–" if self.half is None else {"instant": self.half}
        worst = f"{short_moment(self.worst)}: {self.at_worst.text}" if self.at_worst.count else "–"
        low, _, high = self.missing
        return [self.name, self.chance.words, when, worst, _span(low, high) if self.at_worst.count else "–"]


@dataclass(frozen=True)
class ShownOutlook:
    """An outlook as a page shows it; `content` holds what the charts and the tables take."""

    content: Mapping[str, Any]
    lines: tuple[JudgedLine, ...]

    @property
    def start(self) -> Instant:
        """The moment from which it looks."""
        return int(self.content["at"])

    @property
    def until(self) -> Instant:
        """The end of the time that it looks at."""
        return int(self.content["until"])

    @property
    def futures(self) -> int:
        """The number of futures judged."""
        return int(self.content["futures"])

    @property
    def whole(self) -> JudgedLine | None:
        """All duties together; None if no duty stands."""
        return next((line for line in reversed(self.lines) if line.sort == "criticality"), None)

    @property
    def parts(self) -> list[JudgedLine]:
        """The duties and crews, the likeliest to be short first."""
        parts = [line for line in self.lines if line.sort != "criticality"]
        return sorted(parts, key=lambda line: (-line.chance.count, line.half or 0))

    @property
    def first(self) -> JudgedLine | None:
        """The duty or crew that is likeliest to be short at some time; None if none is in any future."""
        return next(iter(self.short), None)

    @property
    def short(self) -> list[JudgedLine]:
        """The duties and crews that are short in some future, the likeliest first."""
        return [line for line in self.parts if line.chance.count]

    @property
    def never_short(self) -> list[str]:
        """The names of the duties and crews that are short in none."""
        return [line.name for line in self.parts if not line.chance.count]

    @property
    def tone(self) -> str:
        """Its tone: ``good`` if no future has a gap, ``gap`` if half or more have one."""
        count = 0 if self.whole is None else self.whole.chance.count
        return "good" if not count else "gap" if count >= LIKELY * self.futures else "watch"

    @property
    def headline(self) -> str:
        """The chance of any gap, in words."""
        if self.whole is None:
            return f"No duty stands until {short_moment(self.until)}"
        chance = self.whole.chance
        return f"Some duty has a gap before {short_moment(self.until)} in {chance.text} of futures: {chance.term}"

    @property
    def likeliest(self) -> str:
        """What is likeliest to fail, and when, in a sentence."""
        line = self.first
        if line is None:
            return f"No duty has a gap in any of {self.futures:,} futures."
        half = "" if line.half is None else f", half of them by {short_moment(line.half)}"
        return f"Likeliest to fail: {line.name}, in {line.chance.text} of futures ({line.chance.term}){half}."

    @property
    def bottleneck(self) -> str:
        """The usual bottleneck, in a sentence; blank if there is no gap."""
        usual = self.content["usual"]
        if usual is None:
            return ""
        duties, chance = listed(usual["duties"]), Chance(*usual["share"])
        return f"Usual bottleneck: {duties}, at the first gap of {chance.text} of the futures with a gap."

    @property
    def help_goes(self) -> str:
        """When help could be stood down, in a sentence."""
        if not self.content["goes"]:
            return ""
        last = self.content["goes"][-1]
        ever = Chance(*last["ever"])
        if last["half"] is None:
            return f"The force alone holds cover by the end of this time in {ever.text} of futures ({ever.term})."
        most = "" if last["most"] is None else f", and in 95 of 100 from {short_moment(last['most'])}"
        return f"In half the futures, the force alone holds cover from {short_moment(last['half'])}{most}."

    @property
    def outside(self) -> str:
        """The assumptions whose own time lies before or after this one, in words; blank for none."""
        # Outlooks that were kept before these were named have none.
        return listed(self.content.get("outside", ()))

    @property
    def asks(self) -> list[str]:
        """What to ask for now so that each duty is covered in 95 of 100 futures: a sentence a duty, askable first."""
        asks = sorted(self.content["asks"], key=lambda one: not one["pools"])
        return [_ask(one, self.start) for one in asks]

    @property
    def heat(self) -> list[tuple[str, list[tuple[Instant, Instant, int]]]]:
        """The heat map: the duties and crews that are ever short, each with its greatest share by period."""
        found = [one for one in self.content["lines"] if one["sort"] != "criticality" and one["short"][0]]
        found.sort(key=lambda one: -one["short"][0])
        return [(one["name"], [(*cell[:2], _percent(cell[2], self.futures)) for cell in one["heat"]]) for one in found]

    @property
    def tiers(self) -> list[list[Any]]:
        """The rows of the table of help: tier, when most is used, and the places used then in 5, 50 and 95 of 100."""
        return [[_capital(one["name"]), {"instant": one["start"]}, *one["used"]] for one in self.content["tiers"]]


def shown(content: Mapping[str, Any]) -> ShownOutlook:
    """Return the answer of an outlook as a page shows it."""
    return ShownOutlook(content, tuple(_line(one, int(content["futures"])) for one in content["lines"]))


def range_of(chance: Chance) -> str:
    """Return a chance as the range in which it lies with 95 %, in whole per cent, outward: ``39 to 45 %``."""
    if chance.certain:
        return chance.number
    low = math.floor(100 * (float(chance.share) - WITHIN * chance.error))
    high = math.ceil(100 * (float(chance.share) + WITHIN * chance.error))
    return f"{max(low, 0)} to {min(high, 100)} %"


def quote_of(name: str, content: Mapping[str, Any]) -> str:
    """Return an outlook as a situation report quotes it: as ranges, with its inputs."""
    found = shown(content)
    span = f"{short_moment(found.start)} to {short_moment(found.until)}"
    said = [f"Outlook “{name}”, {span}, {found.futures:,} futures, {IF_THEY_HOLD}."]
    if found.whole is not None:
        chance = found.whole.chance
        said.append(f"Some duty has a gap in {range_of(chance)} of futures: {chance.term}.")
    line = found.first
    if line is not None:
        said.append(f"Likeliest to fail: {line.name}, in {range_of(line.chance)} ({line.chance.term}).")
    said.append(found.help_goes)
    said.append(f"Inputs {str(content['inputs'])[:12]}, seed {content['seed']}, Standto {content['version']}.")
    return " ".join(one for one in said if one)


def _line(one: Mapping[str, Any], futures: int) -> JudgedLine:
    first, (covered, _) = one["first"], one["covered"]
    low, middle, high = one["missing"]
    return JudgedLine(
        sort=one["sort"],
        name=one["name"],
        chance=Chance(*one["short"]),
        half=None if first is None else int(first[1]),
        worst=int(one["start"]),
        at_worst=Chance(futures - covered, futures),
        missing=(low, middle, high),
    )


def _ask(one: Mapping[str, Any], now: Instant) -> str:
    places, latest = int(one["places"]), one["by"]
    wanted = f"{one['duty']}: {counted(places, 'place')} from {short_moment(one['needed'])}"
    if not one["pools"]:
        return f"{wanted}. No pool can give them."
    given = sum(number for _, number in one["pools"])
    sources = listed([f"{pool} ({number:,})" for pool, number in one["pools"]])
    asked, rest = f"Ask {sources}", ""
    if given < places:
        asked, rest = f"Ask {given:,} of {sources}", f" No pool can give the other {places - given:,}."
    if latest is not None and latest < now:
        return f"{wanted}. {asked} now: it is too late for the first hours.{rest}"
    by = "" if latest is None else f" by {short_moment(latest)}"
    return f"{wanted}. {asked}{by}.{rest}"


def _span(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _percent(count: int, futures: int) -> int:
    """Return a share in whole per cent, rounded; 0 and 100 only for none and all."""
    if count in (0, futures):
        return 100 * count // futures
    return min(max((200 * count + futures) // (2 * futures), 1), 99)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
