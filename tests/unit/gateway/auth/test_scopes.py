"""What keys of less than all rights may do: every route is walked with each, and what is new takes all rights."""

import re
from uuid import uuid4

import httpx
import pytest
from cellscanner_gateway.auth.dependencies import CurrentUser
from fastapi import FastAPI
from support.gateway import Caller, client_of

PUBLIC = {"get_about", "create_session"}
ADMINISTRATION = {"list_users", "create_user", "delete_user", "reset_password"}
WRITES_OF_PREDICT = {"upload_images", "create_prediction", "predict"}
Route = tuple[str, str, str]


def routes(app: FastAPI) -> list[Route]:
    """Method, path and operation of every route of the API that wants to know who asks."""
    return [
        (method, re.sub(r"\{\w+\}", str(uuid4()), path), operation["operationId"])
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
        if operation["operationId"] not in PUBLIC
    ]


async def client_with(app: FastAPI, caller: Caller, scope: str) -> httpx.AsyncClient:
    made = await caller.http.post("/api/v1/keys", json={"name": scope, "scope": scope})
    assert made.json()["scope"] == scope
    return client_of(app, made.json()["key"])


async def refused(client: httpx.AsyncClient, wanted: list[Route]) -> set[str]:
    """The operations that the key is too narrow for."""
    found = set()
    for method, path, operation in wanted:
        answer = await client.request(method, path)
        assert answer.status_code != 401
        if answer.status_code == 403 and answer.json()["type"] == "/docs/errors/scope-too-narrow":
            found.add(operation)
    return found


@pytest.mark.parametrize(("scope", "writes"), [("read", set()), ("predict", WRITES_OF_PREDICT)])
async def test_a_narrow_key_reads_and_does_nothing_else_that_is_not_named(
    app: FastAPI, admin: Caller, scope: str, writes: set[str]
) -> None:
    wanted = routes(app)
    reads = {operation for method, _, operation in wanted if method == "get"} - ADMINISTRATION

    async with await client_with(app, admin, scope) as client:
        assert await refused(client, wanted) == {operation for _, _, operation in wanted} - reads - writes
    assert len(reads) > 40


async def test_a_full_key_is_refused_nothing(app: FastAPI, admin: Caller) -> None:
    async with await client_with(app, admin, "full") as client:
        kept = [route for route in routes(app) if route[2] != "delete_session"]
        assert await refused(client, kept) == set()


async def test_a_route_that_is_new_takes_a_full_key(app: FastAPI, alice: Caller) -> None:
    @app.post("/api/v1/brand-new")
    async def brand_new(user: CurrentUser) -> str:
        return user.username

    assert (await alice.http.post("/api/v1/brand-new")).json() == "alice"
    for scope in ("read", "predict"):
        async with await client_with(app, alice, scope) as client:
            answer = await client.post("/api/v1/brand-new")
        assert answer.status_code == 403
        problem = answer.json()
        assert (problem["reason"], problem["scope"], problem["needed"]) == ("scope-takes-more", scope, "full")
        assert problem["detail"] == f"The key has the scope {scope}; this takes full."


async def test_a_narrow_key_opens_no_session_which_would_have_all_rights(
    app: FastAPI, anonymous: httpx.AsyncClient, alice: Caller
) -> None:
    made = (await alice.http.post("/api/v1/keys", json={"name": "monitoring", "scope": "read"})).json()
    answer = await anonymous.post("/api/v1/sessions", json={"key": made["key"]})
    assert (answer.status_code, answer.json()["reason"]) == (403, "scope-no-session")
    assert "set-cookie" not in answer.headers


async def test_a_key_is_full_unless_it_is_told_otherwise_and_says_its_scope(alice: Caller) -> None:
    await alice.http.post("/api/v1/keys", json={"name": "laptop"})
    await alice.http.post("/api/v1/keys", json={"name": "lis", "scope": "predict"})
    assert (await alice.http.post("/api/v1/keys", json={"name": "x", "scope": "all"})).status_code == 422
    listed = (await alice.http.get("/api/v1/keys")).json()["items"]
    assert [(one["name"], one["scope"]) for one in listed] == [
        ("lis", "predict"),
        ("laptop", "full"),
        ("tests", "full"),
    ]
