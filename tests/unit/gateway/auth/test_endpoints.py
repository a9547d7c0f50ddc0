"""Signing in and out, users and keys, as programs and pages see them."""

import asyncio
from collections import Counter
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from support.gateway import PASSWORD, Caller, client_of


async def sign_in(client: httpx.AsyncClient, **body: str) -> httpx.Response:
    return await client.post("/api/v1/sessions", json=body)


async def test_a_password_opens_a_session_that_the_cookie_carries(anonymous: httpx.AsyncClient, alice: Caller) -> None:
    answer = await sign_in(anonymous, username="Alice", password=PASSWORD)
    assert answer.status_code == 201
    assert answer.json() == {"id": str(alice.user.id), "username": "alice", "role": "user", "language": "en"}
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("cellscanner_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert (await anonymous.get("/api/v1/users/me")).json()["username"] == "alice"


async def test_a_key_opens_a_session_too(anonymous: httpx.AsyncClient, alice: Caller) -> None:
    assert (await sign_in(anonymous, key=alice.key)).status_code == 201
    assert (await anonymous.get("/api/v1/users/me")).json()["id"] == str(alice.user.id)


async def test_signing_out_ends_the_session_for_good(anonymous: httpx.AsyncClient, alice: Caller) -> None:
    token = (await sign_in(anonymous, username="alice", password=PASSWORD)).cookies["cellscanner_session"]
    assert (await anonymous.delete("/api/v1/sessions/current")).status_code == 204
    anonymous.cookies.set("cellscanner_session", token)
    assert (await anonymous.get("/api/v1/users/me")).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {"username": "alice", "password": "wrong password"},
        {"username": "nobody", "password": PASSWORD},
        {"key": "csk_not-a-key"},
    ],
)
async def test_a_wrong_secret_is_401_and_the_answer_does_not_tell_which_part(
    anonymous: httpx.AsyncClient, alice: Caller, body: dict[str, str]
) -> None:
    answer = await sign_in(anonymous, **body)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/docs/errors/unauthorized"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("body", [{}, {"username": "alice"}, {"username": "a", "password": "b", "key": "c"}])
async def test_half_a_sign_in_is_422_and_shows_no_secret(anonymous: httpx.AsyncClient, body: dict[str, str]) -> None:
    answer = await sign_in(anonymous, **body)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/docs/errors/invalid-request"


async def test_after_ten_failures_even_the_right_password_waits(anonymous: httpx.AsyncClient, alice: Caller) -> None:
    for _ in range(10):
        assert (await sign_in(anonymous, username="ALICE", password="wrong")).status_code == 401
    refused = await sign_in(anonymous, username="alice", password=PASSWORD)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 15 * 60
    assert refused.json()["type"] == "/docs/errors/too-many-attempts"


async def test_right_passwords_are_not_counted(anonymous: httpx.AsyncClient, alice: Caller) -> None:
    for _ in range(12):
        assert (await sign_in(anonymous, username="alice", password=PASSWORD)).status_code == 201


async def test_another_site_cannot_use_the_cookie(anonymous: httpx.AsyncClient, alice: Caller) -> None:
    await sign_in(anonymous, username="alice", password=PASSWORD)
    foreign = {"Origin": "http://evil.test"}
    answer = await anonymous.post("/api/v1/projects", json={"name": "x"}, headers=foreign)
    assert answer.status_code == 403
    assert answer.json()["type"] == "/docs/errors/origin-refused"
    own = await anonymous.post("/api/v1/projects", json={"name": "x"}, headers={"Origin": "http://gateway.test"})
    assert own.status_code == 201
    assert (await anonymous.get("/api/v1/projects", headers=foreign)).status_code == 200


async def test_a_browser_that_says_cross_site_is_refused_without_an_origin(
    anonymous: httpx.AsyncClient, alice: Caller
) -> None:
    await sign_in(anonymous, username="alice", password=PASSWORD)
    answer = await anonymous.post("/api/v1/projects", json={"name": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


async def test_guesses_made_at_once_are_counted_one_by_one(anonymous: httpx.AsyncClient, alice: Caller) -> None:
    wrong = {"username": "alice", "password": "not this one"}
    answers = await asyncio.gather(*(anonymous.post("/api/v1/sessions", json=wrong) for _ in range(20)))
    assert Counter(answer.status_code for answer in answers) == {401: 10, 429: 10}


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Bearer csk_wrong", "Basic YWxpY2U6eA==", "Bearer \xe9"]
)
async def test_without_a_valid_key_every_answer_is_401(anonymous: httpx.AsyncClient, authorization: str | None) -> None:
    headers = {} if authorization is None else {b"Authorization": authorization.encode("latin-1")}
    answer = await anonymous.get("/api/v1/users/me", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["status"] == 401


async def test_a_key_is_shown_once_and_works_until_it_is_revoked(app: FastAPI, alice: Caller) -> None:
    made = await alice.http.post("/api/v1/keys", json={"name": "  scanner  "})
    assert made.status_code == 201
    key = made.json()
    assert key["name"] == "scanner"
    assert key["key"].startswith(key["prefix"])
    listed = (await alice.http.get("/api/v1/keys")).json()["items"]
    assert [item["name"] for item in listed] == ["scanner", "tests"]
    assert all("key" not in item for item in listed)
    assert listed[0]["last_used_at"] is None

    headers = {"Authorization": f"Bearer {key['key']}"}
    assert (await alice.http.get("/api/v1/users/me", headers=headers)).status_code == 200
    assert (await alice.http.get("/api/v1/keys")).json()["items"][0]["last_used_at"] is not None
    assert (await alice.http.delete(f"/api/v1/keys/{key['id']}")).status_code == 204
    assert (await alice.http.get("/api/v1/users/me", headers=headers)).status_code == 401
    assert (await alice.http.get("/api/v1/keys")).json()["items"][0]["revoked_at"] is not None


async def test_a_new_password_ends_other_sessions_and_keeps_this_one(
    anonymous: httpx.AsyncClient, app: FastAPI, alice: Caller
) -> None:
    other = client_of(app)
    await sign_in(other, username="alice", password=PASSWORD)
    await sign_in(anonymous, username="alice", password=PASSWORD)
    changed = await anonymous.patch("/api/v1/users/me", json={"password": "another password", "language": "zh"})
    assert changed.json()["language"] == "zh"
    assert (await anonymous.get("/api/v1/users/me")).status_code == 200
    assert (await other.get("/api/v1/users/me")).status_code == 401
    assert (await sign_in(other, username="alice", password=PASSWORD)).status_code == 401
    assert (await sign_in(other, username="alice", password="another password")).status_code == 201
    await other.aclose()


async def test_an_administrator_gives_another_password(
    anonymous: httpx.AsyncClient, admin: Caller, alice: Caller, bob: Caller
) -> None:
    path = f"/api/v1/users/{alice.user.id}/password"
    await sign_in(anonymous, username="alice", password=PASSWORD)
    for _ in range(10):
        await sign_in(anonymous, username="alice", password="forgotten")
    assert (await bob.http.put(path, json={"password": "stolen by bob"})).status_code == 403
    assert (await admin.http.put(path, json={"password": "another password"})).status_code == 204
    assert (await anonymous.get("/api/v1/users/me")).status_code == 401
    assert (await sign_in(anonymous, username="alice", password=PASSWORD)).status_code == 401
    assert (await sign_in(anonymous, username="alice", password="another password")).status_code == 201
    assert (await alice.http.get("/api/v1/users/me")).status_code == 200
    unknown = await admin.http.put(f"/api/v1/users/{uuid4()}/password", json={"password": "another password"})
    assert unknown.status_code == 404


async def test_users_are_the_administrators_business(admin: Caller, alice: Caller) -> None:
    body = {"username": "carol", "password": "long enough password"}
    assert (await alice.http.get("/api/v1/users")).status_code == 403
    assert (await alice.http.post("/api/v1/users", json=body)).status_code == 403
    made = await admin.http.post("/api/v1/users", json=body)
    assert made.status_code == 201
    assert made.json()["role"] == "user"
    taken = await admin.http.post("/api/v1/users", json=body | {"username": "CAROL"})
    assert taken.status_code == 409
    names = [user["username"] for user in (await admin.http.get("/api/v1/users")).json()["items"]]
    assert names == ["carol", "alice", "root"]
    assert (await admin.http.delete(f"/api/v1/users/{made.json()['id']}")).status_code == 204
    assert (await admin.http.delete(f"/api/v1/users/{made.json()['id']}")).status_code == 404


async def test_an_administrator_cannot_lock_everybody_out(admin: Caller) -> None:
    answer = await admin.http.delete(f"/api/v1/users/{admin.user.id}")
    assert answer.status_code == 409


@pytest.mark.parametrize(
    "body", [{"username": "x y", "password": "long enough"}, {"username": "x", "password": "short"}]
)
async def test_unfit_names_and_short_passwords_are_refused_without_being_repeated(
    admin: Caller, body: dict[str, str]
) -> None:
    answer = await admin.http.post("/api/v1/users", json=body)
    assert answer.status_code == 422
    assert body["password"] not in answer.text
