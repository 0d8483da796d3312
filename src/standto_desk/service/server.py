"""The server, with one process or several."""

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
"""Seconds for answering requests under way when the server stops."""
HUNG = 30
"""Seconds after which an unresponsive process is replaced; drawing a picture can take some of them."""
PROTOCOL = "standto_desk.service.connection_limits:GuardedProtocol"
"""The name of the protocol, because each process imports its own."""


def check_reach(host: str, environment: Environment) -> None:
    """Refuse to serve other machines over plain HTTP.

    Raises
    ------
    OptionError
        The host is not this machine alone, and no proxy is trusted to speak HTTPS.
    """
    if environment.demo and not is_loopback(host):
        raise OptionError(f"--host {host}: the demonstration is only for this machine; allowed: localhost")
    if not is_loopback(host) and not environment.trusted_proxy:
        raise OptionError(
            f"--host {host}: others would reach the desk by plain http; put a proxy that speaks HTTPS before it and "
            "name its address in STANDTO_TRUSTED_PROXY, or use --host localhost"
        )


def bind(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address, which does not listen yet.

    Raises
    ------
    OptionError
        The address is taken or invalid.
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
    """Serve until SIGINT, SIGTERM or SIGHUP; then answer the requests under way and stop."""
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
        signal.signal(signal.SIGHUP, hangup)  # only now, because uvicorn would restart its processes
        parent.run()
    else:
        signal.signal(signal.SIGHUP, hangup)
        uvicorn.Server(config).run(sockets=[bound])
