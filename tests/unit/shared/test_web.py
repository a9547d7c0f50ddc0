from collections.abc import AsyncIterator

import httpx
import pytest
from cellscanner_shared.errors import ObjectMissing
from cellscanner_shared.telemetry import Metrics
from cellscanner_shared.web import ServiceToken, install_error_handlers, install_metrics
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, SecretStr


class Login(BaseModel):
    name: str
    password: int


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(make_app()), base_url="http://test") as client:
        yield client


def make_app() -> FastAPI:
    app = FastAPI()
    install_metrics(app, Metrics("test"), expose=True)
    install_error_handlers(app)

    @app.get("/missing")
    async def missing() -> None:
        raise ObjectMissing("The store has no object a.", key="a")

    @app.get("/crash")
    async def crash() -> None:
        raise RuntimeError("secret path /srv/x")

    @app.get("/teapot")
    async def teapot() -> None:
        raise HTTPException(418, "no coffee")

    @app.post("/login")
    async def login(body: Login) -> None:
        raise AssertionError(body)

    @app.get("/things/{thing}", dependencies=[Depends(ServiceToken(SecretStr("s3cret")))])
    async def thing(thing: str) -> str:
        return thing

    return app


async def test_own_errors(client: httpx.AsyncClient) -> None:
    answer = await client.get("/missing")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "key": "a",
        "type": "/docs/errors/object-missing",
        "title": "A stored file is missing",
        "status": 404,
        "detail": "The store has no object a.",
        "instance": "/missing",
    }


async def test_unexpected_errors_say_nothing_of_the_inside(client: httpx.AsyncClient) -> None:
    answer = await client.get("/crash")

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/docs/errors/internal-error"
    assert "srv" not in answer.text
    assert "RuntimeError" not in answer.text


async def test_http_exceptions_and_unknown_routes(client: httpx.AsyncClient) -> None:
    teapot, nowhere = await client.get("/teapot"), await client.get("/nowhere")

    assert (teapot.status_code, teapot.json()["detail"]) == (418, "no coffee")
    assert (nowhere.status_code, nowhere.json()["type"]) == (404, "/docs/errors/not-found")
    assert nowhere.headers["content-type"] == "application/problem+json"


async def test_validation_errors_name_the_field_and_hide_its_value(client: httpx.AsyncClient) -> None:
    answer = await client.post("/login", json={"name": "eva", "password": "hunter2"})

    assert answer.status_code == 422
    assert answer.json()["type"] == "/docs/errors/invalid-request"
    assert answer.json()["errors"][0]["loc"] == ["body", "password"]
    assert "hunter2" not in answer.text


async def test_request_id_is_kept_when_sound_and_made_when_not(client: httpx.AsyncClient) -> None:
    kept = await client.get("/missing", headers={"X-Request-Id": "abc-1"})
    made = await client.get("/crash", headers={"X-Request-Id": "a b\tc"})

    assert kept.headers["x-request-id"] == "abc-1"
    assert len(made.headers["x-request-id"]) == 32


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic s3cret", "Bearer", "Bearer s3cretx"])
async def test_service_token_refuses(client: httpx.AsyncClient, header: str | None) -> None:
    answer = await client.get("/things/1", headers={"Authorization": header} if header else {})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["type"] == "/docs/errors/unauthorized"


async def test_service_token_lets_in(client: httpx.AsyncClient) -> None:
    answer = await client.get("/things/7", headers={"Authorization": "bearer s3cret"})

    assert answer.json() == "7"


def test_service_token_is_never_empty() -> None:
    with pytest.raises(ValueError, match="empty"):
        ServiceToken(SecretStr(""))


async def test_metrics_count_by_route_not_by_path(client: httpx.AsyncClient) -> None:
    for path in ("/things/1", "/things/2", "/crash"):
        await client.get(path, headers={"Authorization": "Bearer s3cret"})

    text = (await client.get("/metrics")).text

    assert 'requests_total{method="GET",route="/things/{thing}",service="test",status="200"} 2.0' in text
    assert 'requests_total{method="GET",route="/crash",service="test",status="500"} 1.0' in text
