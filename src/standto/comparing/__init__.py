"""Two answers side by side: before, after and the difference, by duty and window."""

from standto.comparing.comparing_covers import Comparison, compare
from standto.comparing.supposed_answers import SupposedAnswer, answer_if
from standto.comparing.supposed_covers import SupposedCover, cover_if
from standto.comparing.supposed_margins import SupposedMargin, margin_if
from standto.comparing.supposed_reviews import SupposedReview, review_if

__all__ = [
    "Comparison",
    "SupposedAnswer",
    "SupposedCover",
    "SupposedMargin",
    "SupposedReview",
    "answer_if",
    "compare",
    "cover_if",
    "margin_if",
    "review_if",
]
