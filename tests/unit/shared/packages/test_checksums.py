from hashlib import sha256
from pathlib import Path

import pytest
from cellscanner_shared.packages import PackageRefused, package_digest, verify_package, write_checksums


def test_checksums_list_every_other_file_by_name(package: Path) -> None:
    lines = (package / "SHA256SUMS").read_text().splitlines()

    names = ["classifier.onnx", "classifier.safetensors", "detector.onnx", "model.json"]
    assert lines == [f"{sha256((package / name).read_bytes()).hexdigest()}  {name}" for name in names]
    assert package_digest(package) == sha256((package / "SHA256SUMS").read_bytes()).hexdigest()


def test_a_sound_package_gives_its_manifest(package: Path) -> None:
    assert verify_package(package, package_digest(package)).name == "tiny"


@pytest.mark.parametrize("name", ["classifier.onnx", "classifier.safetensors", "detector.onnx", "model.json"])
def test_one_flipped_bit_is_refused_by_name(package: Path, name: str) -> None:
    content = bytearray((package / name).read_bytes())
    content[len(content) // 2] ^= 1
    (package / name).write_bytes(content)

    with pytest.raises(PackageRefused, match=f"{name} differs"):
        verify_package(package)


def test_a_rewritten_list_is_refused_by_the_registered_digest(package: Path) -> None:
    registered = package_digest(package)
    (package / "model.json").write_text((package / "model.json").read_text() + "\n")
    write_checksums(package)

    assert verify_package(package).name == "tiny"
    with pytest.raises(PackageRefused, match="SHA256SUMS is not the one"):
        verify_package(package, registered)


def test_a_missing_and_an_extra_file_are_refused(package: Path) -> None:
    (package / "extra.bin").write_bytes(b"")
    with pytest.raises(PackageRefused, match=r"extra\.bin is not listed"):
        verify_package(package)
    (package / "extra.bin").unlink()
    (package / "detector.onnx").unlink()
    with pytest.raises(PackageRefused, match=r"detector\.onnx is missing"):
        verify_package(package)


def test_a_file_that_the_manifest_names_must_be_there(package: Path) -> None:
    (package / "classifier.safetensors").unlink()
    write_checksums(package)

    with pytest.raises(PackageRefused, match=r"classifier\.safetensors is named by model\.json"):
        verify_package(package)


def test_a_manifest_off_its_schema_is_refused(package: Path) -> None:
    (package / "model.json").write_text("{}")
    write_checksums(package)

    with pytest.raises(PackageRefused, match=r"model\.json does not follow its schema"):
        verify_package(package)


@pytest.mark.parametrize("line", ["zz  a.txt\n", f"{'0' * 64}  ../a.txt\n", f"{'0' * 64} a.txt\n", "\n"])
def test_a_malformed_list_is_refused(package: Path, line: str) -> None:
    (package / "SHA256SUMS").write_text(line)

    with pytest.raises(PackageRefused, match="malformed"):
        verify_package(package)


def test_a_folder_without_a_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageRefused, match="SHA256SUMS is missing"):
        verify_package(tmp_path, "0" * 64)
