"""The ladder of help: which step to take next, up or down, and the walk through a whole scenario."""

from standto.ladder.recommendation import KeptHelp, Need, Proof, Recommendation, RemainingGap, Review
from standto.ladder.replaying import Replay, ReplayStep, replay
from standto.ladder.reviewing import Reviewer, review

__all__ = [
    "KeptHelp",
    "Need",
    "Proof",
    "Recommendation",
    "RemainingGap",
    "Replay",
    "ReplayStep",
    "Review",
    "Reviewer",
    "replay",
    "review",
]
