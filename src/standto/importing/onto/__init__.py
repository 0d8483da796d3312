"""An import onto a scenario that exists: what it adds, changes and ends, and from when. It deletes nothing."""
