"""``standto account invite``: accounts for many volunteers, each with a one-time code."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.option_pairs import never_with
from standto.cli.progress import Progress
from standto.errors import OptionError
from standto.wording import counted

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from standto_desk.access.invitations.confirming_batches import Letter
    from standto_desk.access.invitations.invitees import Invitee


def add_options(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--force", required=True, metavar="ID", help="the force whose people to invite")
    parser.add_argument("--team", action="append", default=[], metavar="ID", help="only this team; may be repeated")
    parser.add_argument("--people", metavar="FILE", help="only the people in a CSV file: cipher, username, email")
    parser.add_argument(
        "--again",
        action="store_true",
        help="also people who have not used their code; it stops working",
    )
    why = "does not go with --people; the file says who is invited"
    never_with(parser, "--people", "--team", "--again", why=why)
    out = parser.add_mutually_exclusive_group(required=True)
    out.add_argument("--letters", metavar="FILE", help="write letters to print, as a PDF")
    out.add_argument("--codes", metavar="FILE", help="write a CSV file for a mail merge")
    out.add_argument("--mail", action="store_true", help="send mail to the addresses in --people")


def invite(args: Namespace) -> None:
    """Make the accounts and write their codes, which are shown nowhere else."""
    from standto_desk.access.emails import send
    from standto_desk.access.invitations.confirming_batches import confirm_batch
    from standto_desk.access.invitations.letters import messages_for
    from standto_desk.access.invitations.preparing import Delivery, prepare_batch

    invitees = _chosen(args)
    delivery = Delivery.MAIL if args.mail else Delivery.LETTERS if args.letters else Delivery.FILE
    with Progress(f"inviting {counted(len(invitees), 'person', 'people')}"):
        batch = prepare_batch(by=None, force=args.force, invitees=invitees, delivery=delivery)
        if args.mail:
            for message in confirm_batch(by=None, batch=batch, write=messages_for):
                send(message)
        else:
            confirm_batch(by=None, batch=batch, write=lambda letters: _write(args, letters))
    where = "by mail" if args.mail else f"in {args.letters or args.codes}"
    print(f"{counted(len(invitees), 'person', 'people')} of {args.force}: invited; their codes are {where}")


def _chosen(args: Namespace) -> list[Invitee]:
    from standto_desk.access.invitations.invitee_files import invitees_in
    from standto_desk.access.invitations.invitees import invitees_of

    if not args.people:
        return invitees_of(args.force, args.team, again=args.again)
    try:
        return invitees_in(Path(args.people).read_bytes(), args.force)
    except OSError as error:
        raise OptionError(f"--people: {args.people}: {error.strerror}") from error


def _write(args: Namespace, letters: Sequence[Letter]) -> None:
    """Write codes into a new file for its owner alone."""
    from standto_desk.access.invitations.letters import codes_csv, letters_pdf

    path, data = args.letters or args.codes, letters_pdf(letters) if args.letters else codes_csv(letters)
    option = "--letters" if args.letters else "--codes"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise OptionError(f"{option}: {path} exists already; name a new file") from None
    except OSError as error:
        raise OptionError(f"{option}: {path}: {error.strerror}") from error
