"""The command line: what is asked goes down to the library, and what it answers is printed.

Each command is a module with two functions: `add` lays down its options, `run` carries it out and returns the exit
status. A module is imported only when its command is called.
"""
