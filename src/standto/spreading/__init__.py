"""Chunks of futures spread over processes, a cluster or an array of jobs, and merged into one tally.

A chunk is keyed by its content: its inputs' digest and its futures. The tally is the same however the futures are cut
into chunks, whichever machine counts each, and whatever is lost and sent again.
"""

from standto.spreading.choosing import executor_of

__all__ = ["executor_of"]
