"""Loaded models, the least recently used unloaded first, never more memory than allowed, each loaded once."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from cellscanner_shared.packages import ModelRef

_LOG = logging.getLogger(__name__)


class Model(Protocol):
    """What the cache needs to know of a model."""

    @property
    def footprint_bytes(self) -> int: ...


M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class ModelKey:
    """One package: its reference, and the digest that the registry keeps for it."""

    ref: ModelRef
    digest: str


@dataclass
class _Entry(Generic[M]):
    loading: asyncio.Task[M]
    leases: int = 0


class ModelCache(Generic[M]):
    """Belongs to one event loop. `load` runs in a thread and may take long; it runs once however many wait for it."""

    def __init__(self, load: Callable[[ModelKey], M], budget_bytes: int) -> None:
        self._load = load
        self._budget = budget_bytes
        self._entries: OrderedDict[ModelKey, _Entry[M]] = OrderedDict()

    @asynccontextmanager
    async def lease(self, key: ModelKey) -> AsyncIterator[M]:
        """The model, loaded if need be, and not unloaded before the block ends."""
        entry = self._entry(key)
        entry.leases += 1
        try:
            # Shielded: a caller that leaves must not take the load away from the others.
            yield await asyncio.shield(entry.loading)
        finally:
            entry.leases -= 1
            self._trim()

    def loaded(self) -> dict[ModelKey, M]:
        """The models in memory, the least recently used first."""
        return {key: entry.loading.result() for key, entry in self._entries.items() if _is_loaded(entry)}

    def footprint_bytes(self) -> int:
        """Memory that the loaded models take, by their own account."""
        return sum(model.footprint_bytes for model in self.loaded().values())

    def clear(self) -> None:
        """Forget every model; those in use go when their last user is done."""
        self._entries.clear()

    def _entry(self, key: ModelKey) -> _Entry[M]:
        entry = self._entries.get(key)
        if entry is None:
            entry = _Entry(asyncio.create_task(asyncio.to_thread(self._load, key)))
            entry.loading.add_done_callback(lambda _: self._on_loaded(key, entry))
            self._entries[key] = entry
        self._entries.move_to_end(key)
        return entry

    def _on_loaded(self, key: ModelKey, entry: _Entry[M]) -> None:
        if _is_loaded(entry):
            self._trim()
        elif self._entries.get(key) is entry:  # so that the next request tries again
            del self._entries[key]

    def _trim(self) -> None:
        """Unload idle models, the least recently used first, until the rest fits; the newest always stays."""
        excess = self.footprint_bytes() - self._budget
        for key in list(self._entries)[:-1]:
            if excess <= 0:
                return
            entry = self._entries[key]
            if entry.leases == 0 and _is_loaded(entry):
                excess -= entry.loading.result().footprint_bytes
                del self._entries[key]
                _LOG.info("unloaded %s", key.ref)


def _is_loaded(entry: _Entry[M]) -> bool:
    task = entry.loading
    return task.done() and not task.cancelled() and task.exception() is None
