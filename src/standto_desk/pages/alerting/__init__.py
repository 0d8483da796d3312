"""Alerts, open and closed, with the posts that receive them and the addresses of these posts."""
