"""Packages that users send, and versions that they remove: detector and classifier behind the application are real."""

import io
import json
import zipfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import onnx
import pytest
from cellscanner_gateway.models.builtin import register_builtin
from cellscanner_gateway.objects.sweeper import sweep
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_shared.packages import write_checksums
from cellscanner_shared.store import ObjectStore, StoreSettings
from fastapi import FastAPI
from sqlalchemy import text
from support import pictures
from support.gateway import Caller, running_app
from support.recognition import RecognitionUrls, recognition
from tiny_models import classifier_graph, write_package

VERSIONS = "/api/v1/models/alice/tiny/versions"
CHAMPION = "/api/v1/models/alice/tiny/aliases/champion"


@pytest.fixture
def urls(
    settings: GatewaySettings, store_settings: StoreSettings, object_store: ObjectStore, tmp_path: Path
) -> Iterator[RecognitionUrls]:
    with recognition(store_settings, settings.service_token.get_secret_value(), tmp_path / "services") as urls:
        yield urls


@pytest.fixture
async def app(
    settings: GatewaySettings, store_settings: StoreSettings, urls: RecognitionUrls
) -> AsyncIterator[FastAPI]:
    with_urls = settings.model_copy(update={"detector_url": urls.detector, "classifier_url": urls.classifier})
    async with running_app(with_urls, store_settings) as app:
        yield app


def zipped(folder: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in folder.iterdir():
            archive.write(path, path.name)
    return buffer.getvalue()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write_package(tmp_path / "package")
    return tmp_path / "package"


async def send(caller: Caller, body: bytes, **fields: str) -> httpx.Response:
    return await caller.http.post("/api/v1/models", files=[("package", ("p.zip", body))], data=fields)


def slug(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, str(answer.json()["type"]).rsplit("/", 1)[-1]


async def test_a_package_becomes_the_next_version_of_ones_own_model(alice: Caller, package: Path) -> None:
    first, second = await send(alice, zipped(package)), await send(alice, zipped(package))

    assert first.status_code == 201, first.text
    version: dict[str, Any] = first.json()
    assert (version["owner"], version["name"], version["version"]) == ("alice", "tiny", 1)
    assert version["parent"] == "base/tiny@1"
    assert first.headers["location"] == f"{VERSIONS}/1"
    assert second.json()["version"] == 2
    model = (await alice.http.get("/api/v1/models/alice/tiny")).json()
    assert model["aliases"] == {"champion": 1}


async def test_it_predicts_under_the_name_that_was_given(alice: Caller, package: Path) -> None:
    await send(alice, zipped(package), name="theirs")

    body = {"model": "alice/theirs@champion"}
    files = [("file", ("a.png", pictures.encode(np.full((64, 64, 3), 200, np.uint8), "PNG")))]
    answer = await alice.http.post("/api/v1/predict", files=files, data=body)

    assert answer.status_code == 200, answer.text
    assert answer.json()["model"] == "alice/theirs@1"


async def test_what_was_downloaded_can_be_sent_again(alice: Caller, bob: Caller, package: Path) -> None:
    await send(alice, zipped(package))
    download = (await alice.http.get(f"{VERSIONS}/1/download")).content

    answer = await send(bob, download)

    assert (answer.json()["owner"], answer.json()["parent"]) == ("bob", "alice/tiny@1")
    assert (await alice.http.get("/api/v1/models/bob/tiny")).status_code == 404


def replace_graph(folder: Path, graph: onnx.ModelProto, file: str = "classifier.onnx") -> None:
    (folder / file).write_bytes(graph.SerializeToString())
    write_checksums(folder)


async def test_a_network_that_does_not_run_is_not_kept(alice: Caller, package: Path, resources: Resources) -> None:
    (package / "detector.onnx").write_bytes(b"not a network")
    write_checksums(package)

    answer = await send(alice, zipped(package))
    await sweep(resources)

    assert slug(answer) == (422, "package-unusable")
    assert "does not run" in answer.json()["detail"]
    assert resources.store.list("models/alice/") == []
    assert (await alice.http.get("/api/v1/models")).json()["items"] == []


async def test_a_network_of_other_classes_than_it_says_is_not_kept(alice: Caller, package: Path) -> None:
    manifest = json.loads((package / "model.json").read_text())
    manifest["classes"].append({"name": "third", "target": False})
    manifest["classifier"]["classes"].append("third")
    (package / "model.json").write_text(json.dumps(manifest))
    write_checksums(package)

    assert slug(await send(alice, zipped(package))) == (422, "package-unusable")


@pytest.mark.parametrize("place", ["absolute", "relative"])
async def test_a_network_cannot_read_files_of_the_server(
    alice: Caller, package: Path, tmp_path: Path, place: str
) -> None:
    """Its weights are to come from a file outside the package: of the right size, so that only the place is wrong."""
    secret = tmp_path / "secret.bin"
    secret.write_bytes(bytes(4096))
    graph = classifier_graph("classifier")
    (weight,) = [tensor for tensor in graph.graph.initializer if tensor.name == "weight"]
    for entry in weight.external_data:
        if entry.key == "location":
            # A service keeps a package in services/classifier/alice/tiny/1-….
            entry.value = str(secret) if place == "absolute" else "../../../../../secret.bin"
    replace_graph(package, graph)

    assert slug(await send(alice, zipped(package))) == (422, "package-unusable")


@pytest.mark.parametrize("name", ["No Good", "../x", "a/b"])
async def test_a_name_that_cannot_be_one_is_refused(alice: Caller, package: Path, name: str) -> None:
    assert slug(await send(alice, zipped(package), name=name)) == (422, "invalid-request")


async def test_without_a_file_nothing_happens(alice: Caller) -> None:
    answer = await alice.http.post("/api/v1/models", files={"name": (None, "x")})

    assert slug(answer) == (422, "invalid-request")


async def test_a_version_goes_with_its_files_and_its_number_never_comes_back(
    alice: Caller, package: Path, resources: Resources
) -> None:
    for _ in range(2):
        await send(alice, zipped(package))

    assert (await alice.http.delete(f"{VERSIONS}/2")).status_code == 204
    await sweep(resources)

    assert resources.store.list("models/alice/tiny/2/") == []
    assert (await alice.http.get(f"{VERSIONS}/2")).status_code == 404
    assert (await alice.http.delete(f"{VERSIONS}/2")).status_code == 404
    assert (await send(alice, zipped(package))).json()["version"] == 3


async def test_a_version_in_use_stays(alice: Caller, package: Path, resources: Resources) -> None:
    for _ in range(2):
        await send(alice, zipped(package))
    files = [("files", ("a.png", pictures.png()))]
    image = (await alice.http.post("/api/v1/images", files=files)).json()["items"][0]["image"]["id"]
    body = {"image_ids": [image], "model": "alice/tiny@2"}
    job = (await alice.http.post("/api/v1/predictions", json=body)).json()["id"]

    champion, predicting = [await alice.http.delete(f"{VERSIONS}/{number}") for number in (1, 2)]
    await alice.http.post(f"/api/v1/jobs/{job}/cancel")
    gone = await alice.http.delete(f"{VERSIONS}/2")

    assert slug(champion) == slug(predicting) == (409, "version-in-use")
    assert champion.json()["aliases"] == ["champion"]
    assert gone.status_code == 204
    async with resources.database.transaction() as session:
        row = (await session.execute(text("select model, model_version_id from predictions"))).one()
    assert tuple(row) == ("alice/tiny@2", None)
    prediction = (await alice.http.get("/api/v1/predictions")).json()["items"][0]
    assert prediction["model"] == "alice/tiny@2"


async def test_a_version_of_another_user_and_a_built_in_one_stay(
    alice: Caller, bob: Caller, admin: Caller, package: Path, resources: Resources, tmp_path: Path
) -> None:
    await send(alice, zipped(package))
    await alice.http.delete(CHAMPION)
    (tmp_path / "models" / "base" / "tiny").mkdir(parents=True)
    write_package(tmp_path / "models" / "base" / "tiny" / "1")
    await register_builtin(resources.database, resources.store, tmp_path / "models")

    assert (await bob.http.delete(f"{VERSIONS}/1")).status_code == 404
    for caller in (bob, admin):
        assert (await caller.http.delete("/api/v1/models/base/tiny/versions/1")).status_code == 403
    assert (await alice.http.delete(f"{VERSIONS}/1")).status_code == 204


async def test_without_a_key_nothing_is_taken(anonymous: httpx.AsyncClient, package: Path) -> None:
    answer = await anonymous.post("/api/v1/models", files=[("package", ("p.zip", zipped(package)))])

    assert answer.status_code == 401
