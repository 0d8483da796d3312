"""A page for each duty, crew, pool and recommendation, with its history."""
