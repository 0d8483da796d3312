"""The effect of an entry in words: cover and margin before and after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from standto.coverage.lines import margin_lines
from standto.model.zone import Zone
from standto.presenting.duties import DutyLine
from standto.presenting.margins import MarginLine
from standto.wording import counted, listed
from standto_desk.components.moments import short_moment
from standto_desk.pages.recording.comparing_crews import ComparedCrew, compared_crews, crew_parts, shown_times
from standto_desk.picture.drawing import Effect
from standto_desk.presenting.boards import pressing_duties
from standto_desk.presenting.tones import tone


@dataclass(frozen=True, slots=True)
class Compared:
    """One duty or margin, before and after an entry."""

    name: str
    before: str
    after: str
    tone: str

    @property
    def changes(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class ComparedEffect:
    """All duties, crews and margins, before and after an entry.

    Attributes
    ----------
    words
        The main effect, in a sentence.
    tone
        ``gap`` if a gap is new or larger, a crew falls below what it needs, or a margin falls to none; ``watch`` if a
        crew falls to a lesser state, or a margin would be below the reserve; ``good`` otherwise: as on the board.
    mark
        The tone in words.
    warnings
        The margins that would fall below the reserve, or further below it, in the board's words.
    crews
        The times in which a crew would be in another state.
    """

    words: str
    tone: str
    mark: str
    warnings: tuple[str, ...]
    duties: tuple[Compared, ...]
    crews: tuple[ComparedCrew, ...]
    margins: tuple[Compared, ...]


def compared(effect: Effect) -> ComparedEffect:
    """Return an effect in words."""
    before, zone = effect.before, effect.before.situation.scenario.zone
    old = {line.duty: line for line in pressing_duties(before.cover)}
    pairs = [(old[line.duty], line) for line in pressing_duties(effect.cover)]
    lines = (margin_lines(each, named=True) for each in (before.margin, effect.margin))
    margins = list(zip(*lines, strict=True))
    falling = [(then, now) for then, now in margins if tone(now) != "good" and _falls(then, now)]
    worse = sum(now.gap_hours > then.gap_hours for then, now in pairs)
    better = sum(now.gap_hours < then.gap_hours for then, now in pairs)
    crews = compared_crews(effect)
    fallen = {one.tone for times in crews for one in times}
    short = worse or "gap" in fallen or any(tone(now) == "gap" for _, now in falling)
    tones = "gap" if short else "watch" if "watch" in fallen else _standing(margins)
    return ComparedEffect(
        words=_words(worse, better, crew_parts(crews)),
        tone=tones,
        mark=_mark(tones, worse=bool(worse), fallen=fallen, falling=bool(falling)),
        warnings=tuple(_warning(then, now, is_now=effect.is_now) for then, now in falling),
        duties=tuple(_duty(then, now, zone, is_now=effect.is_now) for then, now in pairs),
        crews=shown_times(crews),
        margins=tuple(_margin(then, now) for then, now in margins),
    )


def _mark(of: str, *, worse: bool, fallen: Collection[str], falling: bool) -> str:
    """Return a tone in words: what is worst, first."""
    if of == "gap":
        return "A crew below what it needs" if "gap" in fallen and not worse else "More places missing"
    if of == "good":
        return "No more places missing"
    if falling:
        return "Below the reserve"
    return "A crew in a lesser state" if "watch" in fallen else "Still below the reserve"


def _words(worse: int, better: int, crews: list[str]) -> str:
    """Return the numbers of duties with a larger or a smaller gap, and of crews in another state, in words."""
    numbers = ((worse, "larger"), (better, "smaller"))
    parts = [f"{counted(number, 'duty', 'duties')} would have a {how} gap" for number, how in numbers if number]
    parts += crews
    return f"{listed(parts)}." if parts else "No gap would change."


def _duty(then: DutyLine, now: DutyLine, zone: Zone, *, is_now: bool) -> Compared:
    tone = "gap" if now.gap_hours > then.gap_hours else "good"
    before, after = (_gaps(line, zone, is_now=is_now) for line in (then, now))
    return Compared(now.name, before, after, tone)


def _gaps(line: DutyLine, zone: Zone, *, is_now: bool) -> str:
    if not line.gaps:
        return "no gap"
    first = "now" if line.gap and is_now else short_moment(line.gaps[0].start, zone)
    return f"{line.ahead}, first {first}, {line.gap_hours:,.1f} place-hours in all"


def _margin(then: MarginLine, now: MarginLine) -> Compared:
    return Compared(
        now.label, then.worst, now.worst, tone(now) if tone(now) != "good" and _falls(then, now) else "good"
    )


def _falls(then: MarginLine, now: MarginLine) -> bool:
    return now.worst_case is not None and (then.worst_case is None or now.worst_case < then.worst_case)


def _standing(margins: Iterable[tuple[MarginLine, MarginLine]]) -> str:
    return "good" if all(tone(now) == "good" for _, now in margins) else "watch"


def _warning(then: MarginLine, now: MarginLine, *, is_now: bool) -> str:
    falls = f"{now.label}: {then.worst} before, {now.worst} after."
    # The board's words are about the present.
    return f"{falls} {now.against}. {now.words}" if is_now else falls
