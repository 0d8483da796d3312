"""Verifying the chain while the desk runs, as a job whose result is kept."""

from __future__ import annotations

from typing import Any

from standto_desk.access.job_accounts import require_still
from standto_desk.access.log_chain import log_head
from standto_desk.access.log_verifying import VerifiedLog, verify_security_log
from standto_desk.access.models import Account
from standto_desk.access.permission import Action, require
from standto_desk.acts.models import Verification
from standto_desk.clock import now
from standto_desk.jobs.contexts import JobContext
from standto_desk.jobs.functions import job
from standto_desk.jobs.models import CANCELLED, FAILED, Job
from standto_desk.jobs.queueing import under_way
from standto_desk.ledger.anchors import Anchor, installation_key, key_path, make_anchor, read_anchor
from standto_desk.ledger.drafts import Author
from standto_desk.ledger.verifying import Verified, verify_ledger

SINGLE = "verify"
"""The key by which the chain is verified once at a time, and the name of the job."""


def ask_verification(*, account: Account, author: Author, anchor: str = "") -> Job:
    """Ask for a verification of the whole chain, unless one is under way.

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
    _anchor_in(anchor)
    return verify_chain.enqueue(
        account=author.account, single=SINGLE, asked=now(), post=author.post, force=author.force, anchor=anchor
    )


@job("verify", "Verify the chain", needs=Action.VERIFY, shown_at="/look-back/verify/")
def verify_chain(context: JobContext, asked: int, post: str, force: str, anchor: str) -> int:
    """Verify the ledger and the security log, and keep the result; return its number.

    A worker that takes over begins again, because the first fault must be found by one who has read everything.
    """
    require_still(context, Action.VERIFY)
    anchored = _anchor_in(anchor)
    found = verify_ledger(anchored=anchored and anchored.ledger, progress=context.progress)
    log_found = verify_security_log(anchored=anchored and anchored.log)
    with context.held():
        made, _ = Verification.objects.update_or_create(
            asked=asked,
            account=context.account,
            defaults={
                "post": post,
                "force": force,
                "anchored": None if anchored is None else anchored.ledger.count,
                "ended": now(),
                **_kept(found, log_found),
            },
        )
    return int(made.pk)


def verification_under_way() -> Job | None:
    """Return the verification under way, or None."""
    return under_way(SINGLE)


def failed_verifications() -> list[Job]:
    """Return the latest verifications that ended without a result, the last first."""
    return list(Job.objects.filter(name=SINGLE, state__in=(FAILED, CANCELLED))[:3])


def anchor_now(*, account: Account) -> str:
    """Return an anchor on the last entry, signed with the installation's key, to keep elsewhere.

    Raises
    ------
    OptionError
        There is no key, and none can be made.
    """
    require(account, Action.VERIFY)
    return make_anchor(installation_key(key_path()), now(), log_head())


def _anchor_in(text: str) -> Anchor | None:
    """Return the anchor of a text; None if it is blank."""
    return read_anchor(text, installation_key(key_path()).public_key(), name="the anchor") if text else None


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
