"""A project with all that a project can have, made through the API, so that no page stands empty."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from e2e.editing import CLASSES
from e2e.mistakes import TrueCell, mistakes, true_cells
from support import api
from support.suite import client_of

# Pictures with many cells; more of them are dead in the second half, which is the second group.
NAMES = (
    *("A_0931", "A_0305", "A_0683", "A_0714", "A_0780", "A_0977"),
    *("B_1351", "B_0261", "B_1342", "B_1493", "B_1333", "B_1531"),
)
HALF = len(NAMES) // 2
SMEAR = "BloodImage_00030.jpg"
COLLEAGUE = "wang"
TRAINING_S = 900


@dataclass
class Furnished:
    """`places` are ids by the name that the addresses of the stops give them."""

    training_job: str
    places: dict[str, str] = field(default_factory=dict)

    def await_training(self, client: httpx.Client) -> None:
        """Ends the training, which runs while other pages are looked at; one of its pictures is a place then."""
        assert api.await_end(client, self.training_job, TRAINING_S)["state"] == "succeeded"
        training = client.get(f"/trainings/{self.places['training']}").json()
        self.places["held_out"] = training["comparison"]["pictures"][0]["image_id"]


def furnish(client: httpx.Client, data_dir: Path) -> Furnished:
    folder = data_dir / "living-dead"
    truth = true_cells(folder)
    files = [folder / "images" / f"{name}.png" for name in NAMES]
    project = api.new_project(client, "Drug A, 24 hours")
    images = api.upload(client, files[:HALF], project, "Control") + api.upload(client, files[HALF:], project, "Drug A")
    prediction = _predict(client, images, "base/living-dead@champion")
    for image, file in zip(images, files, strict=True):
        _correct(client, image, prediction, truth[file.name])
    comparison = _compare_settings(client, project)
    training = client.get(f"/trainings/{comparison['trainings'][0]}").json()
    _review(client, images)
    (smear,) = api.upload(client, [data_dir / "blood" / "JPEGImages" / SMEAR], api.new_project(client, "Blood smears"))
    of_smear = _predict(client, [smear], "base/blood@champion")
    _start(client, smear, of_smear)
    places = {
        "project": project,
        "prediction": prediction,
        "image": images[0],
        "comparison": comparison["id"],
        "training": training["id"],
        "reading": _read(client, project, images[0], truth[files[0].name]),
        "import": _import(client, project, truth),
        "smear": smear,
        "of_smear": of_smear,
    }
    return Furnished(training["job"]["id"], places)


def _done(answer: httpx.Response) -> api.Json:
    assert answer.is_success, answer.text
    body: api.Json = answer.json()
    return body


def _predict(client: httpx.Client, images: list[str], model: str) -> str:
    return str(api.prediction(client, api.await_end(client, api.predict(client, images, model)))["id"])


def _start(client: httpx.Client, image: str, prediction: str) -> None:
    """Labels begun from what was found, as somebody has them who goes on to correct them."""
    body = {"prediction_id": prediction}
    _done(client.post(f"/images/{image}/annotation/start", json=body, headers={"If-Match": '"0"'}))


def _correct(client: httpx.Client, image: str, prediction: str, truth: list[TrueCell]) -> None:
    """What was found, with every mistake mended, and all of it checked."""
    _start(client, image, prediction)
    size = client.get(f"/images/{image}").json()
    errors = mistakes(truth, api.cells(client, prediction, image))
    operations: list[api.Json] = [{"op": "check", "region": [0, 0, size["width"], size["height"]]}]
    operations += [{"op": "classify", "ids": [f"p{at}"], "class": name} for at, name in errors.wrong]
    operations += [{"op": "delete", "ids": [f"p{at}"]} for at in errors.false]
    operations += [
        {"op": "add", "id": f"m{at}", "box": cell.box, "class": cell.class_name}
        for at, cell in enumerate(errors.missing)
    ]
    body = {"batch_id": image, "operations": operations}
    _done(client.post(f"/images/{image}/annotation/operations", json=body, headers={"If-Match": '"1"'}))


def _compare_settings(client: httpx.Client, project: str) -> api.Json:
    training = {"name": "drug-a", "project": project, "mode": "quick", "hold_out": 0.3}
    return _done(client.post("/comparisons", json={"name": "One seed", "training": training, "grid": {"seed": [0]}}))


def _review(client: httpx.Client, images: list[str]) -> None:
    """A picture at each step."""
    for image in images[1:4]:
        _done(client.post(f"/images/{image}/annotation/review", json={"action": "submit"}))
    _done(client.post(f"/images/{images[2]}/annotation/review", json={"action": "accept"}))
    returned = {"action": "return", "note": "Two cells at the lower edge are missing."}
    _done(client.post(f"/images/{images[3]}/annotation/review", json=returned))


def _read(client: httpx.Client, project: str, image: str, truth: list[TrueCell]) -> str:
    """A colleague joins and reads a picture: one cell missed, one of another class."""
    password = "a second pair of eyes"
    _done(client.post("/users", json={"username": COLLEAGUE, "password": password, "language": "zh"}))
    _done(client.post(f"/projects/{project}/members", json={"username": COLLEAGUE, "role": "annotator"}))
    cells = [{"op": "add", "id": f"c{at}", "box": one.box, "class": one.class_name} for at, one in enumerate(truth[1:])]
    cells[0]["class"] = "dead" if truth[1].class_name == "living" else "living"
    origin = {"Origin": str(client.base_url.copy_with(raw_path=b"/")).rstrip("/")}
    with client_of(str(client.base_url), origin) as colleague:
        _done(colleague.post("/sessions", json={"username": COLLEAGUE, "password": password}))
        path = f"/images/{image}/readings"
        reading = str(_done(colleague.post(path, json={"empty": True, "classes": CLASSES}))["id"])
        body = {"batch_id": reading, "operations": cells}
        labels = f"/images/{image}/annotation/operations"
        _done(colleague.post(labels, params={"reading": reading}, json=body, headers={"If-Match": '"1"'}))
        _done(colleague.post(f"{path}/{reading}/hand-in"))
    return reading


def _import(client: httpx.Client, project: str, truth: dict[str, list[TrueCell]]) -> str:
    """Labels of two pictures of the project and of one that it does not have, as COCO."""
    categories = [{"id": at, "name": str(one["name"])} for at, one in enumerate(CLASSES)]
    ids = {one["name"]: one["id"] for one in categories}
    names = [f"{NAMES[0]}.png", f"{NAMES[HALF]}.png", "C_0475.png"]
    coco = {
        "categories": categories,
        "images": [{"id": at, "file_name": name, "width": 220, "height": 220} for at, name in enumerate(names)],
        "annotations": [
            {"id": 1000 * at + n, "image_id": at, "category_id": ids[cell.class_name], "bbox": _as_coco(cell.box)}
            for at, name in enumerate(names)
            for n, cell in enumerate(truth[name])
        ],
    }
    file = ("labels.json", json.dumps(coco).encode())
    job = _done(client.post(f"/projects/{project}/label-imports", files={"file": file}))
    ended = api.await_end(client, job["id"])
    assert ended["state"] == "succeeded", ended
    return str(ended["result"]).rsplit("/", 1)[-1]


def _as_coco(box: list[float]) -> list[float]:
    return [box[0], box[1], box[2] - box[0], box[3] - box[1]]
