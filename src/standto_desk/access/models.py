"""Accounts, the roles and posts that they hold, and the security log."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from standto.model.time import BEGINNING, FOREVER, Instant
from standto_desk.access import identity_rows, invitation_rows, session_rows  # noqa: F401  Django finds their tables here
from standto_desk.access.log_chain import SEALED, lock_log
from standto_desk.access.roles import OF_TWO, Role
from standto_desk.access.sealed_rows import SealedQuerySet
from standto_desk.access.sealing import concerns_a_seal
from standto_desk.caching.compiled_queries import CompiledQuery
from standto_desk.clock import now


class AccountManager(BaseUserManager):
    """Makes accounts."""

    def get_queryset(self) -> SealedQuerySet:
        """Return every account."""
        return SealedQuerySet(self.model, using=self._db)

    def get(self, *conditions: Any, **values: Any) -> Account:
        """Return the only account that matches, as Django's does.

        Django asks for the account by its key on each page, so that query is turned into SQL once. The accounts of
        another row have a manager that derives from this one, and are asked by Django.
        """
        if type(self) is not AccountManager or conditions or values.keys() != {"pk"}:
            return self.get_queryset().get(*conditions, **values)
        for account in _BY_KEY(key=values["pk"]):
            return account
        raise self.model.DoesNotExist("Account matching query does not exist.")

    def create(self, *, username: str, password: str | None = None, **fields: object) -> Account:
        """Make and save an account; without a password nobody can sign in to it."""
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """An account that somebody signs in with.

    Attributes
    ----------
    id
        The only thing that the ledger knows about it.
    force
        The force that it belongs to.
    cipher
        The cipher of the volunteer whose account it is, or blank; never shown to others.
    screen
        Whether it is a screen on a wall; one that only sees counts may be idle for a whole session.
    temporary_until
        When a one-time password lapses; None once the owner has chosen a password.
    epoch
        A number that goes up to end every session of the account.
    unconfirmed
        The ids, sorted and separated by blanks, of administrators whose changes to the account wait for another
        administrator to confirm them.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    force = models.CharField(max_length=100, blank=True)
    cipher = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    screen = models.BooleanField(default=False)
    temporary_until = models.BigIntegerField(null=True, blank=True)
    epoch = models.PositiveIntegerField(default=0)
    unconfirmed = models.TextField(blank=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["force", "cipher"], condition=~models.Q(cipher=""), name="one_account_for_a_cipher"
            )
        ]

    # Django's property: that of Python 3.11 has one lock for all accounts, and each request would wait for the others.
    @cached_property
    def roles(self) -> frozenset[tuple[str, Role]]:
        """Return the account's roles now, each with its force; read once for each instance."""
        return self.roles_at(now())

    def roles_at(self, moment: Instant) -> frozenset[tuple[str, Role]]:
        """Return the account's roles at a moment, each with its force."""
        prefetched = "memberships" in getattr(self, "_prefetched_objects_cache", ())
        every = self.memberships.all() if prefetched else _MEMBERSHIPS(account=self.pk)
        return frozenset((one.force, Role(one.role)) for one in every if one.since <= moment < one.until)

    def roles_ahead(self) -> frozenset[tuple[str, Role]]:
        """Return the roles that the account has now or will have."""
        at = now()
        return frozenset((one.force, Role(one.role)) for one in self.memberships.all() if at < one.until)

    def save(self, *args: Any, update_fields: Collection[str] | None = None, **more: Any) -> None:
        """Save the account, locking the log that seals it first, as every change of an account does."""
        if not concerns_a_seal(self, update_fields):
            super().save(*args, update_fields=update_fields, **more)
            return
        with transaction.atomic(savepoint=False):
            lock_log()
            super().save(*args, update_fields=update_fields, **more)

    def roles_for(self, force: str = "") -> frozenset[Role]:
        """Return the roles for a force; for a blank force, the roles for any."""
        return frozenset(role for of, role in self.roles if force in ("", of))

    def working_roles_for(self, force: str = "") -> frozenset[Role]:
        """Return the roles that work now; a suspended account has none by which it acts for others."""
        roles = self.roles_for(force)
        return roles - OF_TWO if self.unconfirmed else roles

    @property
    def is_suspended(self) -> bool:
        """Whether some roles do not work until another administrator confirms changes to the account."""
        return bool(self.unconfirmed and {role for _, role in self.roles_ahead()} & OF_TWO)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return the hash that each session must carry; it changes with the password and the epoch."""
        salt = "standto_desk.access.models.Account"
        return salted_hmac(salt, f"{self.epoch}:{self.password}", secret=secret, algorithm="sha256").hexdigest()


class MembershipQuerySet(SealedQuerySet):
    """Roles, filtered by time."""

    def at(self, moment: Instant) -> MembershipQuerySet:
        """Return those held at a moment."""
        return self.filter(since__lte=moment, until__gt=moment)

    def ahead(self) -> MembershipQuerySet:
        """Return those held now or later."""
        return self.filter(until__gt=now())


class Membership(models.Model):
    """A role that an account has for a force, from `since` until `until`; one that has ended stays, as history.

    Attributes
    ----------
    since, until
        By the desk's clock, as the times of appointments are.
    given_by
        The account that gave it; None is the command line, or a time when the desk did not keep this.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    force = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    since = models.BigIntegerField(default=BEGINNING)
    until = models.BigIntegerField(default=FOREVER)
    given_by = models.UUIDField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "force", "role"], condition=models.Q(until=FOREVER), name="a_role_once_for_a_force"
            ),
            models.CheckConstraint(condition=models.Q(since__lt=models.F("until")), name="a_role_takes_time"),
            models.CheckConstraint(condition=models.Q(role__in=[role.value for role in Role]), name="a_known_role"),
        ]


_BY_KEY = CompiledQuery(Account, lambda key: Account.objects.filter(pk=key), key="id")
_MEMBERSHIPS = CompiledQuery(
    Membership, lambda account: Membership.objects.filter(account=account).order_by(), account="account"
)


class Post(models.Model):
    """An administrator's settings of a post: whether it is outside, and how many accounts may hold it."""

    force = models.CharField(max_length=100)
    post = models.CharField(max_length=100)
    outside = models.BooleanField(default=False)
    most = models.PositiveSmallIntegerField(default=1)

    objects = SealedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["force", "post"], name="one_row_for_a_post")]


class AppointmentQuerySet(SealedQuerySet):
    """Appointments, filtered by time and post."""

    def at(self, moment: Instant) -> AppointmentQuerySet:
        """Return those in force at a moment; those of a suspended account never are."""
        return self.filter(start__lte=moment, until__gt=moment, account__is_active=True, account__unconfirmed="")

    def during(self, start: Instant, until: Instant) -> AppointmentQuerySet:
        """Return those that overlap a period."""
        return self.filter(start__lt=until, until__gt=start, account__is_active=True)

    def to(self, post: str, force: str) -> AppointmentQuerySet:
        """Return those to a post of a force."""
        return self.filter(post=post, force=force)


class Appointment(models.Model):
    """An account's tenure of a post from `start` until `until`; `accepted_as` is the name typed to accept it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="appointments")
    post = models.CharField(max_length=100)
    force = models.CharField(max_length=100)
    start = models.BigIntegerField()
    until = models.BigIntegerField(default=FOREVER)
    accepted_as = models.CharField(max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lt=models.F("until")), name="an_appointment_takes_time")
        ]
        indexes = [models.Index(fields=["force", "post", "start"])]


class Guesses(models.Model):
    """The times of recent guesses at a password or a code: the counts of `guess_limits`.

    Attributes
    ----------
    key
        A keyed hash of the name or address that they are counted by; typed text is not stored.
    times
        The times, by the machine's own clock.
    last
        The last of them.
    """

    key = models.CharField(max_length=64, primary_key=True)
    times = models.JSONField(default=list)
    last = models.BigIntegerField(default=0, db_index=True)


class Opening(models.Model):
    """The opening of people's records by an account; the database refuses to change or remove it.

    Attributes
    ----------
    at
        The time, by the machine's own clock.
    account
        The account that opened the records.
    people
        The people whose records they are, each as `force/cipher` with a blank before and after.
    page
        The page, in a word of `acts.record_openings`.
    """

    at = models.BigIntegerField()
    account = models.UUIDField(db_index=True)
    people = models.TextField()
    page = models.CharField(max_length=20)

    objects = SealedQuerySet.as_manager()

    @classmethod
    def of(cls, person: str) -> models.QuerySet:
        """Return the openings of one person's record, by cipher, whatever their force was."""
        return cls.objects.filter(people__contains=f"/{person} ")

    @property
    def persons(self) -> list[tuple[str, str]]:
        """The people: force and cipher of each."""
        return [(force, cipher) for force, _, cipher in (one.partition("/") for one in self.people.split())]


class CalendarAddress(models.Model):
    """The secret address of an account's calendar. The desk keeps only a hash of it, so it can be shown only once.

    Attributes
    ----------
    hash
        SHA-256 of the secret, in hexadecimal. The secret has 256 random bits, so nobody can try them all.
    made
        The time, by the machine's own clock.
    """

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="calendar_address")
    hash = models.CharField(max_length=64, unique=True)
    made = models.BigIntegerField()

    objects = SealedQuerySet.as_manager()


class LineManager(models.Manager):
    """The lines that people read, which are all except seals."""

    def get_queryset(self) -> models.QuerySet:
        """Leave out the seals, which only programs read."""
        return super().get_queryset().exclude(kind=SEALED)


class SecurityEvent(models.Model):
    """A line of the security log; the database refuses to change or remove it.

    Each line holds the hash of the one before it: see `log_chain`. `every_line` has the seals too.

    Attributes
    ----------
    at
        The time by the machine's own clock, even in a demonstration.
    account
        The account that it happened to, or None if a sign-in named none; typed text is not stored.
    by
        The account that did it, if that is another.
    detail
        A role, a post or a setting: never a password, a code, a cipher or a username that was typed.
    address
        The network that it came from: the first 24 bits of an IPv4 address, the first 48 of an IPv6 address.
    sequence, hash
        1, 2, 3 and so on without a gap; the hash over the hash before and this line.
    seal
        In a line of the kind `sealed`: salted hashes of a row's columns, as `sealing` writes them.
    """

    at = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    account = models.UUIDField(null=True, db_index=True)
    by = models.UUIDField(null=True)
    force = models.CharField(max_length=100, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=50, blank=True)
    sequence = models.IntegerField(unique=True)
    seal = models.TextField(blank=True)
    hash = models.CharField(max_length=64)

    objects = LineManager()
    every_line = models.Manager()

    class Meta:
        base_manager_name = "every_line"
        indexes = [models.Index(fields=["kind", "at"])]

    @classmethod
    def seals(cls) -> Iterator[str]:
        """Yield the seals in the order of the log."""
        found = cls.every_line.filter(kind=SEALED).order_by("sequence")
        return found.values_list("seal", flat=True).iterator(chunk_size=2_000)


class SecurityHead(models.Model):
    """The number of lines in the security log and the hash of the last; one row, which every writer locks."""

    id = models.IntegerField(primary_key=True)
    count = models.IntegerField()
    hash = models.CharField(max_length=64)
