"""Publishing the rota of a month, and saying that one has seen it."""
