"""Calls of a recognition service: what is waited for, what is tried again, what is given up."""

from collections.abc import Callable, Sequence

import httpx
import numpy as np
import pytest
from cellscanner_gateway.pipeline.calls import Patience, ServiceClient
from cellscanner_gateway.pipeline.errors import ModelRefused, ServiceFailed, ServiceUnavailable
from cellscanner_shared import npy

Answer = httpx.Response | httpx.TransportError
TABLE = np.array([[0, 1, 2, 3, 4, 0.5, 1]], np.float32)
TILES = np.zeros((1, 8, 8, 3), np.uint8)


def good() -> httpx.Response:
    return httpx.Response(200, content=npy.encode(TABLE), headers={"Content-Type": npy.MEDIA_TYPE})


def problem(status: int, slug: str) -> httpx.Response:
    body = {"type": f"/docs/errors/{slug}", "detail": f"because {slug}"}
    return httpx.Response(status, json=body, headers={"Content-Type": "application/problem+json"})


def client_that_gets(answers: Sequence[Answer | Callable[[], Answer]], patience: Patience) -> ServiceClient:
    """The service gives these answers in turn, the last one for ever."""
    left = list(answers)

    def handle(_: httpx.Request) -> httpx.Response:
        answer = left.pop(0) if len(left) > 1 else left[0]
        answer = answer() if callable(answer) else answer
        if isinstance(answer, httpx.TransportError):
            raise answer
        return answer

    http = httpx.AsyncClient(transport=httpx.MockTransport(handle), base_url="http://detector")
    return ServiceClient("detector", http, patience, in_flight=1)


def patience(outage_s: float = 60.0) -> Patience:
    return Patience(outage_s=outage_s, attempts=3, first_pause_s=0.001, longest_pause_s=0.002)


async def test_the_table_comes_back() -> None:
    table = await client_that_gets([good], patience()).send("/v1/detect", {"model": "a/b@1"}, TILES, 7)

    assert table.tolist() == [[0, 1, 2, 3, 4, 0.5, 1]]


@pytest.mark.parametrize(
    "away",
    [
        lambda: httpx.ConnectError("refused"),
        lambda: problem(503, "busy"),
        lambda: problem(503, "store-unavailable"),
        lambda: httpx.Response(502),
        lambda: httpx.Response(429),
    ],
)
async def test_an_outage_is_waited_for_however_often_it_is_met(away: Callable[[], Answer]) -> None:
    client = client_that_gets([*([away] * 20), good], patience())

    assert len(await client.send("/v1/detect", {}, TILES, 7)) == 1


async def test_an_outage_that_outlasts_the_patience_is_reported() -> None:
    client = client_that_gets([lambda: httpx.ConnectError("refused")], patience(outage_s=0.02))

    with pytest.raises(ServiceUnavailable) as raised:
        await client.send("/v1/detect", {}, TILES, 7)

    assert raised.value.extra == {"service": "detector"}


@pytest.mark.parametrize("broken", [lambda: httpx.ReadError("gone"), lambda: problem(500, "network-failed")])
async def test_a_service_that_breaks_off_is_asked_again(broken: Callable[[], Answer]) -> None:
    client = client_that_gets([broken, broken, good], patience())

    assert len(await client.send("/v1/detect", {}, TILES, 7)) == 1


@pytest.mark.parametrize(
    "broken",
    [
        lambda: httpx.ReadError("gone"),
        lambda: problem(500, "network-failed"),
        lambda: httpx.Response(200, content=b"not an array"),
        lambda: httpx.Response(200, content=npy.encode(np.zeros((1, 6), np.float32))),
    ],
)
async def test_work_that_breaks_the_service_every_time_is_given_up(broken: Callable[[], Answer]) -> None:
    client = client_that_gets([broken], patience(outage_s=1000))

    with pytest.raises(ServiceFailed, match="failed 3 times"):
        await client.send("/v1/detect", {}, TILES, 7)


@pytest.mark.parametrize(
    ("status", "slug"),
    [(502, "package-refused"), (404, "model-not-found"), (409, "model-unfit"), (401, "unauthorized"), (413, "x")],
)
async def test_a_refusal_is_final(status: int, slug: str) -> None:
    client = client_that_gets([lambda: problem(status, slug), good], patience())

    with pytest.raises(ModelRefused) as raised:
        await client.send("/v1/detect", {}, TILES, 7)

    inner = raised.value.extra.pop("problem")
    assert raised.value.extra == {"service": "detector", "cause": slug}
    assert (inner["type"], inner["detail"]) == (f"/docs/errors/{slug}", f"because {slug}")
    assert raised.value.detail == f"The detector refuses: because {slug}"
