"""The progress of long work, and cancelling it."""
