"""Zips of labels that are odd, damaged, or made to harm."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from cellscanner_gateway.label_imports.archive import ImportLimits, LabelFiles
from cellscanner_gateway.label_imports.errors import ImportTooLarge
from cellscanner_shared.formats import MOST_BYTES, Format, LabelsUnreadable
from support.label_zips import zip_of

# The end of a zip64 that claims a directory of a terabyte, behind the first bytes of a zip.
WIDE = (
    b"PK\x03\x04"
    + (b"PK\x06\x06" + bytes(36) + struct.pack("<Q", 1 << 40) + bytes(8))
    + (b"PK\x06\x07" + struct.pack("<LQL", 0, 4, 1))
    + (b"PK\x05\x06" + bytes(18))
)
LIMITS = ImportLimits(files=100, unpacked=1 << 20)


def files_of(
    folder: Path, body: bytes, form: Format | None = None, limits: ImportLimits = LIMITS, name: str = "a.zip"
) -> LabelFiles:
    path = folder / "upload"
    path.write_bytes(body)
    return LabelFiles(path, name, form, limits)


def test_paths_out_of_the_zip_are_names_and_nothing_is_written(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    files = files_of(inside, zip_of({"../../evil.txt": "0 1 1 1 1", "/etc/passwd.txt": "", "a\\b\\c.txt": ""}))
    assert [file.path for file in files] == ["../../evil.txt", "/etc/passwd.txt", "a/b/c.txt"]
    assert [path.name for path in tmp_path.rglob("*")] == ["inside", "upload"]


def test_a_bomb_is_refused_by_what_it_unpacks_to(tmp_path: Path) -> None:
    body = zip_of({f"{n}.txt": "0" * (300 << 10) for n in range(4)})
    assert len(body) < 20_000
    with pytest.raises(ImportTooLarge, match="unpack"):
        list(files_of(tmp_path, body))


def test_a_size_that_the_zip_states_falsely_does_not_help(tmp_path: Path) -> None:
    body = bytearray(zip_of({"a.txt": "0" * (2 << 20)}))
    directory = body.rfind(b"PK\x01\x02")
    struct.pack_into("<L", body, directory + 24, 10)
    # Python stops at the stated size and then misses the checksum: the file is told of, and no more than 10 bytes read.
    (file,) = files_of(tmp_path, bytes(body))
    assert (file.data, type(file.error)) == (b"", LabelsUnreadable)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    body = zip_of({f"{n}.txt": "" for n in range(101)})
    with pytest.raises(ImportTooLarge, match="101 label files"):
        files_of(tmp_path, body)


def test_files_that_name_classes_count_as_the_others_do(tmp_path: Path) -> None:
    with pytest.raises(ImportTooLarge, match="101 label files"):
        files_of(tmp_path, zip_of({f"{n}/classes.txt": "dead" for n in range(100)} | {"a.txt": ""}))
    with pytest.raises(ImportTooLarge, match="unpack to more"):
        files_of(tmp_path, zip_of({f"{n}/obj.names": "0" * (300 << 10) for n in range(4)}))


def test_a_file_that_says_it_is_too_large_is_told_of_and_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cellscanner_gateway.label_imports.archive.MOST_BYTES", 1000)
    body = bytearray(zip_of({"large.txt": "0" * 5000, "a.txt": "0 1 1 1 1"}))
    # Were it unpacked, its damage would be what is told of.
    at = body.find(b"large.txt") + len("large.txt")
    body[at : at + 4] = b"\xff" * 4
    large, small = files_of(tmp_path, bytes(body))
    assert large.error is not None
    assert "has more than" in large.error.detail
    assert small.data == b"0 1 1 1 1"


def test_a_list_of_files_that_is_too_long_is_not_even_read(tmp_path: Path) -> None:
    body = bytearray(zip_of({"a.txt": ""}))
    end = body.rfind(b"PK\x05\x06")
    struct.pack_into("<L", body, end + 12, 1 << 30)
    with pytest.raises(ImportTooLarge, match="lists too many"):
        files_of(tmp_path, bytes(body))
    with pytest.raises(ImportTooLarge, match="lists too many"):
        files_of(tmp_path, WIDE)


@pytest.mark.parametrize(
    "body",
    [b"PK\x03\x04", b"PK\x03\x04" + bytes(100), zip_of({"a.txt": "1"})[:60]],
    ids=["only its mark", "zeros", "cut off"],
)
def test_a_damaged_zip_says_so(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(LabelsUnreadable, match="damaged"):
        files_of(tmp_path, body)


def test_an_encrypted_file_is_told_of_and_the_others_go_through(tmp_path: Path) -> None:
    body = bytearray(zip_of({"a.txt": "0 1 1 1 1", "b.txt": "1 1 1 1 1"}))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = body.find(magic)
        struct.pack_into("<H", body, place + offset, 1)
    first, second = files_of(tmp_path, bytes(body))
    assert first.error is not None
    assert second.data == b"1 1 1 1 1"


def test_names_of_chinese_windows_are_read(tmp_path: Path) -> None:
    body = zip_of({"xxxx.txt": "", "yyyyyy.txt": ""})
    for plain, name in ((b"xxxx", "图一"), (b"yyyyyy", "活细胞")):
        body = body.replace(plain, name.encode("gb18030"))
    assert [file.path for file in files_of(tmp_path, body)] == ["图一.txt", "活细胞.txt"]


@pytest.mark.parametrize(
    ("files", "classes"),
    [
        ({"labels/a.txt": "", "classes.txt": "living\ndead\n"}, ("living", "dead")),
        ({"labels/a.txt": "", "meta/obj.names": "living\r\n\r\ndead"}, ("living", "dead")),
        ({"labels/a.txt": "", "data.yaml": 'names:\n  0: living\n  1: "dead"\nnc: 2\n'}, ("living", "dead")),
        ({"labels/a.txt": "", "data.yaml": "names: ['living', dead]\n"}, ("living", "dead")),
        ({"labels/a.txt": "", "data.yaml": "names: [living,\n  dead]\n"}, ("living", "dead")),
        ({"labels/a.txt": "", "data.yaml": "names:\n- living\n- dead\n"}, ("living", "dead")),
        ({"labels/a.txt": "", "data.yaml": "nc: 2\n"}, ()),
        ({"1/a.txt": "", "1/classes.txt": "x", "2/classes.txt": "y"}, ("x",)),
        ({"a.txt": "", "1/classes.txt": "x", "2/classes.txt": "y"}, ()),
    ],
)
def test_yolo_finds_its_classes_where_programs_leave_them(
    tmp_path: Path, files: dict[str, str], classes: tuple[str, ...]
) -> None:
    (file,) = files_of(tmp_path, zip_of(files))
    assert file.classes == classes


def test_what_is_no_label_is_counted_and_a_format_chooses(tmp_path: Path) -> None:
    body = zip_of({"a.png": "", "__MACOSX/._a.txt": "", ".a.json": "{}", "a.json": "{}", "a.xml": "<a/>"})
    files = files_of(tmp_path, body)
    assert ([file.path for file in files], files.ignored) == (["a.json", "a.xml"], 3)
    files = files_of(tmp_path, body, "voc")
    assert ([file.path for file in files], files.ignored) == (["a.xml"], 4)


def test_a_single_file_goes_by_its_own_name(tmp_path: Path) -> None:
    files = files_of(tmp_path, b"0 1 1 1 1", name="a.txt")
    assert ([file.path for file in files], len(files)) == (["a.txt"], 1)


def test_a_zip_in_a_zip_is_no_label(tmp_path: Path) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("inner.zip", zip_of({"a.txt": ""}))
    files = files_of(tmp_path, sink.getvalue())
    assert (list(files), files.ignored) == ([], 1)


def test_a_single_file_that_is_too_large_is_told_of_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    (found,) = LabelFiles(path, "a.json", None, LIMITS)
    assert (found.data, isinstance(found.error, LabelsUnreadable)) == (b"", True)
