"""Free TCP ports of the loopback interface."""

import errno
import socket
from collections.abc import Collection
from contextlib import ExitStack

LOOPBACK = "127.0.0.1"
GRPC_OFFSET = 10_000
_ATTEMPTS = 200


def is_free(port: int, host: str = LOOPBACK) -> bool:
    """Whether `host:port` can be bound now, as a server would: a connection in TIME_WAIT does not count as a user.

    Raises OSError where it is not another program that is in the way: no such host, or a port that needs more rights.
    """
    family, *_, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return False
    return True


def free_ports(count: int) -> list[int]:
    """`count` different free ports of the loopback interface. They stay free only until somebody takes them."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) for _ in range(count)]
        for one in sockets:
            one.bind((LOOPBACK, 0))
        return [int(one.getsockname()[1]) for one in sockets]


def free_pair(apart_from: Collection[int] = ()) -> int:
    """A free port whose neighbour 10,000 above is free too: SeaweedFS takes that one for gRPC, unasked.

    Neither is one of `apart_from`, which are meant for somebody else and not yet taken.
    """
    for _ in range(_ATTEMPTS):
        port = free_ports(1)[0]
        lower = port - GRPC_OFFSET if port > 65_535 - GRPC_OFFSET else port
        pair = (lower, lower + GRPC_OFFSET)
        if all(is_free(one) and one not in apart_from for one in pair):
            return lower
    raise OSError("no pair of free ports found")
