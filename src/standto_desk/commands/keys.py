"""Which key a command trusts: the one that it is told of, or the installation's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import Namespace

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from standto_desk.ledger.anchors import Anchor


def known_key(args: Namespace) -> Ed25519PublicKey | None:
    """Return the key that must have signed: that in `--public-key`, or the installation's own; None without any."""
    from standto_desk.ledger.anchors import installation_key, key_path, read_public_key

    if args.public_key:
        return read_public_key(_bytes(args.public_key), name=args.public_key)
    try:
        path = key_path()
    except OptionError:
        return None
    return installation_key(path).public_key() if path.exists() else None


def anchor_in(path: str | None, key: Ed25519PublicKey | None) -> Anchor | None:
    """Return the anchor in a file, which a key has signed; None where no file is named.

    Raises
    ------
    OptionError
        No key is known, or the anchor is none of it.
    """
    from standto_desk.ledger.anchors import read_anchor

    if path is None:
        return None
    if key is None:
        raise OptionError("--public-key: is missing, and this installation has no key: name the one that signed")
    return read_anchor(_bytes(path).decode("utf-8", "replace"), key, name=path)


def _bytes(path: str) -> bytes:
    """Return the bytes of a file."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise OptionError(f"{path}: cannot be read: {error.strerror}") from None
