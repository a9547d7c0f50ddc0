"""Members: who comes, who goes, and the owner who stays."""

from typing import Any

import pytest
from support.gateway import Caller

Json = dict[str, Any]


class Team:
    """The members of a project of alice."""

    def __init__(self, alice: Caller, project: str) -> None:
        self.alice = alice
        self.project = project
        self.path = f"/api/v1/projects/{project}/members"

    async def add(self, caller: Caller, role: str) -> int:
        body = {"username": caller.user.username.upper(), "role": role}
        return (await self.alice.http.post(self.path, json=body)).status_code

    async def roles(self) -> dict[str, str]:
        listed = (await self.alice.http.get(self.path)).json()["items"]
        return {one["username"]: one["role"] for one in listed}

    def of(self, caller: Caller) -> str:
        return f"{self.path}/{caller.user.id}"


@pytest.fixture
async def team(alice: Caller) -> Team:
    made = await alice.http.post("/api/v1/projects", json={"name": "shared"})
    assert (made.json()["role"], made.json()["member_count"]) == ("owner", 1)
    return Team(alice, made.json()["id"])


async def test_a_member_is_added_by_name_and_finds_the_project(team: Team, bob: Caller) -> None:
    assert await team.add(bob, "viewer") == 201
    assert await team.roles() == {"alice": "owner", "bob": "viewer"}
    (seen,) = (await bob.http.get("/api/v1/projects")).json()["items"]
    assert (seen["name"], seen["role"], seen["member_count"]) == ("shared", "viewer", 2)
    assert await team.add(bob, "owner") == 409
    unknown = await team.alice.http.post(team.path, json={"username": "nobody", "role": "viewer"})
    assert unknown.status_code == 404
    assert (await team.alice.http.post(team.path, json={"username": "bob", "role": "king"})).status_code == 422


async def test_what_a_role_may_not_do_names_the_role_it_takes(team: Team, bob: Caller) -> None:
    await team.add(bob, "annotator")
    refused = await bob.http.patch(f"/api/v1/projects/{team.project}", json={"name": "mine"})
    told = refused.json()
    assert (refused.status_code, told["type"]) == (403, "/docs/errors/role-too-low")
    assert (told["role"], told["needed"]) == ("annotator", "owner")


async def test_the_last_owner_stays_and_a_second_one_takes_over(team: Team, alice: Caller, bob: Caller) -> None:
    await team.add(bob, "annotator")
    for refused in (
        await alice.http.delete(team.of(alice)),
        await alice.http.patch(team.of(alice), json={"role": "viewer"}),
    ):
        assert (refused.status_code, refused.json()["type"]) == (409, "/docs/errors/last-owner")
    assert (await alice.http.patch(team.of(bob), json={"role": "owner"})).status_code == 204
    assert (await alice.http.delete(team.of(alice))).status_code == 204
    assert (await alice.http.get(team.path)).status_code == 404
    (left,) = (await bob.http.get(team.path)).json()["items"]
    assert (left["username"], left["role"]) == ("bob", "owner")


async def test_everybody_may_leave_and_only_owners_let_go(team: Team, alice: Caller, bob: Caller) -> None:
    await team.add(bob, "reviewer")
    assert (await bob.http.delete(team.of(alice))).status_code == 403
    assert (await bob.http.delete(team.of(bob))).status_code == 204
    assert (await bob.http.delete(team.of(bob))).status_code == 404
    assert (await alice.http.delete(team.of(bob))).status_code == 404
    assert await team.roles() == {"alice": "owner"}


async def test_a_shared_project_outlives_the_account_of_its_owner(
    team: Team, alice: Caller, bob: Caller, admin: Caller
) -> None:
    """The default project is alice's own; the one that others work in passes to who is left."""
    await team.add(admin, "viewer")
    await team.add(bob, "annotator")
    assert (await admin.http.delete(f"/api/v1/users/{alice.user.id}")).status_code == 204
    left = (await bob.http.get(team.path)).json()["items"]
    assert {one["username"]: one["role"] for one in left} == {"bob": "owner", "root": "viewer"}
    assert (await admin.http.delete(f"/api/v1/users/{bob.user.id}")).status_code == 204
    assert (await admin.http.get(f"/api/v1/projects/{team.project}")).json()["role"] == "owner"
