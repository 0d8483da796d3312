"""``standto ledger verify``: check that every entry is as it was entered, and every line of the security log."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from standto.cli.progress import Progress
from standto.errors import OptionError
from standto_desk.commands.keys import anchor_in, known_key
from standto_desk.commands.opening import add_database, opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from standto_desk.access.log_verifying import VerifiedLog
    from standto_desk.ledger.verifying import Verified


def add(parser: ArgumentParser) -> None:
    """Lay down the options."""
    add_database(parser)
    parser.add_argument("--anchor", metavar="FILE", help="compare the ledger and the security log with this anchor too")
    parser.add_argument(
        "--ledger-only", action="store_true", help="leave the security log out: a copy that was imported has none"
    )
    parser.add_argument(
        "--public-key", metavar="FILE", help="the key that signed the anchor (default: the installation's own)"
    )


def run(args: Namespace) -> int:
    """Verify; the status is 1 if anything is wrong."""
    if args.public_key and not args.anchor:
        raise OptionError("--public-key: goes with --anchor")
    with opened(args.database), Progress("verify") as progress:
        from standto_desk.access.log_verifying import verify_security_log
        from standto_desk.book.moment_tables import tables_known
        from standto_desk.clock import now
        from standto_desk.ledger.cached_answers import current_ledger
        from standto_desk.ledger.look_alike_rows import kept_look_alikes
        from standto_desk.ledger.verifying import verify_ledger
        from standto_desk.service.tables import must_be_up_to_date

        must_be_up_to_date()
        anchor = anchor_in(args.anchor, known_key(args) if args.anchor else None)
        found = verify_ledger(anchored=anchor and anchor.ledger, progress=progress)
        doubtful = [] if found.fault else kept_look_alikes(tables_known(current_ledger(), now()), now())
        log = None if args.ledger_only else verify_security_log(anchored=anchor and anchor.log)
    print(*_of_ledger(found, anchored=anchor is not None), sep="\n")
    for fault in doubtful:
        print(f"warning: {fault}", file=sys.stderr)
    if log is not None:
        print(*_of_log(log, anchored=bool(anchor and anchor.log)), sep="\n")
    return 1 if found.fault or (log is not None and log.faults) else 0


def _of_ledger(found: Verified, *, anchored: bool) -> Iterator[str]:
    """Yield lines about the ledger."""
    if found.fault:
        yield f"not as it was entered: {found.fault}"
        return
    redacted = f", {found.redacted:,} with its text redacted" if found.redacted else ""
    as_anchored = ", as the anchor says" if anchored else ""
    yield f"{found.count:,} entries as they were entered{redacted}{as_anchored}; the last is {found.hash}"


def _of_log(found: VerifiedLog, *, anchored: bool) -> Iterator[str]:
    """Yield lines about the security log, and about the restored backups in it."""
    yield from (f"not as it was written: {fault}" for fault in found.faults)
    if not found.faults:
        as_anchored = ", as the anchor says" if anchored else ""
        yield f"{found.count:,} lines of the security log as they were written{as_anchored}; the last is {found.hash}"
        yield "Accounts, roles, posts and second factors are as the security log has them."
    yield from (f"The security log says: restored without proof: {restore}" for restore in found.unproven)
