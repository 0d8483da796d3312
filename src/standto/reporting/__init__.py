"""Situation reports: the answers of the engines, laid out for command and for the public; computes nothing itself."""

from standto.reporting.composing import SituationReport, sitrep
from standto.reporting.stating_cover import StatementReport, statement_report

__all__ = ["SituationReport", "StatementReport", "sitrep", "statement_report"]
