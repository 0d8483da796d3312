"""Exact answers over windows: is every duty covered, what is missing and why, and how many more may step back."""

from standto.coverage.covering import Cover, cover

__all__ = ["Cover", "cover"]
