"""Rates of step-backs and returns from the record's own counts, and how good forecasts from them would have been."""
