"""Cover statements: the place-hours short of a past period, each by one cause."""
