"""One lane to the cores: requests are admitted in order, and their batches take turns."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import ParamSpec, TypeVar

from cellscanner_shared.serving.errors import Busy

P = ParamSpec("P")
R = TypeVar("R")


class Lane:
    """A single worker thread, since one network run takes every core already.

    A request holds at most one piece of work in the thread's queue, so a large request and a small one alternate.
    Requests beyond `admitted` wait, first come first served, before their bodies are read.
    """

    def __init__(self, admitted: int, waiting: int) -> None:
        self._slots = asyncio.Semaphore(admitted)
        self._room = admitted + waiting
        self._present = 0
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lane")

    @property
    def present(self) -> int:
        """Requests admitted or waiting."""
        return self._present

    @asynccontextmanager
    async def admit(self) -> AsyncIterator[None]:
        """Wait for a slot and hold it; raises Busy at once where too many wait already."""
        if self._present >= self._room:
            raise Busy("Too many requests are waiting here. Ask again in a moment.")
        self._present += 1
        try:
            async with self._slots:
                yield
        finally:
            self._present -= 1

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `work` in the lane's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*args, **kwargs))

    def close(self) -> None:
        """Let running work end and take no more."""
        self._thread.shutdown(wait=True, cancel_futures=True)
