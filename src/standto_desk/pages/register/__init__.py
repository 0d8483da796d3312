"""The register on pages: lists, each thing with its history, and its changes."""
