"""Exact answers over windows: is every duty covered, what is missing and why, and how many more may step back."""
