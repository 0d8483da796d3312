"""The variables of the environment: defaults, allowed values and readers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from standto.scenario.cells import is_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from ipaddress import IPv4Network, IPv6Network

SHORTEST_KEY = 50
HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9-]+(\.[a-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable: its name, the field that it fills, its default, its allowed values, and how its text is read."""

    name: str
    field: str
    default: str
    allowed: str
    read: Callable[[str], object]


def is_loopback(host: str) -> bool:
    """Tell whether a host's name or address is a loopback, which only this machine reaches."""
    name = host.strip("[]").lower()
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def _database(text: str) -> str:
    scheme = urlsplit(text).scheme
    if scheme not in {"sqlite", "postgresql", "postgres"}:
        raise ValueError(f"its scheme is {scheme or 'missing'}")
    if scheme == "sqlite" and not text.removeprefix("sqlite:///").strip():
        raise ValueError("names no file")
    return text


def _secret_key(text: str) -> str:
    """Read the secret key, which no error may repeat."""
    if text and (len(text) < SHORTEST_KEY or len(set(text)) < 5):
        raise ValueError("is too easy to guess")
    return text


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{text!r} is not the address of a site")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError(f"{text!r} has more than a scheme, a host and a port")
    if parts.port == 0:
        raise ValueError("its port is 0")
    return text.rstrip("/")


def _hosts(text: str) -> tuple[str, ...]:
    names = _listed(text.lower())
    if wrong := [name for name in names if not HOST.fullmatch(name)]:
        raise ValueError(f"{wrong[0]!r} is not the name of a host")
    return names


def _networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    found = tuple(ip_network(name, strict=False) for name in _listed(text))
    if any(network.prefixlen == 0 for network in found):
        raise ValueError("includes every address")
    return found


def _email(text: str) -> str:
    """Read the address of a mail server; its password is in no message."""
    parts = urlsplit(text)
    if text and (parts.scheme not in {"smtp", "smtp+starttls", "smtps", "file"}):
        raise ValueError(f"its scheme is {parts.scheme or 'missing'}")
    if text and parts.scheme != "file" and not parts.hostname:
        raise ValueError("names no server")
    if parts.scheme == "smtp" and not is_loopback(parts.hostname or ""):
        raise ValueError("would send unencrypted mail to another machine")
    return text


def _mailbox(text: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", text):
        raise ValueError(f"{text!r} is not an e-mail address")
    return text


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"is {text!r}")
        return text

    return read


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"\d{1,6}", text) or not least <= int(text) <= most:
            raise ValueError(f"is {text!r}")
        return int(text)

    return read


def _whole(name: str, field: str, default: int, least: int, most: int, *, of: str = "") -> Variable:
    allowed = f"a whole number{of} from {least} to {most}"
    return Variable(name, field, str(default), allowed, _number(least, most))


def _flag(text: str) -> bool:
    return _one_of("0", "1")(text) == "1"


_second_factor = _one_of("required", "optional", "off")
_log_level = _one_of("debug", "info", "warning", "error")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _server(text: str) -> str:
    """Read the address of a provider of OpenID Connect."""
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment):
        raise ValueError(f"{text!r} is not the address of a provider")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError("is plain http:// on another machine")
    return text.rstrip("/")


def _claim(text: str) -> str:
    """Read the claim that names an account; providers let people choose their e-mail address, or give it to another."""
    if text in ("email", "name", "nickname"):
        raise ValueError(f"{text!r} can become another person's")
    return text


def _posts(text: str) -> tuple[str, ...]:
    posts = _listed(text)
    if wrong := [post for post in posts if not is_id(post)]:
        raise ValueError(f"{wrong[0]!r} is not the id of a post")
    return posts


VARIABLES = (
    Variable(
        "DATABASE_URL",
        "database_url",
        "sqlite:///desk.sqlite3",
        "sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME",
        _database,
    ),
    Variable("STANDTO_SECRET_KEY", "secret_key", "", f"{SHORTEST_KEY} characters or more, at random", _secret_key),
    Variable("STANDTO_ADDRESS", "address", "http://localhost:8000", "https://HOST or http://localhost:PORT", _address),
    Variable("STANDTO_HOSTS", "hosts", "", "names of hosts, separated by commas; the address's own is one", _hosts),
    Variable("STANDTO_TRUSTED_PROXY", "trusted_proxy", "", "addresses or networks, separated by commas", _networks),
    Variable(
        "STANDTO_EMAIL_URL",
        "email_url",
        "",
        "smtps:// or smtp+starttls:// with USER:PASSWORD@HOST:PORT, smtp://localhost:PORT, or file:///FOLDER",
        _email,
    ),
    Variable("STANDTO_EMAIL_FROM", "email_from", "standto@localhost", "an e-mail address", _mailbox),
    Variable("STANDTO_WEBHOOK_HOSTS", "webhook_hosts", "", "names of hosts, separated by commas", _hosts),
    Variable(
        "STANDTO_SECOND_FACTOR",
        "second_factor",
        "required",
        "required, optional; off in the demonstration alone",
        _second_factor,
    ),
    Variable("STANDTO_PASSKEYS_REQUIRED", "passkeys_required", "0", "0 or 1", _flag),
    _whole("STANDTO_SESSION_IDLE_MINUTES", "session_idle_minutes", 30, 1, 720),
    _whole("STANDTO_SESSION_HOURS", "session_hours", 12, 1, 24),
    _whole("STANDTO_INVITATION_DAYS", "invitation_days", 14, 1, 90, of=" of days"),
    Variable("STANDTO_ONE_SESSION", "one_session", "0", "0 or 1", _flag),
    _whole("STANDTO_WRITES_A_MINUTE", "writes_a_minute", 120, 1, 100_000),
    Variable("STANDTO_OIDC_SERVER", "oidc_server", "", "https://HOST/PATH, or http://localhost:PORT/PATH", _server),
    Variable("STANDTO_OIDC_CLIENT_ID", "oidc_client_id", "", "the id of the desk at the provider", str),
    Variable("STANDTO_OIDC_SECRET_FILE", "oidc_secret_file", "", "a file's path", str),
    Variable("STANDTO_OIDC_NAME", "oidc_name", "your organisation", "words for a button", str),
    Variable(
        "STANDTO_OIDC_CLAIM", "oidc_claim", "sub", "a claim of the id token that stays one person's, not email", _claim
    ),
    Variable("STANDTO_OIDC_SECOND_FACTOR", "oidc_second_factor", "", "amr or acr values, separated by commas", _listed),
    Variable("STANDTO_LOG_LEVEL", "log_level", "info", "debug, info, warning or error", _log_level),
    _whole("STANDTO_CLOCK_JUMP", "clock_jump", 60, 5, 86_400, of=" of seconds"),
    _whole("STANDTO_WORKERS", "workers", 1, 1, 64),
    _whole("STANDTO_HEAD_SECONDS", "head_seconds", 10, 1, 300),
    _whole("STANDTO_BODY_SECONDS", "body_seconds", 60, 1, 3_600),
    _whole("STANDTO_CONNECTIONS", "connections", 1000, 10, 100_000),
    _whole("STANDTO_CONNECTIONS_OF_ADDRESS", "connections_of_address", 500, 10, 100_000),
    _whole("STANDTO_SMALL_NUMBER", "small_number", 5, 2, 1_000),
    Variable("STANDTO_KEY_FILE", "key_file", "", "a file's path", str),
    Variable("STANDTO_LAST_BOARD", "last_board", "", "a file's path", str),
    Variable("STANDTO_PUBLIC_REPORTS", "public_reports", "0", "0 or 1", _flag),
    Variable(
        "STANDTO_REDACTING_POSTS",
        "redacting_posts",
        "",
        "ids of posts, such as strategic-commander, separated by commas; none: any",
        _posts,
    ),
    Variable("STANDTO_DEMO", "demo", "0", "0 or 1; `standto serve --demo` sets it", _flag),
)
"""Every variable, in the order of docs/reference/settings.md."""
