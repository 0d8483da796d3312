"""The lines that people read: duties, margins, advice and help, each a value that is built once and worded once.

Engines turn their answers into these lines. Reports add traces to them, pages add tone and links, and the command line
adds columns.
"""
