"""Invents scenarios: synthetic forces of any size, and the sample that ships."""

from standto.scenario.generating.plausible import generate

__all__ = ["generate"]
