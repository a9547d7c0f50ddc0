"""From a file on a disk to counts, through HTTP alone, with the shipped models and every process real."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from cellscanner_local.private import Secrets
from cellscanner_local.programs import InnerPorts
from cellscanner_shared.store import ObjectStore, StoreSettings
from support import api
from support.suite import PATIENCE_S, RunningSuite, client_of

MODELS = {"base/he-cells": ["cell"], "base/living-dead": ["living", "dead"], "base/blood": ["RBC", "WBC", "Platelets"]}


def test_readiness_names_every_part_and_what_computes(suite: RunningSuite) -> None:
    body = suite.await_ready()
    assert body["state"] == "ready"
    assert body["parts"].keys() == {"database", "store", "detector", "classifier", "worker", *MODELS}
    for name in ("detector", "classifier", *MODELS):
        assert body["parts"][name]["provider"] in {"CPUExecutionProvider", "CUDAExecutionProvider"}, name


def test_the_three_models_are_there_with_their_classes(client: httpx.Client) -> None:
    found = {f"{one['owner']}/{one['name']}": one for one in client.get("/models").json()["items"]}
    assert found.keys() >= MODELS.keys()
    for name, classes in MODELS.items():
        assert sorted(one["name"] for one in found[name]["classes"]) == sorted(classes)
        assert found[name]["aliases"]["champion"] >= 1
        assert found[name]["licence"]["id"]


@pytest.mark.parametrize("model", MODELS)
def test_a_job_and_predict_count_the_same_cells(
    client: httpx.Client, tissue: list[Path], brightfield: list[Path], data_dir: Path, model: str
) -> None:
    picture = {
        "base/he-cells": tissue[0],
        "base/living-dead": brightfield[0],
        "base/blood": min((data_dir / "blood").rglob("*.jp*g")),
    }[model]
    image = api.upload(client, [picture], api.new_project(client, f"counts of {model}"))[0]
    ended = api.await_end(client, api.predict(client, [image], f"{model}@champion"))
    prediction = api.prediction(client, ended)
    found = api.cells(client, prediction["id"], image)
    at_once = client.post(
        "/predict",
        files={"file": (picture.name, picture.read_bytes())},
        data={"model": f"{model}@champion", "confidence": "0.5"},
    ).json()

    assert prediction["model"] == at_once["model"]
    assert prediction["model"].startswith(f"{model}@")
    assert (prediction["confidence"], prediction["images"][0]["state"]) == (0.5, "succeeded")
    assert prediction["counts"].keys() == set(MODELS[model]), "classes without a cell are there too, with 0"
    counted = Counter(cell["class"] for cell in found)
    assert prediction["counts"] == {name: counted[name] for name in MODELS[model]}
    assert prediction["images"][0]["counts"] == prediction["counts"] == at_once["counts"]
    assert [cell["box"] for cell in at_once["cells"]] == [cell["box"] for cell in found]
    assert len(found) > 0
    assert all(cell["score"] >= 0.5 for cell in found)
    assert all(cell["corrected"] == (cell["class"] != cell["detector_class"]) for cell in found)


def test_a_bad_file_does_not_spoil_the_others(client: httpx.Client, brightfield: list[Path]) -> None:
    project = api.new_project(client, "one bad file")
    files = [
        ("files", ("good.png", brightfield[0].read_bytes())),
        ("files", ("text.png", b"this is no picture")),
        ("files", ("cut.png", brightfield[1].read_bytes()[:200])),
    ]
    answer = client.post("/images", files=files, data={"project": project})
    assert answer.status_code == 201
    good, text, cut = answer.json()["items"]
    assert (good["filename"], "image" in good) == ("good.png", True)
    for bad in (text, cut):
        assert bad["problem"]["type"].startswith("/docs/errors/")
        assert bad["problem"]["detail"]
    assert [one["id"] for one in client.get("/images", params={"project": project}).json()["items"]] == [
        good["image"]["id"]
    ]


def test_what_is_anothers_is_not_there(suite: RunningSuite, client: httpx.Client, brightfield: list[Path]) -> None:
    project = api.new_project(client, "mine")
    image = api.upload(client, brightfield[:1], project)[0]
    job = api.predict(client, [image], "base/living-dead@champion")
    prediction = api.prediction(client, api.await_end(client, job))["id"]
    with _another_user(suite, client) as stranger:
        for path in (
            f"/projects/{project}",
            f"/images/{image}",
            f"/images/{image}/content",
            f"/images/{image}/thumbnail",
            f"/images/{image}/dzi.dzi",
            f"/jobs/{job}",
            f"/jobs/{job}/events",
            f"/predictions/{prediction}",
            f"/predictions/{prediction}/images/{image}/cells",
            f"/predictions/{prediction}/images/{image}/overlay.png",
        ):
            assert stranger.get(path).status_code == 404, path
        for path in (f"/images/{image}", f"/projects/{project}", f"/predictions/{prediction}"):
            assert stranger.delete(path).status_code == 404, path
        assert stranger.post(f"/jobs/{job}/cancel").status_code == 404
        assert stranger.post("/predictions", json={"image_ids": [image]}).status_code == 404
        assert stranger.get("/images", params={"project": project}).json().get("items", []) == []
    assert client.get(f"/images/{image}").status_code == 200


@contextmanager
def _another_user(suite: RunningSuite, admin: httpx.Client) -> Iterator[httpx.Client]:
    person = {"username": "stranger", "password": "a-long-enough-password-8"}
    assert admin.post("/users", json=person).status_code == 201
    page = {"Origin": suite.url}
    with client_of(str(admin.base_url), page) as stranger:
        assert stranger.post("/sessions", json=person).status_code == 201
        yield stranger


def test_without_a_good_key_there_is_nothing(suite: RunningSuite, client: httpx.Client) -> None:
    made = client.post("/keys", json={"name": "soon revoked"}).json()

    def status(key: str | None) -> int:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.get(f"{suite.url}/api/v1/models", headers=headers, timeout=PATIENCE_S, trust_env=False).status_code

    assert status(made["key"]) == 200
    assert client.delete(f"/keys/{made['id']}").status_code == 204
    assert (status(made["key"]), status("not-a-key"), status(None)) == (401, 401, 401)


def test_a_package_with_one_flipped_bit_is_refused(
    suite: RunningSuite, client: httpx.Client, brightfield: list[Path]
) -> None:
    """In the store, where somebody may have reached it, and not yet in the detector's memory or on its disk."""
    project = api.new_project(client, "flipped")
    image = api.upload(client, brightfield[:1], project)[0]
    store = _store(suite)
    name = "models/base/living-dead/1/detector.safetensors"
    whole = store.get_bytes(name)
    store.put_bytes(name, whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:])
    try:
        _forget_models(suite)
        ended = api.await_end(client, api.predict(client, [image], "base/living-dead@1"))
        assert ended["state"] == "failed"
        assert ended["problem"]["cause"] == "package-refused"
        assert "detector.safetensors" in ended["problem"]["detail"]
    finally:
        store.put_bytes(name, whole)
    _forget_models(suite)
    again = api.await_end(client, api.predict(client, [image], "base/living-dead@1"))
    assert again["state"] == "succeeded"


def _forget_models(suite: RunningSuite) -> None:
    """Start the detector anew without the copies of packages that it keeps."""
    with suite.away("services"):
        for file in sorted((suite.data.cache / "detector").rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()


def _store(suite: RunningSuite) -> ObjectStore:
    secrets = Secrets.load(suite.data.secrets)
    ports = InnerPorts.model_validate_json((suite.data.run / "ports.json").read_text())
    return ObjectStore(
        StoreSettings(
            endpoint=f"127.0.0.1:{ports.store.s3}",
            access_key=secrets.store_access_key,
            secret_key=secrets.store_secret_key,
        )
    )
