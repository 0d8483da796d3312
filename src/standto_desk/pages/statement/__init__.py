"""Cover statements of past periods, from the ledger: the whole one, and the public one for viewers."""
