"""``standto clock``: compare the desk's clock with the ledger, and confirm it after a jump ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.cli.progress import Progress
from standto_desk.commands.opening import add_database, opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


EXAMPLES = """
standto clock
standto clock --confirm
"""


def add(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--confirm", action="store_true", help="accept the machine's clock as right after a jump")
    add_database(parser)


def run(args: Namespace) -> int:
    """Print the troubles with the clock; the status is 1 if there are any."""
    with opened(args.database), Progress("clock", prints=True):
        from standto.wording import length
        from standto_desk.acts.clock_changes import confirm_clock
        from standto_desk.clock import demo_clock, read_clock
        from standto_desk.clock.troubles import troubles_in

        if args.confirm:
            ahead = confirm_clock(by=None)
            result = f"confirmed: it had jumped ahead by {length(ahead)}" if ahead else "nothing had to be confirmed"
            print(f"the clock: {result}")
        troubles, is_demonstration = troubles_in(read_clock()), demo_clock() is not None
    if is_demonstration:
        print("this is a demonstration, with a clock of its own")
    for trouble in troubles:
        print(trouble)
    if not troubles:
        print("the clock and the ledger agree")
    return 1 if troubles else 0
