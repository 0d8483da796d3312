"""Caches in a process: answers made once for everybody who asks, and values kept for each database."""
