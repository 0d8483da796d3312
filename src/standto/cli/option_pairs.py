"""Options that need another one, or exclude it: whatever would be ignored in silence is refused, all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Collection, Iterator

_PAIRS = "pairs"
"""The attribute of a parser that holds its pairs."""


class OptionPairs:
    """The pairs of options of one command. It is no dataclass, because help alone would wait for that module.

    Attributes
    ----------
    needs
        For each option that has no effect alone, the options of which it needs one, and what is wrong without any.
    excludes
        For each option, another one beside which it has no effect, and what is wrong with it then. The other may be
        one with a value: ``--audience=public``.
    """

    def __init__(self) -> None:
        self.needs: list[tuple[str, tuple[str, ...], str]] = []
        self.excludes: list[tuple[str, str, str]] = []

    def faults(self, given: Collection[str]) -> Iterator[str]:
        """Yield what is wrong with options that are given together, one line for each option."""
        told: dict[str, str] = {}
        for option, other, why in self.excludes:
            if option in given and other in given:
                told.setdefault(option, why)
        for option, others, why in self.needs:
            if option in given and not {*others} & {*given}:
                told.setdefault(option, why)
        yield from (f"{option}: {why}" for option, why in told.items())


def only_with(parser: ArgumentParser, option: str, *others: str, why: str = "") -> None:
    """Refuse an option that is given without any of the others, which it is about."""
    # Help alone has no pairs, and would wait for the words.
    from standto.wording import listed

    usual = f"is for {listed(others)}: leave it out or add {listed(others, 'or')}"
    pairs_of(parser).needs.append((option, others, why or usual))


def never_with(parser: ArgumentParser, other: str, *options: str, why: str) -> None:
    """Refuse each of some options that is given beside another one."""
    pairs_of(parser).excludes.extend((option, other, why) for option in options)


def pairs_of(parser: ArgumentParser) -> OptionPairs:
    """Return the pairs of a parser, which the functions above add to."""
    if not hasattr(parser, _PAIRS):
        setattr(parser, _PAIRS, OptionPairs())
    found: OptionPairs = getattr(parser, _PAIRS)
    return found
