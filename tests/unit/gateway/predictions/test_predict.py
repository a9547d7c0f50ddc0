"""POST /predict: one picture, answered at once."""

from pathlib import Path

import httpx
import numpy as np
import pytest
from PIL import Image
from support.gateway import Caller
from support.recognition import draw_blocks


async def test_a_picture_is_answered_at_once(alice: Caller, tmp_path: Path) -> None:
    picture = draw_blocks(tmp_path / "cells.png", living=1, dead=1)

    answer = await alice.http.post(
        "/api/v1/predict",
        files={"file": ("cells.png", picture.read_bytes())},
        data={"model": "base/tiny@1", "confidence": "0.6"},
    )

    assert answer.status_code == 200
    body = answer.json()
    assert body["model"] == "base/tiny@1"
    assert body["confidence"] == 0.6
    assert body["image"] == {"filename": "cells.png", "width": 256, "height": 256, "micrometers_per_pixel": None}
    assert body["counts"] == {"living": 1, "dead": 1}
    assert [warning["code"] for warning in body["warnings"]] == ["no-scale"]
    assert sorted(body["cells"], key=lambda cell: cell["box"])[0] == {
        "box": [2.0, 2.0, 22.0, 22.0],
        "score": 1.0,
        "class": "living",
        "class_score": pytest.approx(0.6707, abs=1e-4),
        "detector_class": "living",
        "corrected": False,
    }


async def test_a_stated_scale_counts(alice: Caller, tmp_path: Path) -> None:
    picture = draw_blocks(tmp_path / "cells.png", living=1, dead=0)

    answer = await alice.http.post(
        "/api/v1/predict",
        files={"file": ("cells.png", picture.read_bytes())},
        data={"model": "base/single@1", "micrometers_per_pixel": "0.5"},
    )

    assert answer.json()["magnification"] == {"micrometers_per_pixel": 0.5, "source": "user", "resampled_by": 1.0}
    assert answer.json()["cells"][0]["class_score"] is None


async def test_a_picture_above_25_megapixels_becomes_a_job(alice: Caller, tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.fromarray(np.zeros((5001, 5000), np.uint8)).save(path)
    files = {"file": ("large.png", path.read_bytes())}
    key = {"Idempotency-Key": "large"}

    answer = await alice.http.post("/api/v1/predict", files=files, data={"model": "base/tiny@1"}, headers=key)
    again = await alice.http.post("/api/v1/predict", files=files, data={"model": "base/tiny@1"}, headers=key)

    assert answer.status_code == 202
    assert answer.headers["location"] == f"/api/v1/jobs/{answer.json()['id']}"
    assert answer.json()["progress"]["total"] == 1
    assert again.json()["id"] == answer.json()["id"]
    (image,) = (await alice.http.get("/api/v1/images")).json()["items"]
    assert (image["filename"], image["width"], image["height"]) == ("large.png", 5000, 5001)


@pytest.mark.parametrize(
    ("content", "data", "status", "slug"),
    [
        (b"", {}, 422, "picture-empty"),
        (b"hello", {}, 422, "picture-not-a-picture"),
        (b"\x89PNG\r\n\x1a\nxx", {}, 422, "picture-truncated"),
        (None, {"confidence": "2"}, 422, "invalid-request"),
        (None, {"surprise": "1"}, 422, "invalid-request"),
        (None, {"model": "base/nothing@1"}, 404, "not-found"),
    ],
)
async def test_what_is_refused(
    alice: Caller, tmp_path: Path, content: bytes | None, data: dict[str, str], status: int, slug: str
) -> None:
    body = draw_blocks(tmp_path / "x.png", 1, 0).read_bytes() if content is None else content

    answer = await alice.http.post(
        "/api/v1/predict", files={"file": ("x.png", body)}, data={"model": "base/tiny@1"} | data
    )

    assert (answer.status_code, answer.json()["type"]) == (status, f"/docs/errors/{slug}")


async def test_exactly_one_file(alice: Caller, tmp_path: Path) -> None:
    body = draw_blocks(tmp_path / "x.png", 1, 0).read_bytes()

    none = await alice.http.post("/api/v1/predict", files={"other": ("x.png", body)})
    two = await alice.http.post("/api/v1/predict", files=[("file", ("a.png", body)), ("file", ("b.png", body))])

    assert (none.status_code, two.status_code) == (422, 400)


async def test_nobody_predicts_without_a_key(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.post("/api/v1/predict", files={"file": ("x.png", b"x")})

    assert answer.status_code == 401
