"""Outlooks: how likely each duty is covered, hour by hour, if the assumptions hold."""
