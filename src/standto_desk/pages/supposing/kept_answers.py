"""The answers to kept what-ifs: now and as they were, what differs, and several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from standto.coverage.lines import margin_lines
from standto.wording import counted
from standto_desk.access.models import Account
from standto_desk.acts.models import WhatIf
from standto_desk.acts.supposing.kept import as_it_is, as_it_was
from standto_desk.acts.supposing.questions import Question, answer_to
from standto_desk.book.moment_tables import NoScenario
from standto_desk.components.moments import here
from standto_desk.components.plain_times import in_plain_times
from standto_desk.ledger.reading import head
from standto_desk.ledger.refusals import Refused
from standto_desk.pages.supposing.effects import side_of
from standto_desk.picture.drawing import Picture
from standto_desk.picture.showing import moment_now, picture_now
from standto_desk.picture.supposed import SupposedPicture

NONE = "none stands"
"""Where no duty of a criticality stands."""


@dataclass(frozen=True)
class KeptAnswer:
    """The answer to a kept what-if; or why there is none."""

    answer: SupposedPicture | None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class SideBySide:
    """Several answers beside today: the names of the columns, and rows of cells, each with a heading."""

    names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    faults: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SinceThen:
    """The changes since a what-if was kept.

    Attributes
    ----------
    entries
        The number of entries since then.
    rows
        Numbers then and now: a heading, then, now.
    understood
        Sentences that are understood otherwise: then and now.
    """

    entries: int
    rows: tuple[tuple[str, str, str], ...]
    understood: tuple[tuple[str, str], ...]

    @property
    def differing(self) -> tuple[tuple[str, str, str], ...]:
        """The rows whose numbers differ."""
        return tuple(row for row in self.rows if row[1] != row[2])


def answer_now(account: Account, kept: WhatIf) -> KeptAnswer:
    """Return the answer to a kept what-if now."""
    return _answered(account, as_it_is(kept, moment_now()))


def answer_then(account: Account, kept: WhatIf) -> KeptAnswer:
    """Return the answer as it was when the what-if was kept, worked out again from the entries known then."""
    return _answered(account, as_it_was(kept))


def changes_since(now: KeptAnswer, then: KeptAnswer, kept: WhatIf) -> SinceThen | None:
    """Return the changes since a what-if was kept; None if either answer is missing."""
    if now.answer is None or then.answer is None:
        return None
    both = (then.answer, now.answer)
    old, new = (margins_by_name(one.after) for one in both)
    rows = [
        ("Without it", _short(both[0].before), _short(both[1].before)),
        ("With it", _short(both[0].after), _short(both[1].after)),
        *((_may_step_back(name), old.get(name, NONE), new.get(name, NONE)) for name in {**old, **new}),
    ]
    told = [[in_plain_times(words, here()) for words in one.supposed.understood] for one in both]
    understood = tuple((before, after) for before, after in zip(*told, strict=True) if before != after)
    return SinceThen(max(0, head().count - kept.sequence), tuple(rows), understood)


def columns_of(account: Account, chosen: Sequence[WhatIf]) -> SideBySide:
    """Return some kept what-ifs as they are now, beside today."""
    found = [(one.name, answer_now(account, one)) for one in chosen]
    shown = [(name, one.answer.after) for name, one in found if one.answer is not None]
    columns = [("Today", picture_now()), *shown]
    faults = tuple((name, fault) for name, one in found for fault in one.faults)
    return SideBySide(tuple(name for name, _ in columns), tuple(_rows([one for _, one in columns])), faults)


def _rows(pictures: Sequence[Picture]) -> list[tuple[Any, ...]]:
    sides = [side_of(one) for one in pictures]
    rows: list[tuple[Any, ...]] = [
        ("In a sentence", *(side.headline.words for side in sides)),
        ("From", *({"instant": one.at} for one in pictures)),
        ("Until", *({"instant": one.until} for one in pictures)),
        ("Place-hours short", *(f"{sum(one.cover.gap_hours.values()):,.2f}" for one in pictures)),
    ]
    lines = [{line.name: line for line in side.duties} for side in sides]
    short = dict.fromkeys(line.name for side in sides for line in side.duties if line.gaps)
    rows += [(name, *(_gap(each.get(name)) for each in lines)) for name in short]
    margins = [margins_by_name(one) for one in pictures]
    names = dict.fromkeys(name for each in margins for name in each)
    rows += [(_may_step_back(name), *(each.get(name, NONE) for each in margins)) for name in names]
    rows.append(("Steps that the review recommends", *(len(one.review.recommendations) for one in pictures)))
    return rows


def margins_by_name(picture: Picture) -> dict[str, str]:
    """Return the worst-case margins in words, by criticality."""
    return {line.label: line.worst for line in margin_lines(picture.margin)}


def _may_step_back(name: str) -> str:
    return f"More who may step back at worst, {name[0].lower()}{name[1:]}"


def _gap(line: Any) -> str:
    if line is None:
        return "not there"
    return f"{line.ahead}, {line.gap_hours:,.1f} place-hours" if line.gaps else "covered"


def _short(picture: Picture) -> str:
    hours = sum(picture.cover.gap_hours.values())
    return f"{hours:,.2f} place-hours, {counted(len(picture.review.recommendations), 'step')} recommended"


def _answered(account: Account, question: Question) -> KeptAnswer:
    try:
        return KeptAnswer(answer_to(account, question))
    except Refused as refused:
        return KeptAnswer(None, tuple(fault.what for fault in refused.faults))
    except NoScenario:
        return KeptAnswer(None, ("No scenario had been entered by then",))
