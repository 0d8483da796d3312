"""The options for what-ifs, and the answers before and after them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, TypeVar

from standto.cli.option_pairs import only_with
from standto.cli.options import add_whole
from standto.cli.output import show, table
from standto.cli.parser_parts import group_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from standto.model.result import Result
    from standto.register import Situation

Answer = TypeVar("Answer", bound="Result")
NEAREST = "the nearest forms are"
"""What a fault says before the forms that are most like a sentence."""
_ASKS = ("help", "?")
"""What may stand in place of a sentence, to list every form."""


def add_what_if(parser: argparse.ArgumentParser, *also: str) -> None:
    """Add the sentences that are supposed, and the seed of what is drawn; `also` are other options with sentences."""
    group_of(parser, "what counts").add_argument(
        "--what-if",
        metavar="S",
        action=SentenceAction,
        default=[],
        help="suppose this, which is never recorded: '40 of arv step back', 'team c away Sun' (may be repeated); "
        "'help' lists every form",
    )
    add_whole(
        group_of(parser, "what counts"), "--what-if-seed", "N", "the seed of the people whom a what-if draws", default=0
    )
    only_with(parser, "--what-if-seed", "--what-if", *also)


class SentenceAction(argparse.Action):
    """Keeps each sentence; in place of one, `help` prints every form and ends the command."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, _option: str | None = None
    ) -> None:
        """Keep one sentence, or list the forms."""
        if values.strip().casefold() in _ASKS:
            show(forms_text())
            parser.exit()
        setattr(namespace, self.dest, [*getattr(namespace, self.dest), values])


def answers_of(
    args: argparse.Namespace,
    situation: Situation,
    ask: Callable[..., Answer],
    progress: Callable[[float], None] | None = None,
    **seen: Any,
) -> tuple[Result, Answer]:
    """Return the answer to print, and the one that decides the exit status: after what is supposed, if anything is.

    Parameters
    ----------
    ask
        Returns the answer about a situation; it takes `progress` if that is given.
    progress
        Called with the share done, from 0 to 1.
    seen
        The basis and the end, as for `answer_if`.
    """
    if args.what_if:
        from standto.comparing import answer_if

        supposed = answer_if(situation, ask, *args.what_if, seed=args.what_if_seed, progress=progress, **seen)
        return supposed, supposed.after
    answer = ask(situation) if progress is None else ask(situation, progress=progress)
    return answer, answer


def with_all_forms(fault: str) -> str:
    """Return a fault; if it shows the nearest forms of a sentence alone, with the option that lists every form."""
    return f"{fault}\n--what-if help lists every form of sentence" if NEAREST in fault else fault


def forms_text() -> str:
    """Return every form of sentence with an example, as lines."""
    from standto.supposing import FORMS

    rows = [("sentence", "example"), *((form.written, form.example) for form in FORMS)]
    ends = (
        "WHEN is a day, a period or one end of it: Sun, Sat 18:00 to Sun 06:00, from Sat 18:00, until Sun 06:00.",
        "Ids and names may be written in any capitals, and with spaces for hyphens.",
    )
    return "\n".join([table(rows), "", *ends])
