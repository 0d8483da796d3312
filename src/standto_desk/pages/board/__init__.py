"""The board: cover now and in the coming days, gaps first, and the steps to take."""
