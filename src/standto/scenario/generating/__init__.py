"""Synthetic forces of any size, invented from a seed."""

from standto.scenario.generating.plausible import generate

__all__ = ["generate"]
