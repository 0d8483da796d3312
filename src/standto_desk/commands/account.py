"""``standto account``: make accounts, and help people who cannot sign in."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from typing import TYPE_CHECKING

from standto.cli.output import table
from standto.cli.progress import Progress
from standto.errors import OptionError
from standto_desk.access.roles import Role
from standto_desk.commands.account_invite import add_options, invite

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable
    from uuid import UUID

    from standto_desk.access.models import Account


EXAMPLES = {
    "make": """
standto account make duty.officer --force northhaven --role duty-officer
standto account make robin --force northhaven --role administrator
""",
    "invite": "standto account invite --force northhaven --letters letters.pdf",
    "list": "standto account list",
    "disable": "standto account disable duty.officer",
    "enable": "standto account enable duty.officer",
    "confirm": "standto account confirm robin",
    "reset": """
standto account reset duty.officer
standto account reset duty.officer --second-factor
""",
}


def add(parser: ArgumentParser) -> None:
    """Add the options."""
    subparsers = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    _add_make(subparsers)
    inviting = subparsers.add_parser(
        "invite",
        help="make accounts for many volunteers, each with a one-time code",
        description="Make accounts for volunteers of a force who have none, each with a one-time code.",
    )
    add_options(inviting)
    inviting.set_defaults(do=invite)
    _add_database(inviting)
    listing = subparsers.add_parser("list", help="list the accounts", description="List the accounts.")
    listing.set_defaults(do=_list)
    _add_database(listing)
    _act(subparsers, "disable", "stop an account from signing in, and end its sessions", _disable)
    _act(
        subparsers,
        "confirm",
        "confirm an administrator's changes to an account, if no other administrator can",
        _confirm,
    )
    _act(subparsers, "enable", "let an account sign in again, with a new password", _enable)
    reset = _act(subparsers, "reset", "give an account a new password, and end its sessions", _reset)
    reset.add_argument("--second-factor", action="store_true", help="remove its second factor and recovery codes too")
    _add_password(reset)


def _add_make(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    make = _act(subparsers, "make", "make an account", _make)
    make.add_argument("--force", required=True, metavar="ID", help="the force that it belongs to")
    make.add_argument(
        "--role",
        metavar="ROLE",
        action="append",
        default=[],
        choices=[role.value for role in Role],
        help=f"a role for that force; may be repeated: {', '.join(Role)}",
    )
    make.add_argument("--cipher", default="", metavar="ID", help="for a volunteer: the cipher of their record")
    make.add_argument("--email", default="", metavar="ADDRESS", help="the e-mail address, for alerts")
    _add_password(make)


def run(args: Namespace) -> int:
    """Set Django up and run the act."""
    if args.database:
        os.environ["DATABASE_URL"] = args.database
    os.environ["DJANGO_SETTINGS_MODULE"] = "standto_desk.service.settings"
    import django

    django.setup()

    from standto_desk.service.tables import bring_up_to_date

    with Progress("updating the database"):
        bring_up_to_date()
    args.do(args)
    return 0


def _act(
    subparsers: _SubParsersAction[ArgumentParser], name: str, what: str, do: Callable[..., None]
) -> ArgumentParser:
    parser = subparsers.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.add_argument("username", metavar="USERNAME")
    parser.set_defaults(do=do)
    _add_database(parser)
    return parser


def _add_database(parser: ArgumentParser) -> None:
    parser.add_argument("--database", metavar="URL", help="where the desk's database is (DATABASE_URL)")


def _add_password(parser: ArgumentParser) -> None:
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--ask", action="store_true", help="ask for the password, instead of making a one-time password")
    given.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def _make(args: Namespace) -> None:
    from django.db import transaction

    from standto_desk.access.account_changes import choose_password, make_account

    chosen = _chosen(args)
    roles = [Role(role) for role in args.role]
    given = {"force": args.force, "roles": roles, "cipher": args.cipher, "email": args.email}
    with transaction.atomic():
        account, password = make_account(by=None, username=args.username, **given)
        if chosen:
            choose_password(account=account, password=chosen)
    print(f"{account.username}: made, with {', '.join(sorted(roles)) or 'no role'} for {account.force}")
    _say_password(chosen, password)


def _list(_args: Namespace) -> None:
    """List the accounts, without ciphers."""
    from allauth.mfa.models import Authenticator

    from standto_desk.access.models import Account
    from standto_desk.access.people_in_reach import misplaced
    from standto_desk.access.sessions import FACTORS

    with_factor = set(Authenticator.objects.filter(type__in=FACTORS).values_list("user_id", flat=True))
    rows = [("username", "roles", "second factor", "state", "id")]
    accounts = Account.objects.prefetch_related("memberships").order_by("username")
    elsewhere = misplaced(accounts)
    for account in accounts:
        roles = ", ".join(f"{role} ({force})" for force, role in sorted(account.roles)) or "none"
        factor = "yes" if account.pk in with_factor else "no"
        state = "record of another force" if account.pk in elsewhere else _state_of(account)
        rows.append((account.username, roles, factor, state, str(account.pk)))
    print(table(rows))


def _disable(args: Namespace) -> None:
    from standto_desk.access.account_changes import disable_account

    disable_account(by=None, account=_found(args.username))
    print(f"{args.username}: disabled, and signed out everywhere")


def _confirm(args: Namespace) -> None:
    from standto_desk.access.confirming import confirm_changes, in_words
    from standto_desk.access.models import Account

    done: dict[UUID | None, list[str]] = {}
    for line in confirm_changes(by=None, account=_found(args.username)):
        done.setdefault(line.by, []).append(in_words(line).lower())
    names = dict(Account.objects.filter(pk__in=done).values_list("pk", "username"))
    for by, what in done.items():
        print(f"{args.username}: confirmed the changes by {names.get(by, 'a deleted account')}: {'; '.join(what)}")
    print(f"{args.username}: its roles and posts work")


def _enable(args: Namespace) -> None:
    from standto_desk.access.account_changes import enable_account

    password = enable_account(by=None, account=_found(args.username))
    print(f"{args.username}: enabled")
    _say_password("", password)


def _reset(args: Namespace) -> None:
    from django.db import transaction

    from standto_desk.access.account_changes import choose_password, reset_password, reset_second_factor

    account, chosen = _found(args.username), _chosen(args)
    with transaction.atomic():
        password = reset_password(by=None, account=account)
        if chosen:
            choose_password(account=account, password=chosen)
        if args.second_factor:
            reset_second_factor(by=None, account=account)
    print(f"{args.username}: reset, and signed out everywhere")
    _say_password(chosen, password)


def _found(username: str) -> Account:
    from standto_desk.access.models import Account

    found = Account.objects.filter(username=username.lower()).first()
    if found is None:
        raise OptionError(f"USERNAME: there is no account {username!r}; `standto account list` shows every account")
    return found


def _state_of(account: Account) -> str:
    if not account.is_active:
        return "disabled"
    if account.is_suspended:
        return "waits for confirmation"
    return "in use" if account.temporary_until is None else "one-time password"


def _chosen(args: Namespace) -> str:
    """Return the password that was given, or blank for a one-time password."""
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not args.ask:
        return ""
    first = getpass("Password: ")
    if first != getpass("The same again: "):
        raise OptionError("--ask: the two passwords differ; nothing was changed")
    return first


def _say_password(chosen: str, one_time: str) -> None:
    if not chosen:
        print(f"One-time password, shown only once and valid for three days: {one_time}")
