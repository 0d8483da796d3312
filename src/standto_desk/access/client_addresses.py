"""The address that a request comes from: whole while guesses are counted, shortened wherever it is stored."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address, ip_network

from django.http import HttpRequest

KEPT_BITS = {4: 24, 6: 48}
"""Bits of an address that the security log keeps: enough to tell sites apart, not machines."""


def address_of(request: HttpRequest) -> str:
    """Return the address of the client.

    The server in front (uvicorn) has already applied the headers of a trusted proxy; no others count.
    """
    text = str(request.META.get("REMOTE_ADDR") or "")
    try:
        found = ip_address(text)
    except ValueError:  # A Unix socket has none.
        return "0.0.0.0"  # noqa: S104
    mapped = None if isinstance(found, IPv4Address) else found.ipv4_mapped
    return str(mapped or found)


def network_of(request: HttpRequest | None) -> str:
    """Return the part of the client's address that the security log keeps; blank outside a request."""
    if request is None:
        return ""
    found = ip_address(address_of(request))
    return str(ip_network(f"{found}/{KEPT_BITS[found.version]}", strict=False))
