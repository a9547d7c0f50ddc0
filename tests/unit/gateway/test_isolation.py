"""Who may see what: every route walked without a key, and every route with an id walked as somebody else."""

import re
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from support import pictures
from support.gateway import Caller

PUBLIC = {("get", "/api/v1/"), ("post", "/api/v1/sessions")}
ADMINISTRATORS = "/api/v1/users/{user_id}"
# Bodies that pass the schemas, so that it is the owner who decides and not the form.
BODIES: dict[str, dict[str, Any]] = {
    "update_project": {"name": "mine"},
    "create_group": {"name": "mine"},
    "update_group": {"name": "mine"},
    "add_member": {"username": "bob", "role": "owner"},
    "update_image": {"group": "mine"},
    "put_alias": {"version": 1},
    "put_annotation": {"cells": [], "checked": []},
    "start_annotation": {"empty": True, "classes": [{"name": "living", "target": False}]},
    "apply_operations": {"batch_id": str(uuid4()), "operations": [{"op": "delete", "ids": ["a"]}]},
    "review_annotation": {"action": "submit"},
    "find_similar_cells": {"cell_id": "a"},
    "begin_reading": {"empty": True, "classes": [{"name": "living", "target": False}]},
    "adjudicate": {"second": str(uuid4()), "decisions": []},
    "read_label_import": {"choices": {}},
    "apply_label_import": {},
}
QUERIES: dict[str, dict[str, str | int]] = {
    "list_operations": {"since": 0},
    "export_annotation": {"format": "coco"},
    "export_annotations": {"format": "coco"},
    "get_agreement": {"first": 0, "second": 0},
    "list_label_next": {"prediction_id": str(uuid4())},
}
Route = tuple[str, str, str]


def routes(app: FastAPI) -> list[Route]:
    """Method, path and operation of everything under /api/v1."""
    return [
        (method, path, operation["operationId"])
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
    ]


def fill(path: str, ids: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: ids.get(match[1], "0"), path)


async def ask(client: httpx.AsyncClient, route: Route, ids: dict[str, str]) -> httpx.Response:
    method, path, operation = route
    body = BODIES.get(operation)
    query = QUERIES.get(operation)
    return await client.request(method, fill(path, ids), json=body, params=query)


@pytest.mark.parametrize("key", [None, "csk_wrong"], ids=["no key", "wrong key"])
async def test_every_route_but_two_wants_a_key(app: FastAPI, key: str | None) -> None:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    nouns = ("project", "group", "image", "reading", "job", "prediction", "training", "comparison", "import")
    ids = {f"{noun}_id": str(uuid4()) for noun in nouns}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test", headers=headers) as client:
        answers = {
            route: (await ask(client, route, ids)).status_code for route in routes(app) if route[:2] not in PUBLIC
        }
    assert len(answers) > 40
    assert {route: status for route, status in answers.items() if status != 401} == {}


@pytest.fixture
async def things_of_alice(alice: Caller) -> dict[str, str]:
    """One of everything that can be made without a model."""
    project = (await alice.http.post("/api/v1/projects", json={"name": "hers"})).json()["id"]
    group = (await alice.http.post(f"/api/v1/projects/{project}/groups", json={"name": "control"})).json()["id"]
    files = [("files", ("a.png", pictures.png()))]
    uploaded = await alice.http.post("/api/v1/images", files=files, data={"project": project})
    key = (await alice.http.post("/api/v1/keys", json={"name": "hers"})).json()["id"]
    image = uploaded.json()["items"][0]["image"]["id"]
    return {"project_id": project, "group_id": group, "image_id": image, "key_id": key}


async def test_everything_of_somebody_else_is_404_and_stays_as_it_is(
    app: FastAPI, alice: Caller, bob: Caller, things_of_alice: dict[str, str]
) -> None:
    ids = things_of_alice
    mine = [
        route
        for route in routes(app)
        if (wanted := set(re.findall(r"\{(\w+)\}", route[1]))) & ids.keys()
        and wanted <= ids.keys() | {"level", "col", "row"}
    ]
    before = [(await alice.http.get(f"/api/v1/{kind}")).json() for kind in ("projects", "images")]
    answers = {route: (await ask(bob.http, route, ids)).status_code for route in mine}
    assert len(answers) >= 15
    assert {route: status for route, status in answers.items() if status != 404} == {}
    assert [(await alice.http.get(f"/api/v1/{kind}")).json() for kind in ("projects", "images")] == before
    names = {item["id"]: item["revoked_at"] for item in (await alice.http.get("/api/v1/keys")).json()["items"]}
    assert names[ids["key_id"]] is None


async def test_lists_hold_only_ones_own(alice: Caller, bob: Caller, things_of_alice: dict[str, str]) -> None:
    for kind in ("projects", "images", "jobs", "predictions"):
        assert (await bob.http.get(f"/api/v1/{kind}")).json()["items"] == []
    keys = (await bob.http.get("/api/v1/keys")).json()["items"]
    assert things_of_alice["key_id"] not in {key["id"] for key in keys}
    query = {"project": things_of_alice["project_id"]}
    assert (await bob.http.get("/api/v1/images", params=query)).status_code == 404


async def test_only_an_administrator_removes_users(app: FastAPI, alice: Caller, bob: Caller) -> None:
    assert ("delete", ADMINISTRATORS, "delete_user") in routes(app)
    assert (await bob.http.delete(f"/api/v1/users/{alice.user.id}")).status_code == 403
    assert (await alice.http.get("/api/v1/users/me")).status_code == 200
