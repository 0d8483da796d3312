"""The ladder of help: which step to take next, up or down, and the replay of a whole scenario."""

from standto.ladder.replay_facts import ReplayStep
from standto.ladder.replaying import Replay, replay
from standto.ladder.review_facts import KeptHelp, Need, Proof, Recommendation, RemainingGap
from standto.ladder.reviewing import Review, Reviewer, review

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
