"""Alerts: what needs a look, who was told, and who has it in hand; who is to be told, and where."""
