"""What-ifs in words: sentences laid over a scenario or a situation, one after another, and told back in full."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from standto.errors import OptionError, ScenarioError
from standto.model.html_tables import facts_table
from standto.model.ladder import BASES
from standto.model.scenario import Scenario
from standto.model.time import BEGINNING, FOREVER, Instant
from standto.register import Situation
from standto.scenario.cells import shown
from standto.supposing.absences import Absence
from standto.supposing.changes import Change, LineChange, NotSupposable
from standto.supposing.choice import CHOICES, GroupSteppingBack
from standto.supposing.grammar import NotUnderstood, changes_of
from standto.supposing.ground import Ground
from standto.supposing.numbers import WORST, NumberReturning, NumberSteppingBack
from standto.supposing.reading import Reading
from standto.supposing.subjects import PERSON
from standto.wording import Moment, check_choice, check_whole, no_scenario, optional_instant
from standto.wording.given_values import shortened

Of = TypeVar("Of", Scenario, Situation)


@dataclass(frozen=True, repr=False)
class Supposed(Generic[Of]):
    """A scenario or a situation with what was supposed of it; nothing of this is recorded.

    Attributes
    ----------
    before, after
        What was asked about, and the same with all that was supposed.
    sentences
        The sentences, as they were given.
    understood
        The change that each sentence supposes, told in full.
    warnings
        Changes that move nothing, or less than they say.
    choice, seed
        The group of people that a number stands for, and the number that determines what is drawn.
    groups
        The people of each number that steps back, with the bounds on any such group; if there are none, the choice
        does not matter.
    changes
        The changes of each sentence.
    """

    before: Of
    after: Of
    sentences: tuple[str, ...]
    understood: tuple[str, ...]
    warnings: tuple[str, ...]
    choice: str
    seed: int
    groups: tuple[GroupSteppingBack, ...]
    ground: Ground = field(compare=False)
    changes: tuple[tuple[Change, ...], ...] = field(default=(), compare=False)

    @property
    def scenario(self) -> Scenario:
        """The scenario with all that was supposed."""
        return self.ground.scenario

    @property
    def situation(self) -> Situation:
        """The situation with all that was supposed."""
        return self.ground.situation

    @property
    def people(self) -> tuple[str, ...]:
        """The ciphers that the sentences name; people of a team are not named."""
        named = (people_named(change) for changes in self.changes for change in changes)
        return tuple(dict.fromkeys(name for names in named for name in names))

    @property
    def digest(self) -> str:
        """SHA-256 of the files of the scenario that was asked about; empty if it was made in memory."""
        return self.scenario.supposed.digest

    def _repr_html_(self) -> str:
        """Show each sentence beside what it supposes, and the warnings."""
        told = {f"{place}. {one}": self.understood[place - 1] for place, one in enumerate(self.sentences, 1)}
        warned = {f"warning {place}": one for place, one in enumerate(self.warnings, 1)}
        return facts_table(f"What if, of {self.scenario.title}", told | warned)

    def as_json(self) -> dict[str, Any]:
        """Return what was supposed, ready for `json.dumps`."""
        return {
            "sentences": list(self.sentences),
            "understood": list(self.understood),
            "warnings": list(self.warnings),
            "choice": self.choice if self.groups else None,
            "seed": self.seed,
            "digest": self.digest,
        }

    def __repr__(self) -> str:
        """Return one line: what was understood."""
        return f"<Supposed: {'; '.join(self.understood)}>"


def what_if(
    of: Of,
    *sentences: str,
    seed: int = 0,
    choice: str = WORST,
    basis: str = "confirmed",
    until: Moment | None = None,
    spoken_at: Instant | None = None,
    people: Collection[str] | None = None,
) -> Supposed[Of]:
    """Return a scenario or a situation with what some sentences suppose; nothing is recorded.

    Parameters
    ----------
    of
        A scenario; or a situation, whose moments, knowledge and assumptions stay.
    sentences
        What is supposed, in order: each sentence is laid over what those before suppose. Sentences about a number of
        people, such as ``40 of arv step back``, come after all others. The page on what-if sentences lists every form.
    seed
        The number that determines everything that is drawn.
    choice
        Who they are if a number of people step back: ``worst`` or ``best`` for cover, or ``random`` by the seed.
    basis
        The help that counts when the worst or the best group is sought: ``none``, ``present``, ``confirmed`` or
        ``offered``.
    until
        The end of the time that the answer looks at, for which the worst or the best group is sought; None: the end of
        the horizon.
    spoken_at
        The moment by which the times of the sentences are read, so that ``Sat`` stays the same Saturday when they are
        asked again later; None: the moment from which the answer looks.
    people
        The ciphers that the sentences may name, as if there were no others; None: all.

    Raises
    ------
    OptionError
        Some sentences are not understood; it names all of them, with the nearest forms.
    """
    if spoken_at is not None:
        check_whole(spoken_at, "spoken_at", BEGINNING, FOREVER)
    ground = replace(_ground(of, until), spoken_at=spoken_at, people=_nameable(people))
    if not sentences:
        raise OptionError("sentences: there is none: write at least one, as '40 step back'")
    check_choice(basis, "basis", BASES)
    check_choice(choice, "choice", CHOICES)
    check_whole(seed, "seed", 0)
    laying = _SentencesLaid(ground)
    for place, sentence in enumerate(sentences):
        laying.take(place, sentence, Reading(laying.ground, choice, seed, basis))
    laying.take_numbers()
    if laying.faults:
        raise OptionError("\n".join(laying.faults[place] for place in sorted(laying.faults)))
    understood = [laying.told[place] for place in range(len(sentences))]
    warnings = [one for place in range(len(sentences)) for one in laying.warnings[place]]
    ground = laying.ground.telling(understood)
    result: Any = ground.changed
    return Supposed(
        before=of,
        after=result,
        sentences=tuple(sentences),
        understood=tuple(understood),
        warnings=tuple(warnings),
        choice=choice,
        seed=seed,
        groups=tuple(laying.groups),
        ground=ground,
        changes=tuple(tuple(laying.changes[place]) for place in range(len(sentences))),
    )


def _nameable(people: Collection[str] | None) -> frozenset[str] | None:
    """Return the ciphers that sentences may name; None for all."""
    if people is None:
        return None
    given: object = people
    sound = isinstance(given, Collection) and not isinstance(given, (str, Mapping))
    if not sound or not all(isinstance(one, str) for one in people):
        raise OptionError(f"people: {shortened(people)} is not a collection of ciphers")
    return frozenset(people)


def _ground(of: Of, until: Moment | None) -> Ground:
    """Return the ground of an answer that looks until a moment."""
    ground = Ground.under(checked_subject(of))
    scenario = ground.scenario
    end = optional_instant(until, scenario.zone, scenario.horizon, "until", since=ground.start)
    return replace(ground, until=end)


@dataclass
class _SentencesLaid:
    """Sentences laid over a ground so far; what is noted of each is found by its place.

    Who a number of people are is chosen once all else is supposed: so the worst group is the worst in the answer that
    is shown, and the bounds on what any group costs are about that answer, wherever the sentence stands.
    """

    ground: Ground
    told: dict[int, str] = field(default_factory=dict)
    warnings: dict[int, list[str]] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)
    groups: list[GroupSteppingBack] = field(default_factory=list)
    changes: dict[int, list[Change]] = field(default_factory=dict)
    numbers: list[tuple[int, str, list[Change]]] = field(default_factory=list)

    def take(self, place: int, sentence: str, reading: Reading) -> None:
        """Read a sentence and lay it, or keep it if it is about a number of people."""
        try:
            changes = changes_of(_text(sentence), reading)
        except NotUnderstood as error:
            self.faults[place] = str(error)
        else:
            self.changes[place] = changes
            if any(isinstance(change, NumberSteppingBack | NumberReturning) for change in changes):
                self.numbers.append((place, sentence, changes))
            else:
                self._lay(place, sentence, changes)

    def take_numbers(self) -> None:
        """Lay the sentences about a number of people, in their order."""
        for place, sentence, changes in self.numbers:
            self._lay(place, sentence, changes)

    def _lay(self, place: int, sentence: str, changes: Iterable[Change]) -> None:
        try:
            self.ground, self.told[place], warned, found = _laid(self.ground, changes)
        except (NotSupposable, OptionError, ScenarioError) as error:
            self.faults[place] = f"{shown(sentence)}: {words_of(error)}"
        else:
            self.warnings[place] = [f"{shown(sentence)}: {one}" for one in warned]
            self.groups += found


def people_named(change: Change) -> list[str]:
    """Return the ciphers that a sentence named for a change."""
    if isinstance(change, LineChange):
        return [one.id for one in change.subjects if one.sort == PERSON and not change.who]
    return [change.subject.id] if isinstance(change, Absence) and change.subject.sort == PERSON else []


def checked_subject(of: Of) -> Of:
    """Return what a change is supposed of, if it is a scenario or a situation."""
    if not isinstance(of, Scenario | Situation):
        raise no_scenario(of)
    return of


def _text(sentence: Any) -> str:
    if not isinstance(sentence, str) or not sentence.strip():
        raise NotUnderstood(f"{sentence!r} is not a sentence: write one, as '40 step back'")
    return sentence


def _laid(ground: Ground, changes: Iterable[Change]) -> tuple[Ground, str, list[str], list[GroupSteppingBack]]:
    """Return changes laid over a ground, one after another, with what is told of all of them."""
    told, warnings, groups = [], list[str](), []
    for change in changes:
        laid = change.laid_over(ground)
        ground = laid.ground
        told.append(laid.told)
        warnings += laid.warnings
        groups += [] if laid.group is None else [laid.group]
    return ground, "; ".join(told), warnings, groups


def words_of(error: Exception) -> str:
    """Return what is wrong in words, without the rows of files that nobody wrote."""
    if isinstance(error, ScenarioError):
        return "; ".join(f"{fault.column}: {fault.what}" if fault.column else fault.what for fault in error.faults)
    return str(error)
