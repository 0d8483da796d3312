"""Telling the owner of a duty or a step that something needs a look."""
