"""Calls of detector and classifier: arrays out, arrays in, outages waited for, poisonous input told from an outage."""

import asyncio
import logging
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx
import numpy as np
from cellscanner_shared import npy
from numpy.typing import NDArray

from cellscanner_gateway.pipeline.errors import ModelRefused, ServiceFailed, ServiceUnavailable

Table = NDArray[np.float32]

_LOG = logging.getLogger(__name__)
_AWAY = frozenset(
    {
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
# Answers that no repetition changes: the model itself is the matter.
_REFUSALS = frozenset({"package-refused", "model-not-found", "model-unfit", "object-missing"})


@dataclass(frozen=True)
class Patience:
    """How long an absent service is waited for, and how often work that it breaks on is tried again."""

    outage_s: float
    attempts: int = 4
    first_pause_s: float = 0.1
    longest_pause_s: float = 3.0


class _Away(Exception):
    """The service did not take the work: it is down, starting, or overloaded."""


class _Broke(Exception):
    """The service took the work and did not finish it; the work itself may be the reason."""


class ServiceClient:
    """One of the two recognition services. At most `in_flight` requests run at a time."""

    def __init__(self, name: str, http: httpx.AsyncClient, patience: Patience, in_flight: int) -> None:
        self.name = name
        self._http = http
        self._patience = patience
        self._slots = asyncio.Semaphore(in_flight)

    async def send(self, path: str, params: dict[str, str], array: NDArray[np.uint8], columns: int) -> Table:
        """Post `array`; return the float32 table (N, `columns`) that comes back.

        Raises ServiceUnavailable once an outage outlasts the patience, ServiceFailed for work that the service breaks
        on, ModelRefused where it will not run the model.
        """
        body = await asyncio.to_thread(npy.encode, array) if array.nbytes > 1 << 20 else npy.encode(array)
        async with self._slots:
            return await self._patiently(path, params, body, columns)

    async def _patiently(self, path: str, params: dict[str, str], body: bytes, columns: int) -> Table:
        deadline = time.monotonic() + self._patience.outage_s
        pause, broken = self._patience.first_pause_s, 0
        while True:
            try:
                return await self._once(path, params, body, columns)
            except _Away as error:
                if time.monotonic() >= deadline:
                    raise ServiceUnavailable(f"The {self.name} does not answer.", service=self.name) from error
                _LOG.warning("%s away, asking again in %.1f s: %s", self.name, pause, error)
            except _Broke as error:
                broken += 1
                if broken >= self._patience.attempts:
                    raise ServiceFailed(
                        f"The {self.name} failed {broken} times: {error}",
                        service=self.name,
                        times=broken,
                        cause=str(error),
                    ) from error
                _LOG.warning("%s broke off, attempt %d: %s", self.name, broken, error)
            await asyncio.sleep(pause)
            pause = min(pause * 2, self._patience.longest_pause_s)

    async def _once(self, path: str, params: dict[str, str], body: bytes, columns: int) -> Table:
        try:
            response = await self._http.post(
                path, params=params, content=body, headers={"Content-Type": npy.MEDIA_TYPE, "Accept": npy.MEDIA_TYPE}
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise _Away(type(error).__name__) from error
        except httpx.TransportError as error:
            raise _Broke(type(error).__name__) from error
        return self._read(response, columns)

    def _read(self, response: httpx.Response, columns: int) -> Table:
        if response.is_success:
            return _table(response.content, columns)
        detail, slug = _detail(response), _slug(response)
        if response.status_code in _AWAY and slug not in _REFUSALS:
            raise _Away(detail)
        if response.is_client_error or slug in _REFUSALS:
            raise ModelRefused(
                f"The {self.name} refuses: {detail}", service=self.name, cause=slug, problem=_problem(response)
            )
        raise _Broke(detail)


def _table(body: bytes, columns: int) -> Table:
    try:
        return np.asarray(npy.decode(body, np.float32, (None, columns)), np.float32)
    except npy.InvalidArray as error:
        raise _Broke(error.detail) from error


def _problem(response: httpx.Response) -> dict[str, Any]:
    if not response.headers.get("content-type", "").startswith("application/problem+json"):
        return {}
    document = response.json()
    return document if isinstance(document, dict) else {}


def _detail(response: httpx.Response) -> str:
    return str(_problem(response).get("detail") or f"status {response.status_code}")


def _slug(response: httpx.Response) -> str | None:
    kind = _problem(response).get("type")
    return str(kind).rsplit("/", 1)[-1] if kind else None
