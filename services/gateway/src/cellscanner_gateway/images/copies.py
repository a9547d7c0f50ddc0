"""Local copies of originals, for reading regions of them: fetched once, bounded in size, the least used go first."""

import asyncio
import os
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Lock
from uuid import UUID
from weakref import WeakValueDictionary

from cellscanner_shared.store import ObjectStore

from cellscanner_gateway.images.models import Image


class LocalCopies:
    """Files under `folder`, one folder a source. One that is lent stays, even where those lent pass the bound."""

    def __init__(self, folder: Path, limit_bytes: int, store: ObjectStore) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._store = store
        self._lent: Counter[str] = Counter()
        self._fetching: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()
        # Looking at the files and removing some is one step, for the threads that do it.
        self._tidying = Lock()

    @asynccontextmanager
    async def lend(self, image: Image) -> AsyncIterator[Path]:
        """The original of `image` as a local file while the block runs. Raises ObjectMissing, StoreUnavailable."""
        name = str(image.source_id)
        self._lent[name] += 1
        try:
            async with self._fetching.setdefault(image.source_id, asyncio.Lock()):
                path = await asyncio.to_thread(self._get, image)
            yield path
        finally:
            self._lent[name] -= 1
            if not self._lent[name]:
                del self._lent[name]

    def _get(self, image: Image) -> Path:
        path = self._folder / str(image.source_id) / "original"
        with self._tidying:
            if path.is_file():
                os.utime(path)
                return path
            self._make_room(image.byte_size)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._store.get_file(image.original_key, path)
        return path

    def _make_room(self, wanted_bytes: int) -> None:
        copies = [(path.stat().st_mtime, path.stat().st_size, path) for path in self._folder.glob("*/original")]
        room = self._limit_bytes - wanted_bytes - sum(size for _, size, _ in copies)
        for _, size, path in sorted(copies):
            if room >= 0:
                return
            if path.parent.name in self._lent:
                continue
            # Windows keeps a file that is open; it goes another time.
            with suppress(PermissionError):
                shutil.rmtree(path.parent)
                room += size
