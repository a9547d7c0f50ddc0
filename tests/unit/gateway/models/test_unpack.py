"""An uploaded zip is hostile until it is proved to be a package."""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cellscanner_gateway.models.errors import PackageUnusable
from cellscanner_gateway.models.unpack import rename, unpack
from cellscanner_shared.packages import ModelRef, verify_package, write_checksums
from support.label_zips import claims_a_gigabyte
from tiny_models import write_package

Files = dict[str, bytes]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A good package, file by file."""
    folder = tmp_path / "good"
    write_package(folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def pack(path: Path, files: Files, compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return path


def sealed(tmp_path: Path, files: Files) -> Files:
    """The files with checksums that fit, so that it is not these that refuse."""
    folder = tmp_path / "sealed"
    folder.mkdir()
    for name, body in files.items():
        (folder / name).write_bytes(body)
    write_checksums(folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_good_package_is_taken_and_renamed(tmp_path: Path, files: Files) -> None:
    manifest = unpack(pack(tmp_path / "a.zip", files), tmp_path / "package")
    renamed = rename(tmp_path / "package", manifest, ModelRef("ada", "mine", 4))

    assert str(manifest.ref) == "base/tiny@1"
    assert (str(renamed.ref), renamed.parent) == ("ada/mine@4", "base/tiny@1")
    assert verify_package(tmp_path / "package") == renamed


def test_ones_own_package_keeps_its_parent(tmp_path: Path, files: Files) -> None:
    manifest = unpack(pack(tmp_path / "a.zip", files), tmp_path / "package")

    assert rename(tmp_path / "package", manifest, ModelRef("base", "tiny", 2)).parent is None


@pytest.mark.parametrize(
    "name", ["../evil.json", "/etc/evil.json", "a/b.json", ".hidden.json", "run.py", "model.pt", "x.pkl"]
)
def test_a_file_that_does_not_belong_is_refused(tmp_path: Path, files: Files, name: str) -> None:
    with pytest.raises(PackageUnusable, match="does not belong"):
        unpack(pack(tmp_path / "a.zip", files | {name: b"{}"}), tmp_path / "package")
    assert list((tmp_path / "package").iterdir()) == []


def test_a_link_is_never_made(tmp_path: Path, files: Files) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not yours")
    entry = zipfile.ZipInfo("notes.txt")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(pack(tmp_path / "a.zip", files), "a") as archive:
        archive.writestr(entry, str(secret))

    with pytest.raises(PackageUnusable, match=r"notes\.txt is not listed"):
        unpack(tmp_path / "a.zip", tmp_path / "package")
    written = tmp_path / "package" / "notes.txt"
    assert (written.is_symlink(), written.read_text()) == (False, str(secret))


def pickled(files: Files) -> Files:
    return files | {"classifier.safetensors": b"\x80\x04cos\nsystem\n(S'true'\ntR."}


def endless_header(files: Files) -> Files:
    return files | {"classifier.safetensors": struct.pack("<Q", 2**62) + b"{}"}


def cut_short(files: Files) -> Files:
    return files | {"classifier.safetensors": files["classifier.safetensors"][:-2]}


def with_payload(files: Files) -> Files:
    return files | {"classifier.safetensors": files["classifier.safetensors"] + b"payload"}


def not_json(files: Files) -> Files:
    return files | {"metrics.json": b"{"}


def infinite(files: Files) -> Files:
    return files | {"metrics.json": b'{"f1": 1e999}'}


def nul(files: Files) -> Files:
    return files | {"metrics.json": b'{"f1": "\\u0000"}'}


def lone_surrogate(files: Files) -> Files:
    return files | {"metrics.json": b'{"f1": "\\ud800"}'}


def deep(files: Files) -> Files:
    return files | {"metrics.json": b'{"a":' * 100_000}


def latin_card(files: Files) -> Files:
    return files | {"MODEL_CARD.md": b"caf\xe9"}


def second_network(files: Files) -> Files:
    return files | {"extra.onnx": b"\0"}


def other_schema(files: Files) -> Files:
    return files | {"model.json": json.dumps(json.loads(files["model.json"]) | {"schema": 9}).encode()}


def no_network(files: Files) -> Files:
    return {name: body for name, body in files.items() if name != "detector.onnx"}


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (pickled, "not a safetensors file"),
        (endless_header, "not a safetensors file"),
        (cut_short, "cut short"),
        (with_payload, "holds more"),
        (not_json, "not JSON"),
        (infinite, "not JSON"),
        (nul, "plain values"),
        (lone_surrogate, "not JSON"),
        (deep, "not JSON"),
        (latin_card, "UTF-8"),
        (second_network, "does not name extra"),
        (other_schema, "does not follow its schema"),
        (no_network, r"detector\.onnx is named"),
    ],
)
def test_a_spoilt_package_is_refused_in_words(
    tmp_path: Path, files: Files, spoil: Callable[[Files], Files], words: str
) -> None:
    archive = pack(tmp_path / "a.zip", sealed(tmp_path, spoil(files)))

    with pytest.raises(PackageUnusable, match=words):
        unpack(archive, tmp_path / "package")


def test_a_changed_file_is_refused(tmp_path: Path, files: Files) -> None:
    with pytest.raises(PackageUnusable, match=r"detector\.onnx differs"):
        unpack(pack(tmp_path / "a.zip", files | {"detector.onnx": b"\0"}), tmp_path / "package")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, files: Files) -> None:
    bomb = pack(tmp_path / "a.zip", files | {"bomb.json": b" " * 50_000_000}, zipfile.ZIP_DEFLATED)

    with pytest.raises(PackageUnusable, match="unpacks to more"):
        unpack(bomb, tmp_path / "package")


def test_a_list_of_files_that_is_too_long_is_not_even_read(tmp_path: Path, files: Files) -> None:
    archive = pack(tmp_path / "a.zip", files)
    claims_a_gigabyte(archive)
    with pytest.raises(PackageUnusable, match="lists too many files"):
        unpack(archive, tmp_path / "package")


def test_a_zip_that_lies_about_a_size_is_cut_off(tmp_path: Path) -> None:
    body = b"x" * 4000
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", body)
    lying = buffer.getvalue().replace(struct.pack("<I", len(body)), struct.pack("<I", 10))
    (tmp_path / "a.zip").write_bytes(lying)

    with pytest.raises(PackageUnusable):
        unpack(tmp_path / "a.zip", tmp_path / "package")


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no zip")

    with pytest.raises(PackageUnusable, match="not a zip"):
        unpack(tmp_path / "a.zip", tmp_path / "package")
