"""The picture of a moment: cover, margin and review, drawn once for everybody who looks."""
