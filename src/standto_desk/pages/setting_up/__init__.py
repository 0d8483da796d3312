"""Starting from nothing: from an empty desk to a force that plans."""
