"""The ladder of help: which step to take next, up or down, and the walk through a whole scenario."""

from standto.ladder.recommendation import Kept, Need, Proof, Recommendation, Remaining, Review
from standto.ladder.replaying import Replay, ReplayStep, replay
from standto.ladder.reviewing import Reviewer, review

__all__ = [
    "Kept",
    "Need",
    "Proof",
    "Recommendation",
    "Remaining",
    "Replay",
    "ReplayStep",
    "Review",
    "Reviewer",
    "replay",
    "review",
]
