"""Situation reports: what the engines answer, laid out for command and for the public. No computation of its own."""

from standto.reporting.composing import sitrep
from standto.reporting.report import SituationReport

__all__ = ["SituationReport", "sitrep"]
