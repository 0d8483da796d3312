"""Alerts: the open ones and who acknowledged them; the posts that receive them, and at which addresses."""
