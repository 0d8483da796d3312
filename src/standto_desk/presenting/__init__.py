"""Lines that several families of pages show, each worded once: boards, outlines, changes, proposals and offers."""
