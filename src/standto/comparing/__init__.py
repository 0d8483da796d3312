"""Two answers side by side: before, after and the difference, by duty and window."""
