"""The page of a demonstration's clock, and the bar that shows it on every page."""
