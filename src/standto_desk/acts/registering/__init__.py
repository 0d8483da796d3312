"""Changing the register: permission for each table, the entries of a change, its confirmation and its undoing."""
