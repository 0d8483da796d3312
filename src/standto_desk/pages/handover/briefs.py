"""The brief for the next holder of a post: the board, the tasks that wait for the post, and recent changes."""

from __future__ import annotations

from dataclasses import dataclass

from standto.model.time import Instant
from standto_desk.acts.handovers import Handover
from standto_desk.acts.proposal_log import open_proposals
from standto_desk.acts.proposals import Proposal
from standto_desk.alerts.models import Alert
from standto_desk.book.log_lines import LogLine, log_at
from standto_desk.ledger.reading import head, known_entries, texts
from standto_desk.picture.showing import picture_at
from standto_desk.presenting.boards import Board, board_of
from standto_desk.presenting.changes import Changes, Visit, changes_between
from standto_desk.presenting.proposal_words import proposed_words
from standto_desk.presenting.subjects import names_in_force

MOST = 20
"""The most lines of the log that a brief lists; a link leads to the others."""


@dataclass(frozen=True)
class Brief:
    """The brief for the next holder of a post.

    Attributes
    ----------
    board
        The board when the brief was drawn.
    since
        The time from which it lists changes.
    changes
        The changes that became known or took effect from then until the brief was drawn.
    waiting
        Proposals that wait for this post.
    others
        Proposals that wait for other posts.
    alerts
        Alerts of this post that were open then.
    tasks, written
        Lines of the log that this post still had to do something about then, and those written since; at most `MOST`.
    note
        The last holder's note; None if it was redacted, blank if there is none.
    """

    post: str
    board: Board
    since: Instant
    changes: Changes
    waiting: tuple[Proposal, ...]
    others: tuple[Proposal, ...]
    alerts: tuple[Alert, ...]
    tasks: tuple[LogLine, ...]
    written: tuple[LogLine, ...]
    note: str | None = ""

    def words_of(self, proposal: Proposal) -> str:
        """Return a proposal in words."""
        entry = proposal.entry
        return proposed_words(entry, names_in_force().get(entry.subject, entry.subject), entry.count)


def brief_of(post: str, *, since: Instant, at: Instant, note: str | None = "") -> Brief:
    """Draw the brief of a post at a moment, from what the ledger held then.

    Parameters
    ----------
    since
        The time from which it lists changes.
    at
        The time of the brief, which shows the state as known then.
    note
        The last holder's note.
    """
    board = board_of(picture_at(at))
    pending = open_proposals(board.pools, known_at=at)
    mine = [one for one in pending if any(missing.post == post for missing in one.missing)]
    lines = log_at(at)
    open_then = Alert.objects.filter(post=post, raised__lte=at).exclude(closed__lte=at)
    return Brief(
        post=post,
        board=board,
        since=since,
        changes=changes_between(_visit(since), _visit(at), board.pools),
        waiting=tuple(mine),
        others=tuple(one for one in pending if one not in mine),
        alerts=tuple(open_then.order_by("raised")),
        tasks=tuple(line for line in lines if line.open and line.owner == post),
        written=tuple(line for line in lines if line.recorded > since)[:MOST],
        note=note,
    )


def brief_for(handover: Handover) -> Brief:
    """Return the brief of a handover as it was when the post was offered."""
    entry = handover.entry
    note = texts([entry.sequence]).get(entry.sequence) if entry.text_hash else ""
    return brief_of(handover.post, since=handover.since, at=int(entry.recorded), note=note)


def changes_since(handover: Handover, at: Instant, board: Board) -> Changes:
    """Return the changes that became known or took effect after a post was offered."""
    offered = Visit(handover.sequence, int(handover.entry.recorded))
    return changes_between(offered, _visit(at), board.pools)


def _visit(moment: Instant) -> Visit:
    """Return a visit to the board at a moment, without the numbers of the board."""
    last = known_entries().recorded_by(moment).latest_first()
    found = last.values_list("sequence", flat=True).first()
    # Before the first entry was recorded, changes are found by the time at which they became known.
    return Visit(head().count if found is None else int(found), moment)
