"""The rota of a month as a grid, and telling people of it."""
