"""The server: one process or several, that stop in good order."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from standto.errors import OptionError
from standto_desk.service.lifespan import at_hangup
from standto_desk.service.variables import is_loopback

if TYPE_CHECKING:
    from standto_desk.service.environment import Environment

APPLICATION = "standto_desk.service.asgi:application"
GRACE = 15
"""Seconds that requests under way have to be answered in when the server is told to stop."""
HUNG = 30
"""Seconds after which a process that answers nothing is replaced; one that draws a picture may be busy for some."""
PROTOCOL = "standto_desk.service.connection_limits:GuardedProtocol"
"""By its name, since each process makes its own."""


def check_reach(host: str, environment: Environment) -> None:
    """Refuse to be reached by others over plain HTTP.

    Raises
    ------
    OptionError
        The host is not this machine alone, and no proxy is trusted to speak HTTPS.
    """
    if environment.demo and not is_loopback(host):
        raise OptionError(f"--host {host}: the demonstration is for this machine alone; allowed: localhost")
    if not is_loopback(host) and not environment.trusted_proxy:
        raise OptionError(
            f"--host {host}: others would reach the desk by plain http; put a proxy that speaks HTTPS before it and "
            "name its address in STANDTO_TRUSTED_PROXY, or use --host localhost"
        )


def bind(host: str, port: int) -> socket.socket:
    """Return a socket at an address; nobody is answered there yet.

    Raises
    ------
    OptionError
        The address is taken, or is none.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        raise OptionError(f"--host {host} --port {port}: {error.strerror}; choose another with --port") from error
    bound.set_inheritable(True)
    return bound


def run_server(bound: socket.socket, environment: Environment) -> None:
    """Serve until told to stop by SIGINT, SIGTERM or SIGHUP; then answer what was asked, and no more."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    config = uvicorn.Config(
        APPLICATION,
        workers=environment.workers,
        http=PROTOCOL,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(environment.trusted_proxy),
        forwarded_allow_ips=[str(network) for network in environment.trusted_proxy],
        timeout_graceful_shutdown=GRACE,
        timeout_worker_healthcheck=HUNG,
    )
    hangup = at_hangup()
    if environment.workers > 1:
        parent = Multiprocess(config, sockets=[bound])
        signal.signal(signal.SIGHUP, hangup)  # only now, since uvicorn would begin its processes anew
        parent.run()
    else:
        signal.signal(signal.SIGHUP, hangup)
        uvicorn.Server(config).run(sockets=[bound])
