"""Assumptions: what somebody assumed about step-backs, returns, help and requirements, when, and in which ranges."""
