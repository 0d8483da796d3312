"""``standto ledger verify``: whether every entry is as it was entered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from standto.cli.progress import Progress
from standto.errors import OptionError
from standto_desk.commands.opening import add_database, opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from standto_desk.ledger.reading import Place


def add(parser: ArgumentParser) -> None:
    """Lay down the options."""
    add_database(parser)
    parser.add_argument("--anchor", metavar="FILE", help="hold the ledger to this anchor too")
    parser.add_argument(
        "--public-key", metavar="FILE", help="the key that signed the anchor (default: the installation's own)"
    )


def run(args: Namespace) -> int:
    """Verify; 1 where anything is wrong."""
    if args.public_key and not args.anchor:
        raise OptionError("--public-key: goes with --anchor")
    with opened(args.database), Progress("verify") as progress:
        from standto_desk.ledger.verifying import verify_ledger

        found = verify_ledger(anchored=_anchored(args), progress=progress)
    if found.fault:
        print(f"not as it was entered: {found.fault}")
        return 1
    redacted = f", {found.redacted:,} with its text redacted" if found.redacted else ""
    anchored = ", as the anchor says" if args.anchor else ""
    print(f"{found.count:,} entries as they were entered{redacted}{anchored}; the last is {found.hash}")
    return 0


def _anchored(args: Namespace) -> Place | None:
    """Return the place that the anchor names."""
    from standto_desk.ledger.anchors import installation_key, key_path, read_anchor, read_public_key

    if not args.anchor:
        return None
    if args.public_key:
        key = read_public_key(_bytes(args.public_key), name=args.public_key)
    elif key_path().exists():
        key = installation_key(key_path()).public_key()
    else:
        raise OptionError(f"--public-key: is missing, and there is no key at {key_path()}: name the one that signed")
    return read_anchor(_bytes(args.anchor).decode("utf-8", "replace"), key, name=args.anchor)


def _bytes(path: str) -> bytes:
    """Return the bytes of a file."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise OptionError(f"{path}: cannot be read: {error.strerror}") from None
