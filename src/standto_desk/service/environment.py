"""The settings that an installation gives by its environment: read once, every fault named at once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from standto.errors import Fault, InputError
from standto_desk.service.variables import VARIABLES, is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from ipaddress import IPv4Network, IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the environment says, checked.

    Attributes
    ----------
    database_url
        Where the desk's database is.
    secret_key
        What sessions and forms are signed with; blank in a command that serves nobody.
    address
        The address that people open, without a slash at its end; it is what links in alerts begin with.
    hosts
        The host names that the desk answers to.
    trusted_proxy
        The networks of the proxies that speak HTTPS to people and say whom they speak for; empty without one.
    email_url, email_from
        The mail server, blank for none, and whom mail comes from.
    webhook_hosts
        The hosts that webhooks may be sent to; empty: none are sent.
    second_factor
        ``required``, ``optional`` or ``off``.
    session_idle_minutes, session_hours
        How long a session lasts without a request, and at most.
    one_session
        Whether signing in ends an account's other sessions.
    writes_a_minute
        How many forms one account may send in a minute, in each process.
    log_level
        The least grave level that is logged.
    clock_jump
        By how many seconds the machine's clock may jump ahead before it is doubted.
    workers
        How many processes serve.
    head_seconds, body_seconds
        By when the head of a request, and then its body, must have come.
    connections, connections_of_address
        How many connections a process keeps, and how many of them one address.
    small_number
        Those who only look are not told numbers of people below it.
    key_file
        The file of the installation's private key, that anchors are signed with; blank for none.
    last_board
        The file that the last board is kept in; blank for none.
    redacting_posts
        The posts that may redact words; empty: any that a commander holds.
    demo
        Whether this is the demonstration.
    """

    database_url: str
    secret_key: str
    address: str
    hosts: tuple[str, ...]
    trusted_proxy: tuple[IPv4Network | IPv6Network, ...]
    email_url: str
    email_from: str
    webhook_hosts: tuple[str, ...]
    second_factor: str
    session_idle_minutes: int
    session_hours: int
    one_session: bool
    writes_a_minute: int
    log_level: str
    clock_jump: int
    workers: int
    head_seconds: int
    body_seconds: int
    connections: int
    connections_of_address: int
    small_number: int
    key_file: str
    last_board: str
    redacting_posts: tuple[str, ...]
    demo: bool

    @property
    def https(self) -> bool:
        """Whether people reach the desk by HTTPS."""
        return self.address.startswith("https://")

    @property
    def host(self) -> str:
        """The host of the address that people open."""
        return urlsplit(self.address).hostname or ""


def read_environment(environ: Mapping[str, str], *, serving: bool = False) -> Environment:
    """Return what the environment says.

    Parameters
    ----------
    environ
        The variables, as of ``os.environ``; those that are none of the desk's are left alone.
    serving
        Whether the desk is to be served with them; commands that serve nobody need no secret key, for one.

    Raises
    ------
    InputError
        Variables that cannot be used, or not together: each with what is wrong and what is allowed.
    """
    faults: list[Fault] = []
    read: dict[str, Any] = {}
    for variable in VARIABLES:
        try:
            read[variable.field] = variable.read(environ.get(variable.name, "").strip() or variable.default)
        except ValueError as error:
            faults.append(_fault(variable.name, f"{error}; allowed: {variable.allowed}"))
    known = {variable.name for variable in VARIABLES}
    faults += [
        _fault(name, "there is no such setting; they are listed in docs/reference/settings.md")
        for name in sorted(environ)
        if name.startswith("STANDTO_") and name not in known
    ]
    # What is at fault is taken at its default, so that all else can be held to what goes together.
    defaults: dict[str, Any] = {variable.field: variable.read(variable.default) for variable in VARIABLES}
    environment = Environment(**(defaults | read))
    if serving:
        faults += _unfit(environment, frozenset(defaults.keys() - read.keys()))
    if faults:
        raise InputError(faults)
    return environment


def _can_make_files_beside(path: str) -> bool:
    """Tell whether this process can make files in the folder of a file."""
    folder = Path(path).parent
    return os.access(folder, os.W_OK | os.X_OK) and folder.is_dir()


def _is_folder(path: str) -> bool:
    """Tell whether a path that files can be made beside is a folder's own."""
    return _can_make_files_beside(path) and Path(path).is_dir()


class _Rule(NamedTuple):
    """What makes some variables unfit to serve people with: which they are, when, and what is said, of which one."""

    fields: frozenset[str]
    broken: Callable[[Environment], bool]
    name: str
    what: str


_TOGETHER = (
    _Rule(
        frozenset({"secret_key"}),
        lambda said: not said.secret_key,
        "STANDTO_SECRET_KEY",
        "is missing; sessions are signed with it. Make one with "
        "python -c 'import secrets; print(secrets.token_urlsafe(64))' and keep it to yourself",
    ),
    _Rule(
        frozenset({"address", "trusted_proxy"}),
        lambda said: bool(said.trusted_proxy) and not said.https,
        "STANDTO_ADDRESS",
        "begins with http://, though a proxy stands before the desk; allowed: https://",
    ),
    _Rule(
        frozenset({"address", "trusted_proxy"}),
        lambda said: said.https and not said.trusted_proxy,
        "STANDTO_TRUSTED_PROXY",
        "is missing, though STANDTO_ADDRESS begins with https://; the desk does not speak HTTPS itself: name the "
        "addresses of the proxy that does",
    ),
    _Rule(
        frozenset({"address"}),
        lambda said: not said.https and not is_loopback(said.host),
        "STANDTO_ADDRESS",
        "is plain http:// at an address that others reach; allowed: https://, or this machine",
    ),
    _Rule(
        frozenset({"second_factor", "demo"}),
        lambda said: said.second_factor == "off" and not said.demo,
        "STANDTO_SECOND_FACTOR",
        "is off; allowed outside the demonstration: required, optional",
    ),
    _Rule(
        frozenset({"demo", "trusted_proxy"}),
        lambda said: said.demo and bool(said.trusted_proxy),
        "STANDTO_DEMO",
        "is set behind a proxy; the demonstration is for this machine alone",
    ),
    _Rule(
        frozenset({"last_board"}),
        lambda said: bool(said.last_board) and not _can_make_files_beside(said.last_board),
        "STANDTO_LAST_BOARD",
        "is in a folder that is not there or that this user cannot write to; allowed: a file's path, in a folder that "
        "can be written to",
    ),
    _Rule(
        frozenset({"last_board"}),
        lambda said: bool(said.last_board) and _is_folder(said.last_board),
        "STANDTO_LAST_BOARD",
        "is a folder; allowed: a file's path",
    ),
)


def _unfit(environment: Environment, at_fault: frozenset[str]) -> Iterator[Fault]:
    """Yield what makes an environment unfit to serve people with, leaving out what is at fault already."""
    for rule in _TOGETHER:
        if not rule.fields & at_fault and rule.broken(environment):
            yield _fault(rule.name, rule.what)


def _fault(name: str, what: str) -> Fault:
    """Return a fault of a variable."""
    return Fault(name, what)
