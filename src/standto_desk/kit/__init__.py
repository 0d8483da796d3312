"""What a family of pages needs: forms sent once, stale forms, drafts, receipts, refusals and pages of a list."""
