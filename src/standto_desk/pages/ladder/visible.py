"""The ladder as a reader may see it: everything as it is now, or the outline of the last whole hour.

Viewers see the outline. It holds no recommendations, because they follow from exact numbers of people. It holds none of
the home force's own pools, because their places are people who may step back. It holds no entry numbers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.urls import reverse

from standto.model.time import Instant
from standto_desk.acts.proposal_log import place_of_proposal
from standto_desk.acts.proposals import Proposal
from standto_desk.picture.drawing import Picture
from standto_desk.picture.showing import picture_now
from standto_desk.presenting.drawing import outlined
from standto_desk.presenting.proposal_words import proposed_words, visible_count
from standto_desk.presenting.shown_proposals import ShownProposal, shown_proposal


def visible_picture(hour: Instant | None) -> Picture:
    """Return the picture of a whole hour; None: of now."""
    return picture_now() if hour is None else outlined(hour, hour).picture


def visible_pools(picture: Picture, hour: Instant | None) -> Collection[str]:
    """Return the ids of the pools that a reader sees."""
    return picture.scenario.pool if hour is None else picture.lent_pools


def visible_proposal(proposal: Proposal, picture: Picture, hour: Instant | None) -> ShownProposal:
    """Return a proposal in words; in an outline, without reasons, recommendations and numbers of people."""
    shown = shown_proposal(proposal, picture.scenario)
    if hour is None:
        return shown
    entry, duty = proposal.entry, picture.scenario.duty.get(proposal.entry.subject)
    what = proposed_words(entry, duty.label if duty else entry.subject, visible_count(entry))
    title = f"Proposed: {what}" if shown.agreements else f"Decided: {what}"
    return replace(shown, title=title, why=(), conditions="", kept=None, recommended=(), next_review=None)


def proposal_address(sequence: int, hour: Instant | None) -> str:
    """Return the address of a proposal's page; in an outline, by its place among all proposals."""
    if hour is None:
        return reverse("ladder-proposal", args=[sequence])
    return reverse("ladder-nth-proposal", args=[place_of_proposal(sequence)])
