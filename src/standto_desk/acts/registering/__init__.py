"""Changing the register: who may change each table, what a change enters, and how it is confirmed and undone."""
