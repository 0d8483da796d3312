"""Outlooks as pages and reports show them: in whole numbers, each with its error and its word."""
