"""Handing a post over: a brief drawn from the ledger for the next holder, accepted by name."""
