"""The board: what is covered now and in the coming days, gaps first, and what to do about it."""
