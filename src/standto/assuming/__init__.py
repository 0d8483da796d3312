"""Assumptions: what somebody assumed about step-backs, returns, help and requirements, when, and in which ranges."""

from __future__ import annotations

from standto.assuming.assumptions_reader import assumption_names, assumptions_of, read_assumptions
from standto.assuming.assumptions_writer import assumptions_text
from standto.assuming.canonical_form import assumed
from standto.assuming.checked_folder import check_assumptions

__all__ = [
    "assumed",
    "assumption_names",
    "assumptions_of",
    "assumptions_text",
    "check_assumptions",
    "read_assumptions",
]
