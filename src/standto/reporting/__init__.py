"""Situation reports: the answers of the engines, laid out for command and for the public; computes nothing itself."""

from standto.reporting.composing import SituationReport, sitrep
from standto.reporting.reporting_outlooks import OutlookReport, outlook_report
from standto.reporting.stating_cover import StatementReport, statement_report

__all__ = ["OutlookReport", "SituationReport", "StatementReport", "outlook_report", "sitrep", "statement_report"]
