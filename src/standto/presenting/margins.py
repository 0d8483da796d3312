"""The margin: how many more people may step back before cover fails, as a line for each criticality."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from standto.kernel.critical_sets import SHORT
from standto.model.words import USUAL, Vocabulary
from standto.wording import counted, listed, moment, span

if TYPE_CHECKING:
    from standto.model.time import Instant
    from standto.model.zone import Zone

NOTHING_BREAKS = "Nothing breaks, whoever steps back."


@dataclass(frozen=True, slots=True)
class MarginLine:
    """The least margin of a look-ahead, for the duties of criticality 1 up to one number together.

    Attributes
    ----------
    criticality
        The last of the criticalities.
    worst_case, at_most
        Cover survives the loss of any `worst_case` people. If a search was cut short, `at_most` is an upper bound.
        None if nothing can break cover; -1 if it is short already, or will be.
    start, until
        The first window that has this margin.
    duties, names
        The duties that break first then: their ids, and their names.
    eligible, required
        The number of people who could fill any of those duties, and the number that the duties require.
    register
        The number of home people and places that could step back at the beginning, on duty or not.
    p05, p50, p95
        The number of those who step back in random order before a window is short: quantiles over the runs.
    begins
        The start of the look-ahead.
    reserve
        The places to spare that the policy asks for.
    named
        Whether times carry their zone.
    vocabulary
        The scenario's words for people.
    """

    criticality: int
    worst_case: int | None
    at_most: int | None
    start: Instant | None
    until: Instant | None
    duties: tuple[str, ...]
    names: tuple[str, ...]
    eligible: int | None
    required: int | None
    register: int
    p05: int | None
    p50: int | None
    p95: int | None
    begins: Instant
    reserve: int
    zone: Zone = field(repr=False)
    named: bool = False
    vocabulary: Vocabulary = field(default=USUAL, repr=False)

    @property
    def short(self) -> bool:
        """Whether cover fails in the look-ahead without another step back."""
        return self.worst_case == SHORT

    @property
    def enough(self) -> bool:
        """Whether the reserve is kept."""
        return self.worst_case is None or self.worst_case >= self.reserve

    @property
    def label(self) -> str:
        """The criticalities, in words."""
        return criticalities(self.criticality)

    @property
    def worst(self) -> str:
        """The worst case in a word or two."""
        if self.worst_case is None:
            return "no limit"
        if self.short:
            return "short"
        return f"{self.worst_case:,}" if self.worst_case == self.at_most else f"{self.worst_case:,} to {self.at_most:,}"

    @property
    def words(self) -> str:
        """The worst case as a sentence, with its proof."""
        if self.eligible is None or self.start is None or self.until is None:
            return NOTHING_BREAKS
        words = self.vocabulary
        could = f"{counted(self.eligible, words.person, words.people)} could fill {listed(self.names)}"
        need = f"which {'require' if len(self.names) > 1 else 'requires'} {self.required:,}"
        proof = f"{could}, {need}, {span(self.zone, self.start, self.until, named=self.named)}"
        if self.short:
            return f"Short {'ahead' if self._ahead else 'already'}: {proof}."
        whoever = {"0": "", "1": ", whoever it is"}.get(self.worst, ", whoever they are")
        return f"{self.worst} more on duty may step back{whoever}; one more could break cover: {proof}."

    @property
    def against(self) -> str:
        """The comparison with the reserve, or the time at which cover fails."""
        if self._ahead and self.start is not None:
            return f"Cover fails from {moment(self.zone, self.start, named=self.named)}"
        if self.short:
            return "Cover has failed already"
        return f"{'At or above' if self.enough else 'Below'} the reserve of {self.reserve:,}"

    @property
    def _ahead(self) -> bool:
        return self.short and self.start is not None and self.start > self.begins


def criticalities(last: int) -> str:
    """Return the criticalities up to one, in words."""
    return "Criticality 1" if last == 1 else f"Criticality 1 to {last}"
