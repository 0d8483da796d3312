"""A piece of advice: a recommendation, its deadline, its reasons and its approvers, in words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from standto.model import steps
from standto.model.words import USUAL, VERBS, Vocabulary, with_article
from standto.wording import counted, listed, moment, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from standto.model.time import Instant, Period
    from standto.model.zone import Zone

TOGETHER = (steps.ASK_AID, steps.RELEASE)
"""Steps that one sentence recommends for several pools."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation, or several that differ only in their pools and numbers.

    Attributes
    ----------
    ids, subjects, called, counts
        For each recommendation: its id, its subject's id and name (a pool, a duty or a force), and its number.
    step
        One of `standto.model.steps.REVIEW_STEPS`.
    pool
        The pool that it is about; blank if it is about none.
    duties
        The names of the duties that need it.
    condition
        The declaration without which it could not be used.
    windows
        The windows that need it.
    by, late
        Its deadline, and whether that has passed; None if it has no deadline.
    power, approvers
        The power that permits it, and the posts that approve it.
    because
        The proof, as sentences.
    decidable
        Whether a decision can be about its subject.
    named
        Whether times carry their zone.
    vocabulary
        The scenario's words for people, kinds of help and steps.
    """

    ids: tuple[str, ...]
    step: str
    subjects: tuple[str, ...]
    called: tuple[str, ...]
    counts: tuple[int | None, ...]
    pool: str
    duties: tuple[str, ...]
    condition: str
    windows: tuple[Period, ...]
    by: Instant | None
    late: bool | None
    power: str
    approvers: tuple[str, ...]
    because: tuple[str, ...]
    decidable: bool
    zone: Zone = field(repr=False)
    named: bool = False
    vocabulary: Vocabulary = field(default=USUAL, repr=False)

    @property
    def id(self) -> str:
        """The id of the first recommendation."""
        return self.ids[0]

    @property
    def subject(self) -> str:
        """The subject of the first recommendation."""
        return self.subjects[0]

    @property
    def count(self) -> int | None:
        """The total number; None if the step has no number."""
        return None if self.counts[0] is None else sum(count or 0 for count in self.counts)

    @property
    def changes(self) -> bool:
        """Whether it changes who is called on; the other steps ask somebody to look at something."""
        return self.step in steps.CHANGES

    @property
    def proposed(self) -> bool:
        """Whether it is proposed, and waits for approval."""
        return self.step in steps.APPROVERS

    @property
    def against(self) -> str:
        """The step that decides against it."""
        return f"{steps.NOT}{self.step}"

    @property
    def words(self) -> str:
        """The instruction, without its deadline and approvers."""
        words = self._alone if len(self.ids) == 1 else self._together
        return f"{words}, if {self.condition} is declared" if self.condition else words

    @property
    def first(self) -> str:
        """The first window that needs it and the number that follow, in words; blank if there is none."""
        if not self.windows:
            return ""
        later = len(self.windows) - 1
        more = f" and {counted(later, 'later window')}" if later else ""
        return f"first for {span(self.zone, *self.windows[0], named=self.named)}{more}"

    @property
    def sentence(self) -> str:
        """The whole piece as a sentence: the instruction, the first window, the deadline, the power, the approvers."""
        parts = [f"{self.words}, {self.first}" if self.first else self.words]
        if self.by is not None:
            # Late means that `by` is now or has passed: either way, it is due.
            due = "decide now, due by" if self.late else "decide by"
            parts.append(f"{due} {moment(self.zone, self.by, named=self.named)}")
        if self.power:
            parts.append(f"permitted by {self.power}")
        if self.approvers:
            parts.append(f"to be approved by {listed(self.approvers)}")
        return f"{'; '.join(parts)}."

    @property
    def _alone(self) -> str:
        subject, duties = self.called[0], listed(self.duties)
        places = counted(self.count or 0, "place")
        without = f"{duties} can do without" if duties else "no duty is open to it"
        words, do = self.vocabulary, self._verb
        return {
            steps.CALL_IN: f"{do} {counted(self.count or 0, words.person, words.people)} off duty for {duties}",
            steps.ASK_AID: f"{do} {subject} for {places} for {duties}",
            steps.REQUEST: f"{do} {places} of {subject} as {with_article(words.contingency)} for {duties}",
            steps.DEPLOY: f"{do} {places} of {subject} to {duties}",
            steps.STAND_DOWN: f"{do} {subject}, {places}: {without}",
            steps.RELEASE: f"{do} {subject}, {places}: {without}",
            steps.OVERDUE: f"Ask {subject} for an answer: {places} open for too long",
            steps.ENDS_EARLY: f"Replace {subject}, whose time ends: {places} short for {duties}",
            steps.STALE: f"Ask {subject} for a new figure: the latest report is old",
            steps.CONFLICT: f"Settle the figures for {subject}: they cannot all be true",
            steps.REVIEW_DUE: f"Record a decision for {subject}: a review is due",
        }[self.step]

    @property
    def _together(self) -> str:
        duties, places = listed(self.duties), counted(self.count or 0, "place")
        pools = listed([f"{called} {count}" for called, count in zip(self.called, self.counts, strict=True)])
        aid = self.vocabulary.aid
        if self.step == steps.ASK_AID:
            return f"{self._verb} for {places} of {aid} for {duties}: {pools}"
        return f"{self._verb} {places} of {aid}, {pools}: {duties} can do without"

    @property
    def _verb(self) -> str:
        """The verb of its step, with a capital; blank if the step changes nothing."""
        verb = self.vocabulary.verb(self.step) if self.step in VERBS else ""
        return f"{verb[:1].upper()}{verb[1:]}"


def late_first(advice: Iterable[Advice]) -> tuple[Advice, ...]:
    """Return advice with late pieces first, and otherwise in the same order."""
    return tuple(sorted(advice, key=lambda one: not one.late))


def grouped(advice: Iterable[Advice]) -> tuple[Advice, ...]:
    """Return advice with neighbours merged that differ only in their pools and numbers."""
    return tuple(_merged(list(group)) for _, group in groupby(advice, key=_alike))


def _alike(one: Advice) -> tuple[object, ...]:
    alone = None if one.step in TOGETHER else one.subject
    return one.step, alone, one.condition, one.duties, one.by, one.late, one.power, one.approvers


def _merged(group: Sequence[Advice]) -> Advice:
    return replace(
        group[0],
        ids=tuple(one.id for one in group),
        subjects=tuple(one.subject for one in group),
        called=tuple(one.called[0] for one in group),
        counts=tuple(one.counts[0] for one in group),
        because=tuple(dict.fromkeys(reason for one in group for reason in one.because)),
    )


def reasons(
    shortage: str, counted_before: Mapping[str, int], at_most: int | None, words: Vocabulary = USUAL
) -> Iterator[str]:
    """Yield the reasons for a step, as sentences: its proof, the steps counted before it, and an unfinished search.

    Parameters
    ----------
    shortage
        The first bottleneck with a duty of the step, in words; blank if there is none.
    counted_before
        Other steps counted as done, with their numbers.
    at_most
        The most that the count could be, if a search was cut short; None if the count is exact.
    words
        The scenario's words for steps.
    """
    if shortage:
        yield f"Because {shortage}."
    if counted_before:
        first = ", ".join(f"{number} by {words.named(step)}" for step, number in counted_before.items())
        yield f"Counted first: {first}."
    if at_most is not None:
        yield f"The search was cut short: at least that many can come, and at most {at_most:,}."
