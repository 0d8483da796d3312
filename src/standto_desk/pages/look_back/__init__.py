"""The pages for looking back: past moments as they were known, changes, decisions, and entries one by one."""
