"""From where a request comes: whole for as long as guessing is counted, cut short wherever it is kept."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

KEPT_BITS = {4: 24, 6: 48}
"""How much of an address the security log keeps: enough to tell one site from another, not one machine."""


def address_of(request: HttpRequest) -> str:
    """Return the address of who asks.

    The server in front (uvicorn) has already put there what a trusted proxy says; nothing else in the headers counts.
    """
    told = str(request.META.get("REMOTE_ADDR") or "")
    try:
        found = ip_address(told)
    except ValueError:  # A Unix socket has none.
        return "0.0.0.0"  # noqa: S104
    mapped = None if isinstance(found, IPv4Address) else found.ipv4_mapped
    return str(mapped or found)


def network_of(request: HttpRequest | None) -> str:
    """Return what the security log keeps of the address of who asks; blank outside a request."""
    if request is None:
        return ""
    found = ip_address(address_of(request))
    return str(ip_network(f"{found}/{KEPT_BITS[found.version]}", strict=False))
