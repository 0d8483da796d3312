"""Cover and margin, exactly: the gaps of every duty with their proofs, and how many more people may step back."""

from standto.coverage.covering import Cover, cover
from standto.coverage.margins import Margin, margin

__all__ = ["Cover", "Margin", "cover", "margin"]
