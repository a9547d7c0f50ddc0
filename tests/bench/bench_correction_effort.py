"""What correcting a prediction costs in gestures, through the API, on pictures that the model never saw.

CELLSCANNER_BENCH_UNSEEN names the package of a model of living and dead cells that was trained without group F; it is
put beside the built-in ones of a suite started for the purpose. Every way ends at labels without a mistake.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from bench.correction.desk import Desk
from bench.correction.in_editor import box_by_box, click_and_key, from_nothing, next_uncertain
from bench.correction.ledger import Ledger
from bench.correction.mistakes import Json, Mistakes, Truth, f1, mistakes
from bench.correction.on_sheet import sheet
from cellscanner_shared.packages import MANIFEST_FILE, ModelManifest
from support import api
from support.suite import RunningSuite

GROUP = "F"
PICTURES_A_REQUEST = 20
WAYS: dict[str, Callable[[Desk], Ledger]] = {
    "from nothing": from_nothing,
    "box by box": box_by_box,
    "click and key": click_and_key,
    "next uncertain": next_uncertain,
    "sheet": partial(sheet, likeness=False),
    "sheet, all like this": partial(sheet, likeness=True),
}


@pytest.fixture(scope="module")
def unseen() -> Path:
    folder = os.environ.get("CELLSCANNER_BENCH_UNSEEN")
    if not folder:
        pytest.skip("CELLSCANNER_BENCH_UNSEEN does not name a model that never saw the group")
    return Path(folder)


@pytest.fixture(scope="module")
def suite(unseen: Path, models_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSuite]:
    models = tmp_path_factory.mktemp("models")
    shutil.copytree(models_dir, models, dirs_exist_ok=True)
    manifest = ModelManifest.model_validate_json((unseen / MANIFEST_FILE).read_bytes())
    shutil.copytree(unseen, models / manifest.owner / manifest.name / str(manifest.version))
    suite = RunningSuite(tmp_path_factory.mktemp("suite"), environment={"CELLSCANNER_MODELS_DIR": str(models)})
    try:
        yield suite.start()
    finally:
        suite.stop()


@pytest.fixture(scope="module")
def desk(suite: RunningSuite, unseen: Path, data_dir: Path) -> Iterator[Desk]:
    """All pictures of the group, predicted by the model that never saw it."""
    ref = ModelManifest.model_validate_json((unseen / MANIFEST_FILE).read_bytes()).ref
    truth = _truth(data_dir / "living-dead")
    with suite.client() as client:
        project = api.new_project(client, f"group {GROUP}")
        images: dict[str, str] = {}
        for start in range(0, len(truth), PICTURES_A_REQUEST):
            names = sorted(truth)[start : start + PICTURES_A_REQUEST]
            paths = [data_dir / "living-dead" / "images" / name for name in names]
            images |= dict(zip(names, api.upload(client, paths, project), strict=True))
        ended = api.await_end(client, api.predict(client, list(images.values()), str(ref)), 1200)
        found = api.prediction(client, ended)
        yield Desk(
            client=client,
            project=project,
            prediction=found["id"],
            model=str(ref),
            truth={images[name]: truth[name] for name in sorted(truth)},
            size={one["image_id"]: (one["width"], one["height"]) for one in found["images"]},
            classes=found["classes"],
        )


def test_which_pictures_and_cells_come_first(desk: Desk) -> None:
    """The best quarter of the ranking holds more mistakes than chance would give it."""
    found = _mistakes(desk)
    ranked = [len(found[image]) for image in desk.label_next()]
    quarter = len(ranked) // 4
    cells = [(one["image_id"], one["id"]) for one in desk.doubtful()]
    wrong = [image in found and (cell in found[image].wrong or cell in found[image].false) for image, cell in cells]
    best = len(wrong) // 4
    print(f"\npictures: {np.mean(ranked[:quarter]):.2f} mistakes in the best quarter, {np.mean(ranked):.2f} in all")
    print(f"cells: {np.mean(wrong[:best]):.3f} wrong in the best quarter, {np.mean(wrong):.3f} in all")
    assert np.mean(ranked[:quarter]) > np.mean(ranked)
    assert np.mean(wrong[:best]) > np.mean(wrong)


def test_accuracy_after_so_many_pictures(desk: Desk) -> None:
    """F1 of all labels of the group once the first pictures of the ranking, or of the files' order, are right."""
    predicted = {image: desk.begin(image, empty=False)["cells"] for image in desk.truth}
    orders = {"what to label next": desk.label_next(), "as they came": list(desk.truth)}
    print(f"\n| pictures corrected | {' | '.join(orders)} |")
    for count in (0, 5, 10, 20, 40, len(desk.truth)):
        row = [_f1_with(desk, predicted, order[:count]) for order in orders.values()]
        print(f"| {count} | {' | '.join(f'{value:.3f}' for value in row)} |")
        assert min(row) >= 0


def test_gestures_for_labels_without_a_mistake(desk: Desk) -> None:
    found = _mistakes(desk)
    errors = sum(len(one) for one in found.values())
    kinds = [sum(len(getattr(one, kind)) for one in found.values()) for kind in ("wrong", "false", "missing")]
    cells = sum(len(one.classes) for one in desk.truth.values())
    print(f"\n{len(desk.truth)} pictures, {cells} cells, {errors} mistakes (class, false, missing: {kinds})")
    ledgers = {name: _paid(desk, way) for name, way in WAYS.items()}
    for name, ledger in ledgers.items():
        print(f"| {name} | {ledger.total} | {ledger.total / errors:.2f} | {ledger.words()} |")
    best = min(ledger.total for name, ledger in ledgers.items() if name.startswith("sheet"))
    print(f"sheet: {1 - best / ledgers['from nothing'].total:.1%} fewer than from nothing, ", end="")
    print(f"{ledgers['box by box'].total / best:.1f} times fewer than box by box")
    assert best <= 0.1 * ledgers["from nothing"].total
    assert 5 * best <= ledgers["box by box"].total


def _paid(desk: Desk, way: Callable[[Desk], Ledger]) -> Ledger:
    ledger = way(desk)
    now = [(truth, desk.labels(image)["cells"]) for image, truth in desk.truth.items()]
    assert f1(now) == 1.0
    return ledger


def _mistakes(desk: Desk) -> dict[str, Mistakes]:
    return {image: mistakes(truth, desk.begin(image, empty=False)["cells"]) for image, truth in desk.truth.items()}


def _f1_with(desk: Desk, predicted: dict[str, list[Json]], right: list[str]) -> float:
    done = set(right)
    return f1([(truth, _true(truth) if image in done else predicted[image]) for image, truth in desk.truth.items()])


def _true(truth: Truth) -> list[Json]:
    return [{"box": box.tolist(), "class": name} for box, name in zip(truth.boxes, truth.classes, strict=True)]


def _truth(folder: Path) -> dict[str, Truth]:
    coco = json.loads((folder / "annotations.coco.json").read_text())
    classes = {one["id"]: one["name"] for one in coco["categories"]}
    cells: dict[int, list[tuple[list[float], str]]] = {}
    for one in coco["annotations"]:
        x, y, width, height = one["bbox"]
        cells.setdefault(one["image_id"], []).append(([x, y, x + width, y + height], classes[one["category_id"]]))
    return {
        image["file_name"]: Truth(
            np.array([box for box, _ in cells.get(image["id"], [])], np.float32).reshape(-1, 4),
            tuple(name for _, name in cells.get(image["id"], [])),
        )
        for image in coco["images"]
        if image["group"] == GROUP
    }
