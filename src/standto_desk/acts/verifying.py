"""Verifying the chain while the desk runs, in a thread whose result is kept."""

from __future__ import annotations

import logging
from threading import Thread
from typing import Any

from django.db import connection, transaction

from standto.errors import OptionError
from standto.model.time import MINUTE, SECOND
from standto_desk.access.log_chain import log_head
from standto_desk.access.log_verifying import VerifiedLog, verify_security_log
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.models import Verification
from standto_desk.clock import now, real_now
from standto_desk.ledger.anchors import Anchor, installation_key, key_path, make_anchor, read_anchor
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.verifying import Verified, verify_ledger

log = logging.getLogger("standto_desk.verifying")
SILENCE = MINUTE
"""A worker without a heartbeat for this long has ended with its process."""


class UnderWay(OptionError):
    """The chain is already being verified."""


def ask_verification(*, account: Account, author: Author, anchor: str = "") -> Verification:
    """Start a verification of the whole chain, unless one is running.

    Parameters
    ----------
    anchor
        The text of an anchor, signed by this installation, to compare the ledger with; or blank.

    Raises
    ------
    OptionError
        It is already being verified, or the anchor is not this installation's.
    """
    require(account, Action.VERIFY)
    anchored = read_anchor(anchor, installation_key(key_path()).public_key(), name="the anchor") if anchor else None
    with transaction.atomic():
        if under_way(lock=True) is not None:
            raise UnderWay("the chain is already being verified; wait for the result")
        made = Verification.objects.create(
            asked=now(),
            account=author.account,
            post=author.post,
            force=author.force,
            anchored=None if anchored is None else anchored.ledger.count,
            beat=real_now(),
        )
    Thread(target=_work, args=(made.pk, anchored), name=f"standto-verify-{made.pk}", daemon=True).start()
    return made


def under_way(*, lock: bool = False) -> Verification | None:
    """Return the verification that is under way, or None."""
    found = Verification.objects.select_for_update() if lock else Verification.objects.all()
    last: Verification | None = found.filter(ended=None).first()
    return None if last is None or has_stopped(last) else last


def has_stopped(verification: Verification) -> bool:
    """Tell whether a verification's worker has ended without a result."""
    return verification.ended is None and verification.beat < real_now() - SILENCE


def anchor_now(*, account: Account) -> str:
    """Return an anchor on the last entry, signed with the installation's key, to keep elsewhere.

    Raises
    ------
    OptionError
        There is no key, and none can be made.
    """
    require(account, Action.VERIFY)
    return make_anchor(installation_key(key_path()), now(), log_head())


def _work(number: int, anchored: Anchor | None) -> None:
    """Verify in a thread of its own, and keep the result."""
    mine = Verification.objects.filter(pk=number)
    noted = real_now()

    def progress(share: float) -> None:
        nonlocal noted
        if real_now() - noted >= SECOND:
            noted = real_now()
            mine.update(share=int(100 * share), beat=noted)

    try:
        found = verify_ledger(anchored=anchored and anchored.ledger, progress=progress)
        log_found = verify_security_log(anchored=anchored and anchored.log)
        mine.update(share=100, beat=real_now(), ended=now(), **_kept(found, log_found))
    except Exception:
        # The page shows it as stopped; the log has the reason.
        log.exception("verifying the chain failed")
        mine.update(beat=0)
    finally:
        connection.close()


def _kept(found: Verified, log_found: VerifiedLog) -> dict[str, Any]:
    return {
        "count": found.count,
        "hash": found.hash,
        "redacted": found.redacted,
        "fault": found.fault,
        "lines": log_found.count,
        "lines_hash": log_found.hash,
        "lines_faults": "\n".join(log_found.faults),
        "unproven": "\n".join(log_found.unproven),
    }
