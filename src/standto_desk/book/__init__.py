"""The book: the ledger at a moment, as the library's scenario and situation."""
