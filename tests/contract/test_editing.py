"""The page and the service do the same with the same operations: 10,000 random steps of two pages, done again here.

`npm test` holds the pages against a model of the service; here the service itself does what that model was sent.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cellscanner_gateway.annotations import operations, views
from cellscanner_gateway.annotations.cells import Content
from cellscanner_gateway.annotations.content import apply

Json = dict[str, Any]
FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
EDITING = "src/annotations/randomEditing.test.ts"
SEEDS = ["1", "2", "3", "4"]


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Json]:
    """What two pages did, a seed: what they began with, every batch that was sent, and what they show in the end."""
    folder = tmp_path_factory.mktemp("edits")
    environment = {**os.environ, "CELLSCANNER_TEST_EDITS": str(folder)}
    command = ["node_modules/.bin/vitest", "run", EDITING]
    ran = subprocess.run(command, cwd=FRONTEND, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return {path.stem: json.loads(path.read_text()) for path in folder.iterdir()}


def _content(start: Json) -> Content:
    restore = operations.load([{"op": "restore", "cells": start["cells"]}])
    empty = Content({one["name"]: one["target"] for one in start["classes"]})
    return apply(empty, restore).content


def _shown(content: Content) -> Json:
    """As JSON, in the order of the ids: pages that delete and restore keep no other."""
    return {
        "classes": [{"name": name, "target": target} for name, target in content.classes.items()],
        "cells": _by_id(json.loads(json.dumps([views.cell(cell) for cell in content.cells.values()]))),
        "checked": json.loads(json.dumps(content.checked)),
    }


def _by_id(cells: list[Json]) -> list[Json]:
    return sorted(cells, key=lambda cell: str(cell["id"]))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_service_has_in_the_end_what_both_pages_show(edited: dict[str, Json], seed: str) -> None:
    done = edited[seed]
    content = _content(done["start"])
    operated = skipped = 0
    for revision in done["log"]:
        applied = apply(content, operations.load(revision["operations"]))
        assert len(applied.skipped) == revision["skipped"], revision
        operated += len(revision["operations"])
        skipped += revision["skipped"]
        content = applied.content
    assert operated > 1000
    assert skipped > 10
    shown = _shown(content)
    assert len(shown["cells"]) > 10
    for page in done["pages"]:
        assert {**page, "cells": _by_id(page["cells"])} == shown
