"""Guesses at what a planner's workbook means, each with the doubts that a person must settle."""
