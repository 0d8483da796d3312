"""The book: what the ledger says at a moment, as the library's scenario and situation."""
