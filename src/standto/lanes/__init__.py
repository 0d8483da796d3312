"""Gaps and the use of help in many futures side by side: pure whole numbers, compiled, with futures as lanes.

The room knows neither scenarios nor futures: it takes the groups that each kind of supply can do, the numbers of each
kind, and the requirement of each group, and returns gaps and places filled by tier.
"""
