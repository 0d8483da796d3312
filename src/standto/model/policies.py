"""The policy of a force: the numbers and posts of its reviews."""

from __future__ import annotations

from dataclasses import dataclass, field

from standto.model.time import MINUTE, Instant, hours


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers that a review uses, and the posts that approve each kind of step.

    The reference of the scenario folder explains each default.
    """

    look_ahead_hours: float = 72
    reserve: int = 2
    hold_hours: float = 4
    answer_hours: float = 6
    review_hours: float = 12
    stale_hours: float = 24
    rest_hours: float = 11
    call_in_share: float = 0.1
    call_in_notice_hours: float = 4
    call_in_from_rota: bool = False
    approve_own: bool = True
    approvers: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "aid": ("strategic-commander",),
            "contingency": ("strategic-commander", "home-office", "ministry-of-defence"),
            "stand-down": ("strategic-commander",),
        }
    )

    @property
    def look_ahead(self) -> Instant:
        """How far a review looks ahead: at least a minute, so that there is a window."""
        return max(hours(self.look_ahead_hours), MINUTE)
