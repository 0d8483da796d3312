"""Writing in the log of free entries: what happened, who is to do something about it, by when, and that it is done."""
