"""The command line: passes each question to the library and prints the answer.

Each command is a module with two functions: `add` defines its options, `run` carries it out and returns the exit
status. A module is imported only when its command is called.
"""
