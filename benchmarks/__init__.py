"""Measurements of Standto beside named alternatives; see README.md for how they are written."""
