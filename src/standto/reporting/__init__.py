"""Situation reports: what the engines answer, laid out for command and for the public. No computation of its own."""

from standto.reporting.composing import SituationReport, sitrep

__all__ = ["SituationReport", "sitrep"]
