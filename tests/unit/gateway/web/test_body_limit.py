"""What a stranger may bring into the memory of the API."""

import json
import re
from collections.abc import AsyncIterator

import httpx
from cellscanner_gateway.openapi import document
from cellscanner_gateway.web.body_limit import UPLOADS
from support import pictures
from support.gateway import Caller

MEGABYTES_65 = 65 << 20


async def endless() -> AsyncIterator[bytes]:
    """Ends one byte above the bound: whoever asks for more has taken too much already."""
    for _ in range(64):
        yield bytes(1 << 20)
    yield b"x"
    raise AssertionError("the body was read on")


async def test_a_body_is_read_up_to_its_bound_whatever_it_says_it_is(anonymous: httpx.AsyncClient) -> None:
    for kind in ("application/json", "multipart/form-data; boundary=x"):
        answer = await anonymous.post("/api/v1/sessions", content=endless(), headers={"Content-Type": kind})
        assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
        assert answer.json()["type"] == "/docs/errors/request-too-large"
        assert answer.json()["detail"] == "A request that is no upload may have 64 MB."


async def test_a_body_that_says_it_is_too_long_is_refused_at_once(anonymous: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": str(MEGABYTES_65)}
    answer = await anonymous.post("/api/v1/sessions", content=b"{}", headers=headers)
    assert answer.status_code == 413


async def test_an_upload_may_be_longer(alice: Caller) -> None:
    files = [("files", ("a.png", pictures.png())), ("files", ("long.txt", bytes(MEGABYTES_65)))]
    answer = await alice.http.post("/api/v1/images", files=files)
    assert answer.status_code == 201
    assert ["image" in item for item in answer.json()["items"]] == [True, False]


def test_exactly_the_uploads_are_left_out() -> None:
    for path, methods in json.loads(document())["paths"].items():
        bodies = [one.get("requestBody", {}).get("content", {}) for one in methods.values()]
        uploads = any("multipart/form-data" in body for body in bodies)
        assert bool(UPLOADS.fullmatch(re.sub(r"\{\w+}", "7", path))) == uploads, path
