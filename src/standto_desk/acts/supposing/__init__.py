"""Trying what-ifs, keeping them under a name, and showing them; none of this touches the ledger."""
