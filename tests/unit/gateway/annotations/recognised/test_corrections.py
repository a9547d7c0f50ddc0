"""What was corrected since a prediction, and which mode of training is for that."""

from typing import Any
from uuid import UUID

from cellscanner_gateway.annotations.cells import Changes
from cellscanner_gateway.annotations.service import corrected_labels
from cellscanner_gateway.resources import Resources
from support.gateway import Caller
from support.labels import Labels, add

from .test_from_predictions import DoJob, Upload, predict

Json = dict[str, Any]


async def begin(caller: Caller, image: str, prediction: str) -> Labels:
    labels = Labels(caller.http, image)
    assert (await labels.send("POST", "/start", prediction_id=prediction)).status_code == 200
    return labels


def move(cell_id: str, x: float) -> Json:
    return {"op": "move", "id": cell_id, "box": [x, 1, x + 9, 9]}


def classify(cell_id: str, class_name: str) -> Json:
    return {"op": "classify", "ids": [cell_id], "class": class_name}


async def test_what_a_box_or_class_is_now_counts_and_not_the_way_there(
    alice: Caller, upload: Upload, do_job: DoJob, resources: Resources
) -> None:
    images = await upload((2, 2), (2, 1), (1, 1), (1, 0))
    prediction = await predict(alice, do_job, images)
    changed, replaced, untouched = [await begin(alice, image, prediction) for image in images[:3]]
    await changed.do(move("p0", 20), classify("p2", "living"), add("a"), add("b", 40))
    await changed.do(
        move("p0", 60), classify("p2", "dead"), classify("p3", "living"), {"op": "delete", "ids": ["b", "p1"]}
    )
    kept = [cell for cell in (await replaced.get())["cells"] if cell["id"] != "p0"]
    cells = [{name: cell[name] for name in ("id", "box", "class")} for cell in kept]
    assert (await replaced.send("PUT", cells=[cells[0] | {"class": "dead"}, cells[1]], checked=[])).status_code == 200
    await untouched.do({"op": "check", "region": [0, 0, 9, 9]})
    from_nothing = Labels(alice.http, images[3])
    await from_nothing.start()
    await from_nothing.do(add("a"))

    found = await corrected_labels(resources, [UUID(one) for one in images], alice.user.id)

    assert [corrections for _, corrections in found] == [
        Changes(added=1, moved=1, deleted=1, reclassified=1),
        Changes(deleted=1, reclassified=1),
        Changes(),
        None,
    ]
    assert [len(labels.boxes) for labels, _ in found] == [4, 2, 2, 1]


async def test_the_check_of_a_training_tells_them_and_advises_what_mends_them(
    alice: Caller, upload: Upload, do_job: DoJob
) -> None:
    images = await upload((2, 2), (2, 1))
    prediction = await predict(alice, do_job, images)
    whole: Json = {"op": "check", "region": [0, 0, 256, 256]}
    labels = [await begin(alice, image, prediction) for image in images]
    await labels[0].do(whole, classify("p0", "dead"))
    await labels[1].do(whole, {"op": "delete", "ids": ["p0", "p1"]})
    body = {"name": "mine", "base": "base/tiny@1", "image_ids": images}

    told = (await alice.http.post("/api/v1/trainings/check", json=body)).json()

    assert told["corrections"] == {"pictures": 2, "added": 0, "deleted": 2, "moved": 0, "reclassified": 1}
    assert told["advised_mode"] == "full"
