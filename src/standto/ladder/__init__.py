"""The ladder of help: which step to take next, up or down, the replay of a whole scenario, and who could come."""

from standto.ladder.candidates_facts import Candidate, RestOwed
from standto.ladder.listing_candidates import Candidates, candidates
from standto.ladder.replay_facts import ReplayStep
from standto.ladder.replaying import Replay, replay
from standto.ladder.review_facts import KeptHelp, Need, Proof, Recommendation, RemainingGap
from standto.ladder.reviewing import Review, Reviewer, review

__all__ = [
    "Candidate",
    "Candidates",
    "KeptHelp",
    "Need",
    "Proof",
    "Recommendation",
    "RemainingGap",
    "Replay",
    "ReplayStep",
    "RestOwed",
    "Review",
    "Reviewer",
    "candidates",
    "replay",
    "review",
]
