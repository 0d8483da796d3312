"""Looking back: past moments as they were known, what changed, what was decided, and the entries one by one."""
