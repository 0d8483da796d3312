"""What a proposal proposes, in words: the step, and that it accepts an offer where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standto.wording import decision
from standto_desk.acts.proposals import details

if TYPE_CHECKING:
    from standto_desk.ledger import Entry


def proposed_words(entry: Entry, about: str, count: int | None) -> str:
    """Return what the entry of a proposal proposes.

    To accept an offer is not to ask: the places are then where their force has said that they are.

    Parameters
    ----------
    about
        What its subject is called.
    count
        How many places its reader is told; None: no number.
    """
    what = decision(entry.step, about, count)
    return what if details(entry).get("offer") is None else f"{what}, to accept an offer"
