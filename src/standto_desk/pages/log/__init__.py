"""The log of free entries, with owners and due times."""
