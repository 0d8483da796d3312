"""What pages show of a moment and of the ledger, each worded once: boards, outlines, changes, proposals and offers.

A family of pages imports from here what another family shows too.
"""
