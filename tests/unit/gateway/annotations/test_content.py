"""Operations against a plain model of dictionaries, and snapshots of whatever they make."""

import copy
import random
from typing import Any

import pytest
from cellscanner_gateway.annotations import operations, table
from cellscanner_gateway.annotations.cells import Cell, Content, difference
from cellscanner_gateway.annotations.content import apply
from cellscanner_gateway.annotations.views import cell as as_json
from cellscanner_shared.formats import MOST_CELLS, Shape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Json = dict[str, Any]
IDS = [f"c{number}" for number in range(12)]
CLASSES = ["living", "dead", "other"]


class Model:
    """The rules once more, on dictionaries as they go over the wire."""

    def __init__(self) -> None:
        self.cells: dict[str, Json] = {}
        self.classes: dict[str, bool] = {"living": False}
        self.checked: list[list[float]] = []

    def run(self, op: Json) -> str | None:
        before = copy.deepcopy((self.cells, self.classes, self.checked))
        reason: str | None = getattr(self, f"do_{op['op'].replace('-', '_')}")(op)
        if reason:
            self.cells, self.classes, self.checked = before
        return reason

    def do_add(self, op: Json) -> str | None:
        unscored: Json = {"score": None, "class_score": None, "detector_class": None, "corrected": False}
        cell = {"id": op["id"], "box": op["box"], "class": op["class"], "origin": "added", **unscored}
        return self.do_restore({"cells": [{**cell, "changed": False, "shape": None}]})

    def do_restore(self, op: Json) -> str | None:
        for cell in op["cells"]:
            if cell["id"] in self.cells:
                return "exists"
            self.cells[cell["id"]] = dict(cell)
        return None if all(cell["class"] in self.classes for cell in op["cells"]) else "unknown-class"

    def do_move(self, op: Json) -> str | None:
        if op["id"] not in self.cells:
            return "gone"
        self.cells[op["id"]] |= {"box": op["box"], "changed": True, "shape": None}
        return None

    def do_delete(self, op: Json) -> str | None:
        for cell_id in dict.fromkeys(op["ids"]):
            if self.cells.pop(cell_id, None) is None:
                return "gone"
        return None

    def do_classify(self, op: Json) -> str | None:
        if any(cell_id not in self.cells for cell_id in op["ids"]):
            return "gone"
        for cell_id in op["ids"]:
            self.cells[cell_id] |= {"class": op["class"], "changed": True}
        return None if op["class"] in self.classes else "unknown-class"

    def do_check(self, op: Json) -> str | None:
        self.checked.append(op["region"])
        return "exists" if op["region"] in self.checked[:-1] else None

    def do_uncheck(self, op: Json) -> str | None:
        if op["region"] not in self.checked:
            return "gone"
        self.checked.remove(op["region"])
        return None

    def do_add_class(self, op: Json) -> str | None:
        known = op["name"] in self.classes
        self.classes[op["name"]] = op["target"]
        return "exists" if known else None


ids = st.sampled_from(IDS)
classes = st.sampled_from(CLASSES)
corners = st.floats(0, 100, allow_nan=False)
boxes = st.tuples(corners, corners, st.floats(0.5, 50), st.floats(0.5, 50)).map(
    lambda side: [side[0], side[1], side[0] + side[2], side[1] + side[3]]
)
regions = st.sampled_from([[0.0, 0.0, 10.0, 10.0], [5.0, 5.0, 20.0, 20.0], [0.0, 0.0, 100.0, 0.5]])
share = st.none() | st.floats(0, 1)
shapes = st.none() | st.just({"kind": "circle", "points": [[5.0, 5.0], [6.5, 5.0]]})
cells = st.fixed_dictionaries(
    {
        "id": ids,
        "box": boxes,
        "class": classes,
        "origin": st.sampled_from(["predicted", "added", "imported"]),
        "score": share,
        "class_score": share,
        "detector_class": st.none() | classes,
        "corrected": st.booleans(),
        "changed": st.booleans(),
        "shape": shapes,
    }
)
few_ids = st.lists(ids, min_size=1, max_size=4)
ops = st.one_of(
    st.fixed_dictionaries({"op": st.just("add"), "id": ids, "box": boxes, "class": classes}),
    st.fixed_dictionaries({"op": st.just("move"), "id": ids, "box": boxes}),
    st.fixed_dictionaries({"op": st.just("delete"), "ids": few_ids}),
    st.fixed_dictionaries({"op": st.just("classify"), "ids": few_ids, "class": classes}),
    st.fixed_dictionaries({"op": st.just("restore"), "cells": st.lists(cells, min_size=1, max_size=3)}),
    st.fixed_dictionaries({"op": st.sampled_from(["check", "uncheck"]), "region": regions}),
    st.fixed_dictionaries({"op": st.just("add-class"), "name": classes, "target": st.booleans()}),
)


def plain(content: Content) -> tuple[list[Json], dict[str, bool], list[list[float]]]:
    """What goes over the wire, with lists for tuples."""
    shown = [as_json(cell) for cell in content.cells.values()]
    for cell in shown:
        cell["box"] = list(cell["box"])
        if cell["shape"] is not None:
            cell["shape"] = cell["shape"] | {"points": [list(point) for point in cell["shape"]["points"]]}
    return shown, content.classes, [list(region) for region in content.checked]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(st.lists(ops, min_size=1, max_size=60), min_size=1, max_size=8))
def test_any_operations_do_what_a_plain_model_does(batches: list[list[Json]]) -> None:
    model, content = Model(), Content({"living": False})
    for batch in batches:
        skipped = [(index, reason) for index, op in enumerate(batch) if (reason := model.run(op))]
        before = plain(content)
        applied = apply(content, operations.load(operations.dump(operations.load(batch))))
        assert plain(content) == before
        assert [(one.index, one.reason) for one in applied.skipped] == skipped
        content = applied.content
        shown, kinds, checked = plain(content)
        assert {cell["id"]: cell for cell in shown} == model.cells
        assert (kinds, checked) == (model.classes, model.checked)
    assert plain(table.from_bytes(table.to_bytes(content))) == plain(content)


def random_op(rng: random.Random) -> Json:
    """Any operation on a hundred cells."""
    names = [f"c{number}" for number in range(100)]
    x, y = rng.uniform(0, 900), rng.uniform(0, 900)
    box = [x, y, x + rng.uniform(1, 50), y + rng.uniform(1, 50)]
    chosen = rng.sample(names, rng.choice([1, 1, 1, 2, 5]))
    kind = rng.choice(["add", "add", "move", "move", "delete", "classify", "restore", "check", "uncheck", "add-class"])
    class_name = rng.choice(CLASSES)
    cell = {"box": box, "class": class_name, "origin": "imported", "corrected": False, "changed": True, "shape": None}
    cell |= {"score": None, "class_score": 0.25, "detector_class": None}
    whole: Json = {
        "id": chosen[0],
        "ids": chosen,
        "box": box,
        "class": class_name,
        "cells": [{"id": name, **cell} for name in chosen],
        "region": [0.0, 0.0, 10.0 * rng.randint(1, 5), 10.0],
        "name": class_name,
        "target": True,
    }
    return {"op": kind} | {name: whole[name] for name in FIELDS[kind]}


FIELDS = {
    "add": ["id", "box", "class"],
    "move": ["id", "box"],
    "delete": ["ids"],
    "classify": ["ids", "class"],
    "restore": ["cells"],
    "check": ["region"],
    "uncheck": ["region"],
    "add-class": ["name", "target"],
}


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_thousand_random_operations_do_what_a_plain_model_does(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    model, content = Model(), Content({"living": False})
    reasons = set()
    for _ in range(100):
        batch = [random_op(rng) for _ in range(100)]
        skipped = [(index, reason) for index, op in enumerate(batch) if (reason := model.run(op))]
        applied = apply(content, operations.load(batch))
        assert [(one.index, one.reason) for one in applied.skipped] == skipped
        content = applied.content
        reasons |= {reason for _, reason in skipped}
        assert {cell["id"]: cell for cell in plain(content)[0]} == model.cells
    assert reasons == {"gone", "exists", "unknown-class"}
    assert len(content.cells) > 10


def test_a_picture_that_is_full_takes_no_more() -> None:
    full = {str(number): Cell(str(number), (0, 0, 1, 1), "living") for number in range(MOST_CELLS)}
    content = Content({"living": False}, full)
    (skipped,) = apply(
        content, operations.load([{"op": "add", "id": "a", "box": [0, 0, 1, 1], "class": "living"}])
    ).skipped
    assert skipped.reason == "full"


def test_a_moved_cell_has_no_outline_any_more() -> None:
    cell = Cell("a", (0, 0, 2, 2), "living", shape=Shape("circle", ((1, 1), (2, 1))))
    moved = apply(
        Content({"living": False}, {"a": cell}), operations.load([{"op": "move", "id": "a", "box": [0, 0, 3, 3]}])
    )
    assert moved.content.cells["a"].shape is None
    assert difference(Content({}, {"a": cell}), moved.content).as_json() == {
        "added": 0,
        "moved": 1,
        "deleted": 0,
        "reclassified": 0,
    }
