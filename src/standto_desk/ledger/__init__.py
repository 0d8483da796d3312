"""The ledger: append-only entries in a chain, and the free text beside it."""
