"""The rule of every route: what a stranger, a viewer, an annotator, a reviewer and an owner are answered.

A route that stands in none of the tables below fails the first test: say there who may use it.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from support import pictures as drawn
from support.gateway import Caller
from support.labelling import annotate, cells, labelled, read
from support.predicting import app, do_job, pictures, urls, work

__all__ = ["app", "do_job", "pictures", "urls", "work"]
Json = dict[str, Any]
Somebody = Callable[[str], Awaitable[Caller]]
DoJob = Callable[[str], Awaitable[str]]
ROLES = ("viewer", "annotator", "reviewer", "owner")
MODEL = "base/tiny@champion"

PUBLIC = {"get_about", "create_session"}
ADMINISTRATORS = {"list_users", "create_user", "delete_user", "reset_password"}
# One's own things, and lists that hold only what one may see.
ONES_OWN = {
    *("delete_session", "get_current_user", "update_current_user", "list_keys", "create_key", "revoke_key"),
    *("list_projects", "create_project", "list_jobs", "list_trainings", "list_comparisons", "predict"),
    *("list_models", "upload_model", "get_model", "get_version", "delete_version", "download_version"),
    *("put_alias", "delete_alias", "create_training_from_recipe"),
}
# Models are personal, and so are the trainings that make them: no role in a project opens them.
MAKERS_ONLY = {"get_training", "get_held_out_picture", "accept_training", "discard_training", "get_comparison"}
# The lowest role that a route of a project takes, tried on things that another member made.
LEAST = {
    "get_project": "viewer",
    "update_project": "owner",
    "list_groups": "viewer",
    "create_group": "annotator",
    "update_group": "annotator",
    "list_specimens": "viewer",
    "list_members": "viewer",
    "add_member": "owner",
    "update_member": "owner",
    "remove_member": "owner",
    "upload_images": "annotator",
    "list_images": "viewer",
    "get_image": "viewer",
    "update_image": "annotator",
    "get_image_content": "viewer",
    "get_image_thumbnail": "viewer",
    "get_image_dzi": "viewer",
    "get_image_tile": "viewer",
    "get_annotation": "viewer",
    "put_annotation": "annotator",
    "start_annotation": "annotator",
    "apply_operations": "annotator",
    "list_operations": "viewer",
    "list_revisions": "viewer",
    "list_annotations": "viewer",
    "import_annotation": "annotator",
    "export_annotation": "viewer",
    "export_annotations": "viewer",
    "review_annotation": "reviewer",
    "list_reviews": "viewer",
    "renew_presence": "viewer",
    "list_presence": "viewer",
    "list_project_presence": "viewer",
    "list_readings": "viewer",
    "list_project_readings": "viewer",
    "hand_in_reading": "annotator",
    "list_disagreements": "viewer",
    "adjudicate": "reviewer",
    "get_agreement": "viewer",
    "find_similar_cells": "viewer",
    "find_alike_cells": "viewer",
    "list_label_next": "viewer",
    "list_cells_to_check": "viewer",
    "create_label_import": "annotator",
    "list_label_imports": "viewer",
    "get_label_import": "viewer",
    "list_imported_pictures": "viewer",
    "read_label_import": "annotator",
    "apply_label_import": "annotator",
    "undo_label_import": "annotator",
    "create_prediction": "annotator",
    "list_predictions": "viewer",
    "get_prediction": "viewer",
    "list_cells": "viewer",
    "get_overlay": "viewer",
    "get_statistics": "viewer",
    "get_differences": "viewer",
    "list_differences": "viewer",
    "list_figures": "viewer",
    "get_figure": "viewer",
    "get_figure_file": "viewer",
    "export_prediction": "viewer",
    "get_report": "viewer",
    "get_archive": "viewer",
    "create_training": "annotator",
    "check_training": "annotator",
    "create_comparison": "annotator",
    "get_job": "viewer",
    "watch_job": "viewer",
    # What takes something away, or hides it, comes last; the project at the very end.
    "begin_reading": "annotator",
    "delete_reading": "reviewer",
    "cancel_job": "owner",
    "delete_label_import": "owner",
    "delete_prediction": "owner",
    "delete_group": "owner",
    "delete_image": "owner",
    "delete_project": "owner",
}
Route = tuple[str, str]


def routes(app: FastAPI) -> dict[str, Route]:
    """Operation to method and path, of everything under /api/v1."""
    return {
        operation["operationId"]: (method, path)
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
    }


def test_every_route_has_a_rule(app: FastAPI) -> None:
    rules = [*PUBLIC, *ADMINISTRATORS, *ONES_OWN, *MAKERS_ONLY, *LEAST]
    assert sorted(rules) == sorted(routes(app))


class Shared:
    """A project of alice with everything in it, and how each of its routes is asked."""

    def __init__(self, routes: dict[str, Route], ids: dict[str, str]) -> None:
        self.routes = routes
        self.ids = ids

    async def ask(self, http: httpx.AsyncClient, operation: str) -> int:
        """The status of the answer."""
        method, path = self.routes[operation]
        url = re.sub(r"\{(\w+)\}", lambda match: self.ids.get(match[1], "0"), path)
        form = self._form(operation)
        changes = method != "get" and ("annotation" in path or "adjudication" in path)
        headers = {"If-Match": '"0"'} if changes else {}
        body = None if form else self._body(operation)
        answer = await http.request(method, url, json=body, params=self._query(operation), headers=headers, **form)
        return answer.status_code

    def _query(self, operation: str) -> Json:
        project, image = self.ids["project_id"], self.ids["image_id"]
        of_project = {"project": project}
        queries: dict[str, Json] = {
            "list_images": of_project,
            "list_predictions": of_project,
            "list_operations": {"since": 0},
            "export_annotation": {"format": "coco"},
            "export_annotations": {"format": "coco"},
            "get_agreement": {"first": 0, "second": 0},
            "list_disagreements": {"second": self.ids["reading_id"]},
            "list_label_next": {"prediction_id": self.ids["prediction_id"]},
            "get_differences": {"labels": "current"},
            "list_differences": {"labels": "current"},
            "get_figure": {"image": image},
            "get_figure_file": {"image": image},
            "export_prediction": {"format": "csv"},
        }
        return queries.get(operation, {})

    def _body(self, operation: str) -> Json | None:
        project = self.ids["project_id"]
        training = {"name": f"m{uuid4().hex[:8]}", "base": MODEL, "project": project}
        bodies: dict[str, Json] = {
            "update_project": {"name": "ours"},
            "create_group": {"name": uuid4().hex},
            "update_group": {"name": uuid4().hex},
            "add_member": {"username": "erin", "role": "viewer"},
            "update_member": {"role": "annotator"},
            "update_image": {"group": "ours"},
            "put_annotation": {"cells": [], "checked": []},
            "start_annotation": {"empty": True, "classes": [{"name": "living", "target": False}]},
            "apply_operations": {"batch_id": str(uuid4()), "operations": [{"op": "delete", "ids": ["a"]}]},
            "review_annotation": {"action": "accept"},
            "begin_reading": {"empty": True, "classes": [{"name": "living", "target": False}]},
            "adjudicate": {"second": self.ids["reading_id"], "decisions": []},
            "find_similar_cells": {"cell_id": "c0", "model": MODEL},
            "find_alike_cells": {"image_id": self.ids["image_id"], "cell_id": "c0"},
            "read_label_import": {"choices": {}},
            "apply_label_import": {},
            "create_prediction": {"project": project, "model": MODEL},
            "create_training": training,
            "check_training": training,
            "create_comparison": {"name": "c", "training": training, "grid": {"seed": [1, 2]}},
        }
        return bodies.get(operation)

    def _form(self, operation: str) -> Json:
        picture = ("a.png", drawn.png())
        forms: dict[str, Json] = {
            "upload_images": {"files": [("files", picture)], "data": {"project": self.ids["project_id"]}},
            "create_label_import": {"files": [("file", ("a.json", b"{}"))]},
            "import_annotation": {"files": [("file", ("a.json", b"{}"))]},
        }
        return forms.get(operation, {})


@pytest.fixture
async def shared(app: FastAPI, alice: Caller, do_job: DoJob) -> Shared:
    """Alice's project: pictures with and without labels, a group, a prediction that has ended, a training."""
    project = (await alice.http.post("/api/v1/projects", json={"name": "hers"})).json()["id"]
    group = (await alice.http.post(f"/api/v1/projects/{project}/groups", json={"name": "control"})).json()["id"]
    ids = await labelled(alice.http, 8, project=project)
    await annotate(alice.http, ids[0], cells(2, 2), revision=1)
    reading = await read(alice.http, ids[0])
    predicted = await alice.http.post("/api/v1/predictions", json={"image_ids": ids[:1], "model": MODEL})
    await do_job(predicted.json()["id"])
    job = (await alice.http.get(f"/api/v1/jobs/{predicted.json()['id']}")).json()
    training = await alice.http.post("/api/v1/trainings", json={"name": "hers", "base": MODEL, "project": project})
    assert training.status_code == 202, training.text
    asked = {"name": "c", "training": {"name": "two", "base": MODEL, "project": project}, "grid": {"seed": [1, 2]}}
    comparison = await alice.http.post("/api/v1/comparisons", json=asked)
    assert comparison.status_code == 202, comparison.text
    path = f"/api/v1/projects/{project}/label-imports"
    sent = await alice.http.post(path, files={"file": ("a.json", b"{}")})
    assert sent.status_code == 202, sent.text
    found = {
        "project_id": project,
        "import_id": (await alice.http.get(path)).json()["items"][0]["id"],
        "group_id": group,
        "image_id": ids[0],
        "reading_id": reading,
        "job_id": job["id"],
        "prediction_id": job["result"].rpartition("/")[2],
        "training_id": training.json()["id"],
        "comparison_id": comparison.json()["id"],
        "file_format": "csv",
        "name": "proportion",
    }
    return Shared(routes(app), found)


@pytest.fixture
async def members(shared: Shared, alice: Caller, somebody: Somebody) -> dict[str, Caller]:
    """One more member of each role; `user_id` is a further one, for others to change."""
    path = f"/api/v1/projects/{shared.ids['project_id']}/members"
    people = {role: await somebody(f"the-{role}") for role in ROLES}
    for role, caller in people.items():
        answer = await alice.http.post(path, json={"username": caller.user.username, "role": role})
        assert answer.status_code == 201, answer.text
    dora = await somebody("dora")
    await somebody("erin")
    await alice.http.post(path, json={"username": "dora", "role": "viewer"})
    shared.ids["user_id"] = str(dora.user.id)
    return people


async def everything(alice: Caller, ids: dict[str, str]) -> list[Json]:
    paths = (
        *("projects", "images", "jobs", "predictions", "trainings", "comparisons"),
        *(f"projects/{ids['project_id']}/{part}" for part in ("members", "groups", "annotations")),
    )
    return [(await alice.http.get(f"/api/v1/{path}")).json() for path in paths]


async def test_a_stranger_finds_nothing_and_a_lower_role_changes_nothing(
    shared: Shared, members: dict[str, Caller], alice: Caller, bob: Caller
) -> None:
    before = await everything(alice, shared.ids)
    found = {operation: await shared.ask(bob.http, operation) for operation in [*LEAST, *MAKERS_ONLY]}
    assert {operation: status for operation, status in found.items() if status != 404} == {}
    for rank, role in enumerate(ROLES):
        above = [operation for operation, least in LEAST.items() if ROLES.index(least) > rank]
        answers = {operation: await shared.ask(members[role].http, operation) for operation in above}
        assert {operation: status for operation, status in answers.items() if status != 403} == {}, role
        personal = {operation: await shared.ask(members[role].http, operation) for operation in MAKERS_ONLY}
        assert {operation: status for operation, status in personal.items() if status != 404} == {}, role
    assert await everything(alice, shared.ids) == before


async def test_the_lowest_role_that_may_is_let_through(shared: Shared, members: dict[str, Caller]) -> None:
    for operation, least in LEAST.items():
        status = await shared.ask(members[least].http, operation)
        # The labels have moved on, and some steps do not follow: that is said to who may take them.
        assert status < 400 or status in {409, 412, 422}, operation


async def test_who_has_been_let_go_finds_nothing_and_keeps_their_own(
    shared: Shared, members: dict[str, Caller], alice: Caller
) -> None:
    """Not even what they predicted themselves, in this project or over several."""
    gone = members["annotator"]
    project, image = shared.ids["project_id"], shared.ids["image_id"]
    own = await labelled(gone.http, 1, start=50)
    for wanted in ([image], [image, *own]):
        answer = await gone.http.post("/api/v1/predictions", json={"image_ids": wanted, "model": MODEL})
        assert answer.status_code == 202
    made = (await gone.http.get("/api/v1/predictions")).json()["items"]
    # Over several projects it is shown to its maker alone.
    assert [one["image_count"] for one in made] == [2, 1, 1]
    assert len((await alice.http.get("/api/v1/predictions")).json()["items"]) == 2
    path = f"/api/v1/projects/{project}/members/{gone.user.id}"
    assert (await gone.http.delete(path)).status_code == 204
    found = {operation: await shared.ask(gone.http, operation) for operation in LEAST}
    assert {operation: status for operation, status in found.items() if status != 404} == {}
    for one in made:
        assert (await gone.http.get(f"/api/v1/predictions/{one['id']}")).status_code == 404
    assert (await gone.http.get("/api/v1/predictions")).json()["items"] == []
    assert [one["id"] for one in (await gone.http.get("/api/v1/images")).json()["items"]] == own
    assert len((await alice.http.get("/api/v1/predictions")).json()["items"]) == 2
