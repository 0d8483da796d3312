"""Recording: what happened to people and duties, what it would do to cover, and putting wrong entries right."""
