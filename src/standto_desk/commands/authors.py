"""Options of a command that name the author of its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto_desk.ledger.drafts import Author


def add_author(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--account", metavar="ID", default="command-line", help="the account that enters it (%(default)s)"
    )
    parser.add_argument("--post", metavar="POST", default="", help="the post that the account acts as (none)")
    parser.add_argument("--force", metavar="FORCE", default="", help="the force that it acts for (none)")


def author_from(args: Namespace) -> Author:
    """Return the author of a command's entries.

    Raises
    ------
    OptionError
        The force is not one of the ledger's, or the account looks like an account of the desk.
    """
    from standto_desk.access.forces import known_forces
    from standto_desk.acts.step_owners import is_account_id
    from standto_desk.ledger.drafts import Author

    if is_account_id(args.account):
        raise OptionError("--account: looks like an account of the desk: give another name")
    known = known_forces()
    if args.force and known and args.force not in known:
        raise OptionError(f"--force: the ledger has no force {args.force!r}; it has {', '.join(known)}")
    return Author(args.account, args.post, args.force)
