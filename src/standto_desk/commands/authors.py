"""Options that say by whom a command enters something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto_desk.ledger.drafts import Author


def add_author(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--account", metavar="ID", default="command-line", help="by which account it is entered (%(default)s)"
    )
    parser.add_argument("--post", metavar="POST", default="", help="as which post (none)")
    parser.add_argument("--force", metavar="FORCE", default="", help="for which force (none)")


def author_from(args: Namespace) -> Author:
    """Return by whom something is entered.

    Raises
    ------
    OptionError
        The ledger has forces, and not this one; or the account has the form of those of the desk.
    """
    from standto_desk.access.forces import known_forces
    from standto_desk.acts.step_owners import is_account_id
    from standto_desk.ledger.drafts import Author

    if is_account_id(args.account):
        raise OptionError("--account: has the form of an account of the desk, which enters on its pages: give a name")
    known = known_forces()
    if args.force and known and args.force not in known:
        raise OptionError(f"--force: the ledger has no force {args.force!r}; it has {', '.join(known)}")
    return Author(args.account, args.post, args.force)
