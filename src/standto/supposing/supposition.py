"""What-ifs in words: sentences laid over a scenario or a situation, one after another, and told back in full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from standto.errors import OptionError, ScenarioError
from standto.model.ladder import BASES
from standto.model.scenario import Scenario
from standto.register import Situation
from standto.scenario.cells import shown
from standto.supposing.changes import Change, NotSupposable
from standto.supposing.choice import CHOICES, GroupSteppingBack
from standto.supposing.grammar import NotUnderstood, changes_of
from standto.supposing.ground import Ground
from standto.supposing.numbers import WORST
from standto.supposing.reading import Reading
from standto.wording import Moment, no_scenario, optional_instant

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

    @property
    def scenario(self) -> Scenario:
        """The scenario with all that was supposed."""
        return self.ground.scenario

    @property
    def situation(self) -> Situation:
        """The situation with all that was supposed."""
        return self.ground.situation

    @property
    def digest(self) -> str:
        """SHA-256 of the files of the scenario that was asked about; empty if it was made in memory."""
        return self.scenario.supposed.digest

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
) -> Supposed[Of]:
    """Return a scenario or a situation with what some sentences suppose; nothing is recorded.

    Parameters
    ----------
    of
        A scenario; or a situation, whose moments, knowledge and assumptions stay.
    sentences
        What is supposed, in order: each sentence is laid over what those before suppose, such as
        ``40 of arv step back``. The page on what-if sentences lists every form.
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

    Raises
    ------
    OptionError
        Some sentences are not understood; it names all of them, with the nearest forms.
    """
    ground = _ground(of, until)
    if not sentences:
        raise OptionError("sentences: there is none: write at least one, as '40 step back'")
    if basis not in BASES:
        raise OptionError(f"basis: {basis!r} is not allowed: write one of {', '.join(BASES)}")
    if choice not in CHOICES:
        raise OptionError(f"choice: {choice!r} is not allowed: write one of {', '.join(CHOICES)}")
    if type(seed) is not int or seed < 0:
        raise OptionError(f"seed: {seed!r} is not allowed: write a whole number of 0 or more")
    faults: list[str] = []
    understood: list[str] = []
    warnings: list[str] = []
    groups: list[GroupSteppingBack] = []
    for sentence in sentences:
        try:
            changes = changes_of(_text(sentence), Reading(ground, choice, seed, basis))
            ground, told, warned, found = _laid(ground, changes)
        except NotUnderstood as error:
            faults.append(str(error))
        except (NotSupposable, OptionError, ScenarioError) as error:
            faults.append(f"{shown(sentence)}: {words_of(error)}")
        else:
            understood.append(told)
            warnings += [f"{shown(sentence)}: {one}" for one in warned]
            groups += found
    if faults:
        raise OptionError("\n".join(faults))
    ground = ground.telling(understood)
    result: Any = ground.changed
    return Supposed(
        of, result, tuple(sentences), tuple(understood), tuple(warnings), choice, seed, tuple(groups), ground
    )


def _ground(of: Of, until: Moment | None) -> Ground:
    """Return the ground of an answer that looks until a moment."""
    ground = Ground.under(checked_subject(of))
    scenario = ground.scenario
    end = optional_instant(until, scenario.zone, scenario.horizon, "until", since=ground.start)
    return replace(ground, until=end)


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
