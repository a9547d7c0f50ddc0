"""The registry: packages in, versions and aliases out, nothing altered let through."""

import asyncio
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cellscanner_gateway.models.archive import read_sums, stream_zip
from cellscanner_gateway.models.builtin import register_builtin
from cellscanner_gateway.models.names import ModelName
from cellscanner_gateway.resources import Resources
from cellscanner_shared.errors import PackageRefused
from cellscanner_shared.packages import ModelRef, package_digest, write_checksums
from cellscanner_shared.packages.errors import InvalidModelReference, PackageConflict
from support.gateway import Caller
from tiny_models import write_package


def package(root: Path, name: str = "tiny", version: int = 1, **fields: Any) -> Path:
    folder = root / "base" / name / str(version)
    folder.parent.mkdir(parents=True, exist_ok=True)
    write_package(folder, name=name, version=version, **fields)
    return folder


async def register(resources: Resources, root: Path) -> list[str]:
    return await register_builtin(resources.database, resources.store, root)


async def test_registering_twice_changes_nothing(resources: Resources, alice: Caller, tmp_path: Path) -> None:
    package(tmp_path / "m")

    assert await register(resources, tmp_path / "m") == ["base/tiny@1"]
    before = (await alice.http.get("/api/v1/models/base/tiny/versions/1")).json()
    assert await register(resources, tmp_path / "m") == ["base/tiny@1"]
    assert (await alice.http.get("/api/v1/models/base/tiny/versions/1")).json() == before


async def test_the_list_shows_the_newest_version(resources: Resources, alice: Caller, tmp_path: Path) -> None:
    package(tmp_path / "m")
    package(tmp_path / "m", version=2, second_stage=None)
    await register(resources, tmp_path / "m")

    (model,) = (await alice.http.get("/api/v1/models")).json()["items"]

    assert model == {
        "owner": "base",
        "name": "tiny",
        "title": {"en": "Tiny", "zh": "小"},
        "classes": [{"name": "living", "target": False}, {"name": "dead", "target": True}],
        "stages": 1,
        "latest_version": 2,
        "aliases": {"champion": 2},
        "licence": {"id": "MIT", "conditions": "none"},
    }


async def champion(caller: Caller) -> int:
    return int((await caller.http.get("/api/v1/models/base/tiny")).json()["aliases"]["champion"])


async def test_a_newer_version_leads_unless_an_administrator_chose(
    resources: Resources, alice: Caller, admin: Caller, tmp_path: Path
) -> None:
    package(tmp_path / "m")
    await register(resources, tmp_path / "m")
    package(tmp_path / "m", version=9)
    package(tmp_path / "m", version=10)
    await register(resources, tmp_path / "m")
    assert await champion(alice) == 10

    await admin.http.put("/api/v1/models/base/tiny/aliases/champion", json={"version": 9})
    package(tmp_path / "m", version=11)
    package(tmp_path / "m", version=5)
    await register(resources, tmp_path / "m")
    assert await champion(alice) == 9


async def test_what_a_version_shares_with_another_is_a_link_and_stored_whole(
    resources: Resources, alice: Caller, tmp_path: Path
) -> None:
    first, second = package(tmp_path / "m"), package(tmp_path / "m", version=2)
    names = ("detector.onnx", "classifier.onnx", "classifier.safetensors")
    for name in names:
        (second / name).unlink()
        (second / name).symlink_to(Path("..") / "1" / name)
    write_checksums(second)
    await register(resources, tmp_path / "m")

    answer = await alice.http.get("/api/v1/models/base/tiny/versions/2/download")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {name: archive.read(name) for name in names} == {name: (first / name).read_bytes() for name in names}


async def test_two_starts_at_once_register_once(resources: Resources, alice: Caller, tmp_path: Path) -> None:
    package(tmp_path / "m")

    await asyncio.gather(register(resources, tmp_path / "m"), register(resources, tmp_path / "m"))

    assert len((await alice.http.get("/api/v1/models/base/tiny")).json()["versions"]) == 1


async def test_a_version_never_changes(resources: Resources, tmp_path: Path) -> None:
    package(tmp_path / "first")
    package(tmp_path / "second", confidence=0.4)
    await register(resources, tmp_path / "first")

    with pytest.raises(PackageConflict, match="raise its version"):
        await register(resources, tmp_path / "second")


async def test_a_damaged_package_is_not_registered(resources: Resources, alice: Caller, tmp_path: Path) -> None:
    folder = package(tmp_path / "m")
    network = bytearray((folder / "detector.onnx").read_bytes())
    network[100] ^= 1
    (folder / "detector.onnx").write_bytes(network)

    with pytest.raises(PackageRefused, match=r"detector\.onnx"):
        await register(resources, tmp_path / "m")
    assert (await alice.http.get("/api/v1/models")).json()["items"] == []


async def test_an_unknown_model_is_told_what_there_is(resources: Resources, alice: Caller, tmp_path: Path) -> None:
    package(tmp_path / "m")
    await register(resources, tmp_path / "m")

    answer = await alice.http.get("/api/v1/models/base/other")

    assert answer.status_code == 404
    assert answer.json()["models"] == ["base/tiny@champion"]
    assert (await alice.http.get("/api/v1/models/base/tiny/versions/9")).json()["versions"] == [1]


async def test_only_an_administrator_moves_an_alias_of_a_built_in_model(
    resources: Resources, alice: Caller, admin: Caller, tmp_path: Path
) -> None:
    package(tmp_path / "m")
    package(tmp_path / "m", version=2)
    await register(resources, tmp_path / "m")
    path = "/api/v1/models/base/tiny/aliases/champion"

    assert (await alice.http.put(path, json={"version": 1})).status_code == 403
    assert (await alice.http.delete(path)).status_code == 403
    assert (await admin.http.put(path, json={"version": 1})).json()["aliases"] == {"champion": 1}
    assert (await admin.http.put(path, json={"version": 3})).status_code == 404
    assert (await admin.http.delete(path)).status_code == 204
    assert (await admin.http.delete(path)).status_code == 404


async def test_the_download_is_the_package(resources: Resources, alice: Caller, tmp_path: Path) -> None:
    folder = package(tmp_path / "m")
    await register(resources, tmp_path / "m")

    answer = await alice.http.get("/api/v1/models/base/tiny/versions/1/download")

    assert answer.headers["content-disposition"] == 'attachment; filename="base-tiny-1.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        unpacked = {name: archive.read(name) for name in archive.namelist()}
    assert unpacked == {path.name: path.read_bytes() for path in folder.iterdir()}


async def test_a_flipped_bit_in_the_store_breaks_the_download_off(resources: Resources, tmp_path: Path) -> None:
    folder = package(tmp_path / "m")
    await register(resources, tmp_path / "m")
    network = bytearray((folder / "detector.onnx").read_bytes())
    network[100] ^= 1
    resources.store.put_bytes("models/base/tiny/1/detector.onnx", bytes(network))
    ref, digest = ModelRef("base", "tiny", 1), package_digest(folder)
    stream = stream_zip(resources.store, ref, digest, read_sums(resources.store, ref, digest))

    with pytest.raises(PackageRefused, match=r"detector\.onnx"):
        b"".join(stream)


async def test_a_replaced_list_of_checksums_is_refused_before_the_first_byte(
    resources: Resources, alice: Caller, tmp_path: Path
) -> None:
    package(tmp_path / "m")
    await register(resources, tmp_path / "m")
    resources.store.put_bytes("models/base/tiny/1/SHA256SUMS", hashlib.sha256(b"x").hexdigest().encode() + b"  x\n")

    answer = await alice.http.get("/api/v1/models/base/tiny/versions/1/download")

    assert (answer.status_code, answer.json()["type"]) == (502, "/docs/errors/package-refused")


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("base/he-cells@1", ("base", "he-cells", 1, None)),
        ("base/he-cells@champion", ("base", "he-cells", None, "champion")),
        ("a.b_c/x@12", ("a.b_c", "x", 12, None)),
    ],
)
def test_names(text: str, parsed: tuple[str, str, int | None, str | None]) -> None:
    name = ModelName.parse(text)

    assert (name.owner, name.name, name.version, name.alias) == parsed


@pytest.mark.parametrize(
    "text", ["", "he-cells", "base/he-cells", "base/he-cells@0", "base/he-cells@", "a/b@C", "a/b/c@1"]
)
def test_malformed_names(text: str) -> None:
    with pytest.raises(InvalidModelReference):
        ModelName.parse(text)
