"""Who reads a picture meets nobody's labels of it: not in a list, a count or a file of the whole project either."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from support.gateway import Caller
from support.labelling import CLASSES, annotate, cells
from support.labels import problem

from .test_from_predictions import DoJob, Upload, predict

EMPTY = {"empty": True, "classes": CLASSES}


@dataclass(frozen=True)
class Study:
    """A predicted picture in a project of alice, in which bob is an annotator."""

    project: str
    image: str
    prediction: str


@pytest.fixture
async def study(alice: Caller, bob: Caller, upload: Upload, do_job: DoJob) -> Study:
    (image,) = await upload((2, 1))
    project = (await alice.http.get(f"/api/v1/images/{image}")).json()["project_id"]
    member = {"username": "bob", "role": "annotator"}
    assert (await alice.http.post(f"/api/v1/projects/{project}/members", json=member)).status_code == 201
    return Study(project, image, await predict(alice, do_job, [image]))


def content(answer: httpx.Response) -> Any:
    """What an answer says, whatever the time at which its file was made."""
    assert answer.status_code == 200, answer.text
    if answer.headers["content-type"] != "application/zip":
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        return {name: files.read(name) for name in files.namelist()}


async def everything(http: httpx.AsyncClient, study: Study) -> dict[str, Any]:
    """All that is told of the labels of a whole project, by the route that tells it."""
    of_project, of_prediction = f"/api/v1/projects/{study.project}", f"/api/v1/predictions/{study.prediction}"
    routes = [
        f"{of_project}/annotations",
        f"{of_project}/annotations/export?format=labelme",
        f"{of_project}/label-next",
        f"{of_project}/label-next/cells",
        f"{of_prediction}/statistics?labels=current",
        f"{of_prediction}/differences?labels=current",
        f"{of_prediction}/export?format=csv&labels=current",
        f"{of_prediction}/export?format=coco&labels=current",
    ]
    found = {route: content(await http.get(route)) for route in routes}
    alike = {"image_id": study.image, "cell_id": "p1"}
    found["similar"] = content(await http.post(f"{of_prediction}/similar", json=alike))
    check = {"name": "mine", "base": "base/tiny@champion", "project": study.project}
    found["check"] = content(await http.post("/api/v1/trainings/check", json=check))
    return found


async def test_nothing_of_a_project_tells_a_reader_of_labels_before_the_reading_is_handed_in(
    alice: Caller, bob: Caller, study: Study
) -> None:
    unlabelled = await everything(bob.http, study)
    # Under the ids of the prediction's cells: *all like this* asks for one of them.
    hers_now = [{**cell, "id": f"p{place}"} for place, cell in enumerate(cells(1, 3))]
    labels = f"/api/v1/images/{study.image}"
    await annotate(alice.http, study.image, hers_now)
    reading = (await bob.http.post(f"{labels}/readings", json=EMPTY)).json()["id"]

    assert await everything(bob.http, study) == unlabelled
    hers = await everything(alice.http, study)
    assert [route for route in hers if hers[route] == unlabelled[route]] == []

    handed = await bob.http.post(f"{labels}/readings/{reading}/hand-in")
    assert handed.status_code == 200, handed.text
    assert await everything(bob.http, study) == hers


async def test_the_steps_of_the_review_wait_for_the_reading_too(alice: Caller, bob: Caller, study: Study) -> None:
    labels = f"/api/v1/images/{study.image}"
    await annotate(alice.http, study.image, cells(1, 3))
    assert (await bob.http.post(f"{labels}/readings", json=EMPTY)).status_code == 201
    assert problem(await bob.http.get(f"{labels}/annotation/reviews")) == (409, "reading-open")
    step = await bob.http.post(f"{labels}/annotation/review", json={"action": "submit"})
    assert problem(step) == (409, "reading-open")
