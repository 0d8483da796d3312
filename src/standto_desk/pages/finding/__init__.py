"""Finding anything by name or cipher."""
