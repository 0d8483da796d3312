"""The key that a command trusts: the given one, or the installation's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from standto.errors import OptionError

if TYPE_CHECKING:
    from argparse import Namespace

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from standto_desk.ledger.anchors import Anchor


def known_key(args: Namespace) -> Ed25519PublicKey | None:
    """Return the trusted key: the one in `--public-key`, or the installation's own; None without either."""
    from standto_desk.ledger.anchors import installation_key, key_path, read_public_key

    if args.public_key:
        return read_public_key(_bytes(args.public_key), name=args.public_key)
    try:
        path = key_path()
    except OptionError:
        return None
    return installation_key(path).public_key() if path.exists() else None


def anchor_in(path: str | None, key: Ed25519PublicKey | None) -> Anchor | None:
    """Return the anchor in a file, checked with a key; None without a file.

    Raises
    ------
    OptionError
        No key is known, or the key did not sign the anchor.
    """
    from standto_desk.ledger.anchors import read_anchor

    if path is None:
        return None
    if key is None:
        raise OptionError(
            "--public-key: is missing, and this installation has no key: name the key that signed the anchor"
        )
    return read_anchor(_bytes(path).decode("utf-8", "replace"), key, name=path)


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise OptionError(f"{path}: cannot be read: {error.strerror}") from None
