"""Commands for those who work on Standto: not part of the package."""
