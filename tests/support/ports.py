"""Ports where several processes of pytest start engines and suites at the same moment.

The first process, or the only one, leaves the choice to the kernel, as the launcher does. Each other one has a range of
its own below the kernel's, begun at a place of its own: nobody is given a port that somebody else has chosen and not
yet taken, another run on the same machine hardly.
"""

import os
from itertools import cycle, islice

from cellscanner_local.ports import free_ports, is_free
from cellscanner_local.programs import InnerPorts
from cellscanner_local.seaweed import StorePorts

_PROCESS = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_FIRST, _EACH = 12_000, 1_000
_OWN = range(_FIRST + _EACH * _PROCESS, _FIRST + _EACH * (_PROCESS + 1))
_own_range = islice(cycle(_OWN), os.getpid() % _EACH, None)


def take(count: int) -> list[int]:
    """Free ports that no other process of this run will choose."""
    if _PROCESS == 0:
        return free_ports(count)
    return list(islice(filter(is_free, _own_range), count))


def store_ports() -> StorePorts:
    if _PROCESS == 0:
        return StorePorts.choose()
    s3, *inner, admin = take(9)
    return StorePorts(s3, tuple(inner), admin)


def inner_ports() -> InnerPorts | None:
    """What a new suite is to use instead of choosing by itself; None in the first process."""
    if _PROCESS == 0:
        return None
    names = [name for name in InnerPorts.model_fields if name != "store"]
    return InnerPorts(**dict(zip(names, take(len(names)), strict=True)), store=store_ports())
