"""The picture of a moment beside the same picture under a what-if; nothing is recorded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from standto.comparing import Comparison, compare
from standto.coverage import cover, margin
from standto.ladder import review
from standto.model.time import Instant
from standto.register import Situation
from standto.supposing import Supposed, what_if
from standto_desk.picture.drawing import Picture


@dataclass(frozen=True)
class SupposedPicture:
    """A picture without and with a what-if.

    Attributes
    ----------
    before, after
        Both pictures, with the same look-ahead.
    supposed
        The sentences, with what was understood of them.
    """

    before: Picture
    after: Picture
    supposed: Supposed[Situation]

    @cached_property
    def comparison(self) -> Comparison:
        """Cover before and after, by duty, crew and window."""
        return compare(self.before.cover, self.after.cover)


def looking_until(picture: Picture, until: Instant) -> Picture:
    """Return a picture with cover and margin until another moment; its review keeps the look-ahead of the policy."""
    if until == picture.until:
        return picture
    situation = picture.situation
    return replace(
        picture, cover=cover(situation, until=until), margin=margin(situation, until=until, runs=picture.margin.runs)
    )


def suppose(
    before: Picture,
    sentences: Sequence[str],
    *,
    choice: str,
    seed: int,
    spoken_at: Instant | None = None,
    people: Collection[str] | None = None,
) -> SupposedPicture:
    """Return a picture without and with the changes that some sentences suppose.

    Parameters
    ----------
    choice, seed, spoken_at, people
        As for `standto.what_if`.

    Raises
    ------
    OptionError
        Some sentences are not understood; it has a line for each.
    """
    until = before.until
    supposed = what_if(
        before.situation, *sentences, choice=choice, seed=seed, until=until, spoken_at=spoken_at, people=people
    )
    situation = supposed.situation
    after = replace(
        before,
        situation=situation,
        cover=cover(situation, until=until),
        margin=margin(situation, until=until, runs=before.margin.runs),
        review=review(situation),
    )
    return SupposedPicture(before, after, supposed)
