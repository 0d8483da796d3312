"""``standto restore``: restore a backup into a new database, with proof."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from string import hexdigits
from typing import TYPE_CHECKING

from standto.cli.progress import Progress
from standto.errors import OptionError
from standto_desk.commands.keys import anchor_in, known_key
from standto_desk.commands.opening import add_database, opened, set_up

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from standto_desk.service.archives import Saved
    from standto_desk.service.backup_proofs import Terms


EXAMPLES = """
standto restore desk.backup --database sqlite:///restored.sqlite3 --public-key public-key.pem
standto restore desk.backup --database sqlite:///unproven.sqlite3 --unproven
"""


def add(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", metavar="FILE", help="the file that `standto backup` wrote")
    add_database(parser)
    parser.add_argument(
        "--public-key", metavar="FILE", help="the key that must have signed it (default: the installation's own)"
    )
    parser.add_argument("--fingerprint", metavar="HEX", help="or its fingerprint, as `standto backup` printed it")
    parser.add_argument("--anchor", metavar="FILE", help="compare the ledger and the security log with this anchor too")
    parser.add_argument(
        "--unproven", action="store_true", help="restore it without proof; the security log will say so for good"
    )
    parser.add_argument(
        "--demonstration", action="store_true", help="restore a demonstration's backup as a demonstration"
    )


def run(args: Namespace) -> int:
    """Restore a backup, and print its contents and its proof."""
    path = Path(args.file)
    fingerprint = _fingerprint(args)
    set_up(args.database)
    from standto_desk.service.backup_proofs import read_backup
    from standto_desk.service.restoring import restore

    with Progress("restore") as progress:
        terms = _terms(args, fingerprint)
        saved = read_backup(path, terms)  # before making a database, which would be useless if this fails
        terms = replace(terms, anchor=anchor_in(args.anchor, _key_for_anchor(args, saved, terms)))
        with opened(args.database, make=True, tables=False):
            why = restore(path, saved, terms, progress=progress)
    print(f"{saved.manifest.count:,} entries as they were entered; the last is {saved.manifest.hash}")
    print(f"Restored WITHOUT PROOF: {why}. The security log says so for good." if why else _proved(saved, terms))
    print("Sessions are not restored: everybody must sign in again. The secret key must be the same as before.")
    return 0


def _fingerprint(args: Namespace) -> str:
    if args.fingerprint is None:
        return ""
    if args.public_key:
        raise OptionError("--fingerprint: cannot be combined with --public-key: name the key in one way")
    found: str = args.fingerprint.strip().lower()
    if len(found) != 64 or set(found) - set(hexdigits):
        raise OptionError("--fingerprint: is not a fingerprint: write the 64 hexadecimal digits that `backup` printed")
    return found


def _terms(args: Namespace, fingerprint: str) -> Terms:
    from standto_desk.ledger import anchors
    from standto_desk.service.backup_proofs import Terms

    if not fingerprint and (key := known_key(args)) is not None:
        fingerprint = anchors.fingerprint(key)
    return Terms(trusted=fingerprint, unproven=args.unproven, demonstration=args.demonstration)


def _key_for_anchor(args: Namespace, saved: Saved, terms: Terms) -> Ed25519PublicKey | None:
    """Return the key that must have signed the anchor; for a fingerprint, the backup names it."""
    from standto_desk.service.backup_proofs import key_of, without_proof

    if args.fingerprint is None:
        return known_key(args)
    return key_of(saved) if not without_proof(saved, terms.trusted) else None


def _proved(saved: Saved, terms: Terms) -> str:
    anchored = " It agrees with the anchor." if terms.anchor is not None else ""
    return (
        f"Signed on {saved.manifest.made} with the key {terms.trusted}: entries, texts, accounts, roles, posts, the "
        f"security log ({saved.manifest.lines:,} lines) and all other tables are as they were saved.{anchored}"
    )
