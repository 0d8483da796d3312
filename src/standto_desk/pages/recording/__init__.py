"""Recording what happened to people and duties, with its effect on cover, and correcting wrong entries."""
