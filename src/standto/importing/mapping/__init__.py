"""The mapping of an import: its records, and reading and writing its file."""
