"""The tables of verifications, of people asked to come in, and of things kept under a name: all beside the ledger."""

from __future__ import annotations

from django.db import models


class Verification(models.Model):
    """A verification of the chain: the account that asked for it, and its result.

    Attributes
    ----------
    asked, ended
        Its times by the desk's clock; `ended` is None while it is under way.
    account, post, force
        The account that asked for it, and as which post.
    anchored
        The number of entries in the anchor that the ledger was compared with; None without an anchor.
    count, hash, redacted
        The number of entries in the chain, the hash of the last, and the number of redacted texts.
    fault
        The first fault of the ledger; blank without one.
    lines, lines_hash, lines_faults, unproven
        The same for the security log, with each fault on a line of its own, and its notes on backups restored without
        proof.
    """

    asked = models.BigIntegerField()
    ended = models.BigIntegerField(null=True)
    account = models.CharField(max_length=100)
    post = models.CharField(max_length=100, blank=True)
    force = models.CharField(max_length=100, blank=True)
    anchored = models.BigIntegerField(null=True)
    count = models.BigIntegerField(null=True)
    hash = models.CharField(max_length=64, blank=True)
    redacted = models.BigIntegerField(null=True)
    fault = models.TextField(blank=True)
    lines = models.BigIntegerField(null=True)
    lines_hash = models.CharField(max_length=64, blank=True)
    lines_faults = models.TextField(blank=True)
    unproven = models.TextField(blank=True)

    @property
    def faults(self) -> list[str]:
        """Every fault, in words."""
        return [fault for fault in (self.fault, *self.lines_faults.split("\n")) if fault]

    class Meta:
        ordering = ("-id",)


class Ask(models.Model):
    """A person whom a duty officer asked to come in for a duty, and their answer; it is deleted when the shift ends.

    Attributes
    ----------
    force, duty
        The force that plans, and the duty, seat or crew.
    starts, ends
        The shift, or the part of it that is left.
    person
        The cipher.
    answer
        The last answer: one of `Reply`; no reason is asked or kept.
    coming
        The time at which they will be there; None unless they are coming.
    entry
        The number of the entry that calls them in; None unless they are coming.
    """

    force = models.CharField(max_length=100)
    duty = models.CharField(max_length=210)
    starts = models.BigIntegerField()
    ends = models.BigIntegerField(db_index=True)
    person = models.CharField(max_length=100)
    answer = models.CharField(max_length=20)
    coming = models.BigIntegerField(null=True)
    entry = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["force", "duty", "starts", "person"], name="one_ask_of_a_person")
        ]


class KeptThing(models.Model):
    """The columns of a thing that somebody keeps under a name.

    Attributes
    ----------
    name
        Its name; no two of a force and a sort are the same.
    force, account, post, made
        The force that plans, the account that keeps it, and as which post, and when.
    key
        The key of the form that kept it.
    """

    name = models.CharField(max_length=100)
    force = models.CharField(max_length=100)
    account = models.CharField(max_length=100)
    post = models.CharField(max_length=100, blank=True)
    made = models.BigIntegerField()
    key = models.CharField(max_length=100, unique=True)

    class Meta:
        abstract = True
        ordering: tuple[str, ...] = ("-id",)


class KeptMoment(models.Model):
    """The columns of the moment of a kept answer.

    Attributes
    ----------
    at, known_at, sequence
        The moment from which the answer looks, as known at which, and the number of entries then.
    """

    at = models.BigIntegerField()
    known_at = models.BigIntegerField()
    sequence = models.BigIntegerField()

    class Meta:
        abstract = True


class Showing(models.Model):
    """The columns of a kept thing that is shown to a commander, with a note; it waits until they have looked at it.

    Attributes
    ----------
    to, by
        The two accounts.
    shown, looked
        When it was shown, and when the commander looked at it; None until then.
    note
        What to look at.
    """

    to = models.CharField(max_length=100, db_index=True)
    by = models.CharField(max_length=100)
    shown = models.BigIntegerField()
    looked = models.BigIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ("-id",)


class WhatIf(KeptThing, KeptMoment):
    """A what-if that somebody keeps under a name; it names no person, and is deleted when it ends.

    Attributes
    ----------
    sentences
        What is supposed, a sentence on each line.
    ahead
        Whether somebody chose the moment; otherwise it was the present.
    hours, choice, seed
        As in a `Question`.
    """

    sentences = models.TextField()
    ahead = models.BooleanField(default=False)
    hours = models.PositiveIntegerField(null=True)
    choice = models.CharField(max_length=10)
    seed = models.PositiveIntegerField(default=0)

    @property
    def supposed(self) -> tuple[str, ...]:
        """The sentences, one by one."""
        return tuple(self.sentences.split("\n"))

    class Meta(KeptThing.Meta):
        constraints = [models.UniqueConstraint(fields=["force", "name"], name="one_what_if_of_a_name")]


class WhatIfShown(Showing):
    """A kept what-if that somebody shows to a commander."""

    what_if = models.ForeignKey(WhatIf, on_delete=models.CASCADE, related_name="showings")

    class Meta(Showing.Meta):
        constraints = [models.UniqueConstraint(fields=["what_if", "to"], name="a_what_if_is_shown_once")]


class AssumptionSet(KeptThing):
    """Assumptions that somebody keeps beside the ledger, as the file that holds them; the file gives the name.

    Attributes
    ----------
    by, assumed
        The post that made the assumptions, and when, as the file says.
    text, digest
        The file, and the digest of what it says.
    """

    by = models.CharField(max_length=100)
    assumed = models.BigIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta(KeptThing.Meta):
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["force", "name"], name="one_set_of_assumptions_of_a_name")]


class KeptOutlook(KeptThing, KeptMoment):
    """An outlook that somebody keeps under a name, with its results; it names no person, and is deleted when it ends.

    Attributes
    ----------
    question
        What was asked, as an `OutlookQuestion` for JSON.
    assumptions
        All that was assumed, as a file of assumptions.
    seed, futures
        The seed, and the number of futures judged.
    inputs, results
        The digests of everything that the answer depends on, and of what became of the futures.
    version
        The version of the program.
    content
        The answer, in whole numbers, for JSON.
    """

    question = models.JSONField()
    assumptions = models.TextField()
    seed = models.BigIntegerField()
    futures = models.BigIntegerField()
    inputs = models.CharField(max_length=64)
    results = models.CharField(max_length=64)
    version = models.CharField(max_length=100)
    content = models.JSONField()

    class Meta(KeptThing.Meta):
        constraints = [models.UniqueConstraint(fields=["force", "name"], name="one_outlook_of_a_name")]


class KeptOutlookShown(Showing):
    """A kept outlook that somebody shows to a commander."""

    outlook = models.ForeignKey(KeptOutlook, on_delete=models.CASCADE, related_name="showings")

    class Meta(Showing.Meta):
        constraints = [models.UniqueConstraint(fields=["outlook", "to"], name="an_outlook_is_shown_once")]
