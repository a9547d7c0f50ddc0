"""Projects, groups and specimens."""

from uuid import uuid4

from support.gateway import Caller


async def test_a_project_is_made_renamed_and_removed(alice: Caller) -> None:
    made = await alice.http.post("/api/v1/projects", json={"name": " Drugs \u202e\x07"})
    assert made.status_code == 201
    project = made.json()
    assert (project["name"], project["image_count"]) == ("Drugs", 0)
    assert (project["is_default"], project["is_sample"]) == (False, False)
    path = f"/api/v1/projects/{project['id']}"
    assert (await alice.http.patch(path, json={"name": "药物 🧪"})).json()["name"] == "药物 🧪"
    assert (await alice.http.get(path)).json() == {**project, "name": "药物 🧪"}
    assert (await alice.http.delete(path)).status_code == 204
    assert (await alice.http.get(path)).status_code == 404


async def test_a_name_needs_something_to_see(alice: Caller) -> None:
    for name in ("", "  ", "\x00\x01", "x" * 101):
        assert (await alice.http.post("/api/v1/projects", json={"name": name})).status_code == 422


async def test_the_list_is_newest_first_and_read_to_its_end_by_cursor(alice: Caller, bob: Caller) -> None:
    for number in range(5):
        await alice.http.post("/api/v1/projects", json={"name": f"p{number}"})
    await bob.http.post("/api/v1/projects", json={"name": "bob's"})
    names, cursor = [], None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await alice.http.get("/api/v1/projects", params=query)).json()
        names.append([project["name"] for project in page["items"]])
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert names == [["p4", "p3"], ["p2", "p1"], ["p0"]]


async def test_a_cursor_of_somebody_elses_making_is_422(alice: Caller) -> None:
    for cursor in ("x", "AAAA", "W10", "bnVsbA", "eyJhIjoxfQ"):
        answer = await alice.http.get("/api/v1/projects", params={"cursor": cursor})
        assert answer.status_code == 422
        assert answer.json()["type"] == "/docs/errors/invalid-cursor"


async def test_groups_of_a_project(alice: Caller) -> None:
    project = (await alice.http.post("/api/v1/projects", json={"name": "p"})).json()["id"]
    path = f"/api/v1/projects/{project}/groups"
    made = await alice.http.post(path, json={"name": "control"})
    assert made.status_code == 201
    group = made.json()
    assert (group["name"], group["image_count"]) == ("control", 0)
    assert (await alice.http.post(path, json={"name": "control"})).status_code == 409
    await alice.http.post(path, json={"name": "drug A"})
    listed = (await alice.http.get(path)).json()
    assert [item["name"] for item in listed["items"]] == ["drug A", "control"]
    assert listed["next_cursor"] is None
    taken = await alice.http.patch(f"/api/v1/groups/{group['id']}", json={"name": "drug A"})
    assert taken.status_code == 409
    same = await alice.http.patch(f"/api/v1/groups/{group['id']}", json={"name": "control"})
    assert same.status_code == 200
    renamed = await alice.http.patch(f"/api/v1/groups/{group['id']}", json={"name": "vehicle"})
    assert renamed.json() == {"id": group["id"], "name": "vehicle", "image_count": 0}
    assert (await alice.http.delete(f"/api/v1/groups/{group['id']}")).status_code == 204
    assert [item["name"] for item in (await alice.http.get(path)).json()["items"]] == ["drug A"]


async def test_what_is_not_there_is_404(alice: Caller) -> None:
    nothing = uuid4()
    for path in (f"/projects/{nothing}", f"/projects/{nothing}/groups", f"/projects/{nothing}/specimens"):
        answer = await alice.http.get(f"/api/v1{path}")
        assert answer.status_code == 404
        assert answer.json()["type"] == "/docs/errors/not-found"
