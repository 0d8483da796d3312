"""The volunteer's own page: their own record, stepping back and returning."""
