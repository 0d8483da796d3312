"""Alerts: telling the owner of a kind of matter that something needs attention."""
