"""Exact answers over windows: is every duty covered, what is missing and why, and how many more may step back."""

from standto.coverage.covering import Cover, cover
from standto.coverage.margins import Margin, margin

__all__ = ["Cover", "Margin", "cover", "margin"]
