"""The people who could come for a duty, and their answers when a duty officer asks them."""
