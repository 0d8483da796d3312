"""The recommendation that a proposal keeps, from its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from standto.model.scenario import Scenario
from standto.model.steps import CALL_IN
from standto.model.time import Instant
from standto.wording import Names, counted, listed, shortage
from standto_desk.components.spoken import decision, said


@dataclass(frozen=True, slots=True)
class KeptWindow:
    """A window that needed the step, and how many places it needed."""

    start: Instant
    until: Instant
    count: int


@dataclass(frozen=True, slots=True)
class KeptAdvice:
    """A recommendation as it was.

    Attributes
    ----------
    duties
        The duties that needed it, by their present names.
    condition, power
        The declaration that it needed, and the power that permitted it.
    by, late
        When it had to be decided, and whether that had passed.
    before
        The steps counted as done before it.
    basis, proofs
        The basis of the proof, and its bottlenecks as sentences.
    """

    words: str
    duties: str
    condition: str
    power: str
    by: Instant | None
    late: bool
    before: str
    windows: tuple[KeptWindow, ...]
    basis: str
    proofs: tuple[str, ...]


def advice_kept(kept: dict[str, Any] | None, scenario: Scenario) -> KeptAdvice | None:
    """Return a recommendation from the JSON of a review that a proposal keeps; None if it keeps none."""
    if kept is None:
        return None
    because = kept.get("because") or {}
    windows = kept.get("windows") or ()
    before = (f"{number} by {step}" for step, number in (kept.get("counted_before") or {}).items())
    return KeptAdvice(
        words=f"{decision(kept['step'], _subject(kept['id'], scenario))}{_number(kept)}",
        duties=_named(kept.get("duties"), scenario),
        condition=kept.get("condition") or "",
        power=_power(kept.get("power"), scenario),
        by=_instant(kept["by"], scenario) if kept.get("by") else None,
        late=bool(kept.get("late")),
        before=listed(list(before)),
        windows=tuple(
            KeptWindow(_instant(one["from"], scenario), _instant(one["until"], scenario), one["count"])
            for one in windows
        ),
        basis=because.get("basis", ""),
        proofs=tuple(_proof(one, scenario) for one in because.get("bottlenecks", ())),
    )


def in_words(recommendation: str, scenario: Scenario) -> str:
    """Return the id of a recommendation in words: ``Ask kent-arv for help``."""
    step, _, rest = recommendation.partition(":")
    condition = rest.partition(":")[2]
    said = decision(step, _subject(recommendation, scenario))
    return f"{said}, if {condition} is declared" if condition else said


def _subject(recommendation: str, scenario: Scenario) -> str:
    return _named(recommendation.split(":")[1:2], scenario)


def _number(kept: dict[str, Any]) -> str:
    if kept["count"] is None:
        return ""
    noun = (said("person"), said("people")) if kept["step"] == CALL_IN else ("place", "places")
    return f", {counted(kept['count'], *noun)}"


def _named(duties: list[str] | None, scenario: Scenario) -> str:
    """Return duties and forces by name; an id that no table has now stays an id."""
    names = Names.of(scenario)
    return listed([names.subject(one) for one in duties or ()])


def _power(power: str | None, scenario: Scenario) -> str:
    authority = next((row.authority for row in scenario.powers or () if row.id == power), "")
    return f"{power}: {authority}" if authority else power or ""


def _proof(one: dict[str, Any], scenario: Scenario) -> str:
    said = shortage(
        one["required"], [_named([each], scenario) for each in one["duties"]], one["eligible"], one["not_counted"]
    )
    return f"{said[0].upper()}{said[1:]}."


def _instant(text: str, scenario: Scenario) -> Instant:
    return scenario.zone.instant(datetime.fromisoformat(text))
