"""Answers that were computed once: kept beside the prediction, under a key of everything they depend on.

Nothing is ever made invalid: another label, scale, group or question is another key. A prediction's answers go with it.
"""

import asyncio
import gzip
import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from cellscanner_shared.errors import ObjectMissing
from cellscanner_shared.store import ObjectStore
from cellscanner_shared.version import SOFTWARE_VERSION
from pydantic import BaseModel

# Higher levels take twice the time for a few per cent.
_LEVEL: Final = 6


@dataclass(frozen=True)
class Key:
    """Where an answer is kept; `digest` is of the basis, of the form of the answer and of the software's version."""

    prediction_id: UUID
    digest: str

    @property
    def path(self) -> str:
        return f"predictions/{self.prediction_id}/answers/{self.digest}.json.gz"


def key_of(prediction_id: UUID, form: type[BaseModel], basis: Any) -> Key:
    """The key of an answer of that form made from that basis, which JSON can write."""
    whole = [SOFTWARE_VERSION, form.model_json_schema(), basis]
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"))
    return Key(prediction_id, hashlib.sha256(text.encode()).hexdigest())


async def kept(store: ObjectStore, key: Key, make: Callable[[], Awaitable[tuple[Key | None, BaseModel]]]) -> bytes:
    """The answer as JSON: the kept one, byte by byte, else what `make` makes, kept under the key it says (None: not).

    Raises StoreUnavailable.
    """
    try:
        return await asyncio.to_thread(lambda: gzip.decompress(store.get_bytes(key.path)))
    except ObjectMissing:
        pass
    made_key, answer = await make()
    return await asyncio.to_thread(_keep, store, made_key, answer)


def _keep(store: ObjectStore, key: Key | None, answer: BaseModel) -> bytes:
    """Not in the event loop: the answer on thousands of pictures takes a while to write and to compress."""
    body = answer.model_dump_json(by_alias=True).encode()
    if key is not None:
        store.put_bytes(key.path, gzip.compress(body, _LEVEL, mtime=0), "application/gzip")
    return body
