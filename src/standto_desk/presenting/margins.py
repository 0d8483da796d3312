"""The margin on the board: how many more may step back, whoever they are, against the reserve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standto.kernel.critical_sets import SHORT
from standto.wording import counted, listed
from standto_desk.components.moments import short_moment, span
from standto_desk.presenting.duties import duty_name

if TYPE_CHECKING:
    from standto.coverage import Margin
    from standto.coverage.margin_facts import Least
    from standto.model.zone import Zone


@dataclass(frozen=True, slots=True)
class MarginLine:
    """The least margin in the look-ahead, for the duties of criticality 1 up to one number together.

    Attributes
    ----------
    label
        Which duties.
    worst
        The worst case in a word or a number.
    number
        The same as a number; None: nothing can break it; -1: it is short already, or will be.
    words
        The same as a sentence, with its proof.
    tone
        ``gap``: short, now or ahead; ``watch``: less than the reserve; ``good``: enough.
    against
        How it compares with the reserve; where it is short, since or from when.
    """

    label: str
    worst: str
    number: int | None
    words: str
    tone: str
    against: str


def margin_lines(margin: Margin, zone: Zone) -> tuple[MarginLine, ...]:
    """Return a line for each criticality."""
    return tuple(_line(margin, least, zone) for least in margin.least)


def _line(margin: Margin, least: Least, zone: Zone) -> MarginLine:
    """Return one criticality's line."""
    reserve = margin.scenario.policy.reserve
    number = None if least.critical is None else least.critical.worst_case
    enough = number is None or number >= reserve
    against = f"{'At or above' if enough else 'Below'} the reserve of {reserve:,}"
    return MarginLine(
        label="Criticality 1" if least.criticality == 1 else f"Criticality 1 to {least.criticality}",
        worst=_worst(least),
        number=number,
        words=_words(margin, least, zone),
        tone="gap" if number == SHORT else "good" if enough else "watch",
        against=_fails(margin, least, zone) if number == SHORT else against,
    )


def _fails(margin: Margin, least: Least, zone: Zone) -> str:
    """Say when cover fails: the window that is told of is the first in which it does."""
    first = int(margin.windows.starts[least.window or 0])
    ahead = first > int(margin.windows.starts[0])
    return f"Cover fails from {short_moment(first, zone)}" if ahead else "Cover has failed already"


def _worst(least: Least) -> str:
    """Return the worst case in a word or two."""
    if least.critical is None:
        return "no limit"
    low, high = least.critical.worst_case, least.at_most
    if low == SHORT:
        return "short"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _words(margin: Margin, least: Least, zone: Zone) -> str:
    """Return the worst case as a sentence."""
    critical, window = least.critical, least.window
    if critical is None or window is None:
        return "Nothing breaks, whoever steps back."
    names = [duty_name(margin.scenario.duties_in_order[duty]) for duty in critical.duties]
    period = int(margin.windows.starts[window]), int(margin.windows.untils[window])
    could = f"{counted(critical.eligible, 'person', 'people')} could fill {listed(names)}"
    proof = f"{could}, which {'take' if len(names) > 1 else 'takes'} {critical.required:,}, {span(period, zone)}"
    if critical.worst_case == SHORT:
        ahead = period[0] > int(margin.windows.starts[0])
        return f"Short {f'from {short_moment(period[0], zone)}' if ahead else 'already'}: {proof}."
    return f"{_worst(least)} more on duty may step back, whoever they are; one more could break cover: {proof}."
