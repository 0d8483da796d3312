"""The facts of situation reports for each audience, drawn from the ledger, and whole reports with their words."""
