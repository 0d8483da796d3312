"""The register in words: the names of its tables and columns, and its rows as people read them."""
