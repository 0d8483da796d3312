"""The settings of an installation from its environment, read once, with every fault named at once."""

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
    """The checked settings from the environment, each described in ``docs/reference/settings.md``."""

    database_url: str
    secret_key: str
    address: str
    hosts: tuple[str, ...]
    trusted_proxy: tuple[IPv4Network | IPv6Network, ...]
    email_url: str
    email_from: str
    webhook_hosts: tuple[str, ...]
    second_factor: str
    passkeys_required: bool
    session_idle_minutes: int
    session_hours: int
    invitation_days: int
    one_session: bool
    writes_a_minute: int
    oidc_server: str
    oidc_client_id: str
    oidc_secret_file: str
    oidc_name: str
    oidc_claim: str
    oidc_second_factor: tuple[str, ...]
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
    public_reports: bool
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
    """Return the settings from the environment.

    Parameters
    ----------
    environ
        The variables, such as ``os.environ``; those of other programs are ignored.
    serving
        Whether to check that the desk can be served with them, for which it needs a secret key, for example.

    Raises
    ------
    InputError
        Variables cannot be used, or not together; names every fault and the allowed values.
    """
    faults: list[Fault] = []
    read: dict[str, Any] = {}
    for variable in VARIABLES:
        try:
            read[variable.field] = variable.read(environ.get(variable.name, "").strip() or variable.default)
        except ValueError as error:
            faults.append(Fault(variable.name, f"{error}; allowed: {variable.allowed}"))
    known = {variable.name for variable in VARIABLES}
    faults += [
        Fault(name, "is not a setting; docs/reference/settings.md lists all settings")
        for name in sorted(environ)
        if name.startswith("STANDTO_") and name not in known
    ]
    # Faulty variables take their defaults, so that the rules on the others can be checked.
    defaults: dict[str, Any] = {variable.field: variable.read(variable.default) for variable in VARIABLES}
    environment = Environment(**(defaults | read))
    if serving:
        faults += _unfit(environment, frozenset(defaults.keys() - read.keys()))
    if faults:
        raise InputError(faults)
    return environment


def _can_make_files_beside(path: str) -> bool:
    folder = Path(path).parent
    return os.access(folder, os.W_OK | os.X_OK) and folder.is_dir()


def _is_folder(path: str) -> bool:
    """Tell whether a path in a writable folder is itself a folder."""
    return _can_make_files_beside(path) and Path(path).is_dir()


class _Rule(NamedTuple):
    """A rule on several fields: the test that they break it, and the name and fault of the variable to blame."""

    fields: frozenset[str]
    broken: Callable[[Environment], bool]
    name: str
    what: str


_TOGETHER = (
    _Rule(
        frozenset({"secret_key"}),
        lambda env: not env.secret_key,
        "STANDTO_SECRET_KEY",
        "is missing; sessions are signed with it. Make one with "
        "python -c 'import secrets; print(secrets.token_urlsafe(64))' and keep it secret",
    ),
    _Rule(
        frozenset({"address", "trusted_proxy"}),
        lambda env: bool(env.trusted_proxy) and not env.https,
        "STANDTO_ADDRESS",
        "begins with http://, although the desk is behind a proxy; allowed: https://",
    ),
    _Rule(
        frozenset({"address", "trusted_proxy"}),
        lambda env: env.https and not env.trusted_proxy,
        "STANDTO_TRUSTED_PROXY",
        "is missing, although STANDTO_ADDRESS begins with https://. The desk does not speak HTTPS itself: name the "
        "addresses of the proxy that does",
    ),
    _Rule(
        frozenset({"address"}),
        lambda env: not env.https and not is_loopback(env.host),
        "STANDTO_ADDRESS",
        "is plain http:// at an address that others can reach; allowed: https://, or this machine",
    ),
    _Rule(
        frozenset({"second_factor", "demo"}),
        lambda env: env.second_factor == "off" and not env.demo,
        "STANDTO_SECOND_FACTOR",
        "is off; allowed outside the demonstration: required, optional",
    ),
    _Rule(
        frozenset({"oidc_server", "oidc_client_id"}),
        lambda env: bool(env.oidc_server) and not env.oidc_client_id,
        "STANDTO_OIDC_CLIENT_ID",
        "is missing, although STANDTO_OIDC_SERVER names a provider; register the desk there and give its id",
    ),
    _Rule(
        frozenset({"oidc_server", "oidc_secret_file"}),
        lambda env: bool(env.oidc_server) and not Path(env.oidc_secret_file).is_file(),
        "STANDTO_OIDC_SECRET_FILE",
        "is no file, although STANDTO_OIDC_SERVER names a provider; write the desk's secret there into one",
    ),
    _Rule(
        frozenset({"demo", "trusted_proxy"}),
        lambda env: env.demo and bool(env.trusted_proxy),
        "STANDTO_DEMO",
        "is set behind a proxy, but the demonstration is only for this machine",
    ),
    _Rule(
        frozenset({"last_board"}),
        lambda env: bool(env.last_board) and not _can_make_files_beside(env.last_board),
        "STANDTO_LAST_BOARD",
        "is in a folder that does not exist or is not writable; allowed: the path of a file in a writable folder",
    ),
    _Rule(
        frozenset({"last_board"}),
        lambda env: bool(env.last_board) and _is_folder(env.last_board),
        "STANDTO_LAST_BOARD",
        "is a folder; allowed: the path of a file",
    ),
)


def _unfit(environment: Environment, at_fault: frozenset[str]) -> Iterator[Fault]:
    """Yield the rules that an environment breaks, except on variables that are already at fault."""
    for rule in _TOGETHER:
        if not rule.fields & at_fault and rule.broken(environment):
            yield Fault(rule.name, rule.what)
