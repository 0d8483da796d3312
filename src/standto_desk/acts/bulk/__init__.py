"""Changing the register in bulk: a folder laid onto the tables in force, shown before it is entered, and undone."""
