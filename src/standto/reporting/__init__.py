"""Situation reports: the answers of the engines, laid out for command and for the public; computes nothing itself."""

from standto.reporting.composing import SituationReport, sitrep

__all__ = ["SituationReport", "sitrep"]
