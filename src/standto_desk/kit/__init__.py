"""The parts that families of pages share: forms sent once, stale forms, receipts, refusals and paging."""
