"""The table of sessions in which accounts are signed in now, so that their owners can see and end them."""

from __future__ import annotations

from django.db import models


class SignedInSession(models.Model):
    """A session that is signed in; without its row it ends.

    Attributes
    ----------
    mark
        A random text that the session itself holds too.
    began, seen
        When it began and when its owner was last there, to the minute, by the machine's own clock.
    network, browser
        The network that it came from, as the security log keeps it, and the kind of browser in words.
    """

    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="signed_in")
    mark = models.CharField(max_length=32, unique=True)
    began = models.BigIntegerField(db_index=True)
    seen = models.BigIntegerField()
    network = models.CharField(max_length=50, blank=True)
    browser = models.CharField(max_length=50, blank=True)
