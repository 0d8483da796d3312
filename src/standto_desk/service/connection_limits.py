"""Limits on connections: the time that one may be silent, and their number.

A connection that waits for a request costs little, but it takes one of the process's places, so that thousands would
shut everybody out. So the head and the body of a request must arrive in time. If places run out, the connection that
has waited longest is closed, at the address with the most connections. A connection that is being answered stays open
for as long as it takes, because a stream of events lasts for hours.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from resource import RLIM_INFINITY, RLIMIT_NOFILE, getrlimit, setrlimit
from typing import TYPE_CHECKING, Any, NamedTuple

import h11
from uvicorn.protocols.http.flow_control import service_unavailable
from uvicorn.protocols.http.h11_impl import H11Protocol

from standto_desk.service.environment import read_environment

if TYPE_CHECKING:
    from asyncio import TimerHandle
    from ipaddress import IPv4Network, IPv6Network

    from uvicorn.protocols.http.h11_impl import RequestResponseCycle

ROOM = 50
"""Connections above the limit that are accepted, to answer that the desk is full and to answer health checks."""
OTHER_FILES = ROOM + 200
"""Other files that a process may have open, including those extra connections."""
FILES_EACH = 4
"""Files that a request may have open: its connection, and SQLite's database, log and index of the log."""
ALWAYS = ("/health/", "/ready/")
"""The pages for monitoring, which are always answered."""


class Limits(NamedTuple):
    """The limits on connections.

    Attributes
    ----------
    head, body
        Seconds in which the head of a request, and then its body, must arrive.
    most, of_address
        The most connections of a process, and of one address.
    proxies
        The networks of proxies, whose connections have no limit because they are many people's.
    """

    head: float
    body: float
    most: int
    of_address: int
    proxies: tuple[IPv4Network | IPv6Network, ...]

    def exempts(self, address: str) -> bool:
        """Tell whether an address is a proxy's."""
        try:
            place = ip_address(address)
        except ValueError:
            return False
        return any(place in network for network in self.proxies)


@dataclass(slots=True)
class _AddressConnections:
    """The connections of one address: how many, and those that wait for a request, the longest first."""

    many: int = 0
    waiting: dict[GuardedProtocol, None] = field(default_factory=dict)


class ConnectionTable:
    """The connections of a process, by address."""

    def __init__(self) -> None:
        self._of: dict[str, _AddressConnections] = {}
        self._many = 0

    def add(self, one: GuardedProtocol, limits: Limits) -> bool:
        """Add a connection, if necessary in place of one that waits; return whether there is a place for it."""
        own = self._of.setdefault(one.address, _AddressConnections())
        own.many += 1
        self._many += 1
        placed = True
        if own.many > limits.of_address and not limits.exempts(one.address):
            placed = self._let_go(own)
        elif self._many > limits.most:
            # First the address with the most connections; if all of those are being answered, any other.
            largest = max(self._of.values(), key=lambda each: each.many)
            placed = self._let_go(largest) or any(self._let_go(each) for each in list(self._of.values()))
        return placed

    def overfull(self, address: str, limits: Limits) -> bool:
        """Tell whether even the extra connections are taken."""
        many = 0 if limits.exempts(address) else self._of[address].many
        return many > limits.of_address + ROOM or self._many > limits.most + ROOM

    def waits(self, one: GuardedProtocol) -> None:
        """Note that a connection now waits for a request."""
        self._of[one.address].waiting[one] = None

    def is_answered(self, one: GuardedProtocol) -> None:
        """Note that a connection's request is being answered."""
        self._of[one.address].waiting.pop(one, None)

    def discard(self, one: GuardedProtocol) -> None:
        """Forget a connection."""
        own = self._of[one.address]
        own.waiting.pop(one, None)
        own.many -= 1
        self._many -= 1
        if not own.many:
            del self._of[one.address]

    def _let_go(self, some: _AddressConnections) -> bool:
        """Close the connection that has waited longest for a request; return whether there was one."""
        longest = next(iter(some.waiting), None)
        if longest is not None:
            longest.leave()
        return longest is not None


class GuardedProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 protocol, within limits.

    Attributes
    ----------
    address
        The address of the client or proxy; blank before the connection is made.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._limits, self._table = _limits(), _CONNECTIONS
        self.address = ""
        self._inside = False
        self._due: TimerHandle | None = None
        self._stalled: TimerHandle | None = None
        self._awaited: object = None

    def connection_made(self, transport: Any) -> None:
        """Accept a connection if there is a place for it."""
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
        self._inside = True
        if not self._table.add(self, self._limits):
            if self._table.overfull(self.address, self._limits):
                self.leave()
                return
            self.app = _only_health(self.app)
        self._time()

    def leave(self) -> None:
        """Close the connection and free its place."""
        if self._inside:
            self._inside = False
            self._table.discard(self)
        self._wait_for(None, 0)
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.leave()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read the data, and time the next part of the request."""
        super().data_received(data)
        self._time()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._time()

    def pause_writing(self) -> None:
        """Limit how long a client may leave its answer unread."""
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(self._limits.body, self.leave)

    def resume_writing(self) -> None:
        """Go on, because the client has read."""
        super().resume_writing()
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _time(self) -> None:
        """Time the part of a request that the connection waits for."""
        if self.transport.is_closing() or not self._inside:
            return
        state = self.conn.their_state
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or cycle.response_complete or state is h11.SEND_BODY:
            self._table.waits(self)
        else:
            self._table.is_answered(self)
        if state is h11.IDLE:
            # A part of the head does not restart the time.
            self._wait_for(("head", self.cycle), self._limits.head)
        elif state is h11.SEND_BODY:
            self._wait_for(("body", self.cycle), self._limits.body)
        else:
            self._wait_for(None, 0)

    def _wait_for(self, awaited: object, seconds: float) -> None:
        """Close the connection if something does not come in time; the same thing is timed once."""
        if awaited is not None and awaited == self._awaited:
            return
        if self._due is not None:
            self._due.cancel()
        self._awaited = awaited
        self._due = None if awaited is None else self.loop.call_later(seconds, self.leave)


_CONNECTIONS = ConnectionTable()
"""The connections of this process."""


@cache
def _limits() -> Limits:
    """Return the limits that the environment sets, as far as the system allows that many open files."""
    environment = read_environment(os.environ)
    _, hard = getrlimit(RLIMIT_NOFILE)
    possible = environment.connections if hard == RLIM_INFINITY else min(environment.connections, hard - OTHER_FILES)
    wanted = FILES_EACH * possible + OTHER_FILES
    setrlimit(RLIMIT_NOFILE, (wanted if hard == RLIM_INFINITY else min(wanted, hard), hard))
    return Limits(
        environment.head_seconds,
        environment.body_seconds,
        possible,
        environment.connections_of_address,
        environment.trusted_proxy,
    )


def within_limits(application: Any, of_address: int) -> Any:
    """Return an application that answers a limited number of requests of one address at once, and 503 to others.

    It is for a desk behind a proxy; the addresses are those that the proxy names.
    """
    running: dict[str, int] = {}

    async def run(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] in ALWAYS:
            await application(scope, receive, send)
            return
        address = (scope.get("client") or ("",))[0]
        if running.get(address, 0) >= of_address:
            await service_unavailable(scope, receive, send)
            return
        running[address] = running.get(address, 0) + 1
        try:
            await application(scope, receive, send)
        finally:
            running[address] -= 1
            if not running[address]:
                del running[address]

    return run


def _only_health(application: Any) -> Any:
    """Return an application that answers health checks, and 503 to all other requests."""

    async def run(scope: Any, receive: Any, send: Any) -> None:
        answer = application if scope["path"] in ALWAYS else service_unavailable
        await answer(scope, receive, send)

    return run
