"""Two answers side by side: before, after and the difference, by duty and window."""

from standto.comparing.comparing_covers import Comparison, compare
from standto.comparing.supposed_covers import SupposedCover, cover_if

__all__ = ["Comparison", "SupposedCover", "compare", "cover_if"]
