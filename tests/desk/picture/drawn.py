"""Pictures drawn of a scenario without a ledger."""

from __future__ import annotations

from standto.ladder import Reviewer
from standto.register import Records, situation_in
from standto_desk.picture.drawing import draw


def picture_of(scenario, at):
    records = Records(scenario)
    return draw(situation_in(records, at=at, known_at=at), 0, Reviewer(records))
