"""The tables of invitations: batches that two administrators make, and the codes that nobody has used yet."""

from __future__ import annotations

from django.db import models

from standto_desk.access.sealed_rows import SealedQuerySet


class InvitationBatch(models.Model):
    """Invitations that one administrator prepares and another confirms.

    Attributes
    ----------
    people
        While it waits: the cipher, the username and the e-mail address of each person. Empty afterwards.
    count
        The number of its people.
    delivery
        How the codes reach them: a word of `Delivery`.
    prepared, prepared_by
        When, by the machine's own clock, and by which account; None is the command line.
    settled, settled_by
        When the codes were made or the batch was withdrawn, and by which account.
    withdrawn
        Whether it was withdrawn before it was confirmed, or its unused codes afterwards.
    """

    force = models.CharField(max_length=100)
    people = models.JSONField(default=list)
    count = models.PositiveIntegerField()
    delivery = models.CharField(max_length=10)
    prepared = models.BigIntegerField()
    prepared_by = models.UUIDField(null=True)
    settled = models.BigIntegerField(null=True)
    settled_by = models.UUIDField(null=True)
    withdrawn = models.BooleanField(default=False)

    objects = SealedQuerySet.as_manager()


class Invitation(models.Model):
    """A one-time code that nobody has used yet; the desk keeps only a keyed hash of it.

    Attributes
    ----------
    hash
        The keyed hash of the code, in hexadecimal. The code has 79 random bits, so no slow hash is needed.
    until
        When it expires, by the machine's own clock.
    """

    account = models.OneToOneField("access.Account", on_delete=models.PROTECT, related_name="invitation")
    batch = models.ForeignKey(InvitationBatch, on_delete=models.PROTECT, related_name="invitations")
    hash = models.CharField(max_length=64, unique=True)
    until = models.BigIntegerField()

    objects = SealedQuerySet.as_manager()
