"""Recording events of people and duties, with their effect on cover, and correcting wrong entries."""
