"""How long the list of files of a zip is, by what its end says."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from cellscanner_shared.zips import MOST_DIRECTORY, directory_bytes, lists_too_much


def small(comment: bytes = b"") -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("a.txt", "0 1 1 1 1")
        archive.comment = comment
    return sink.getvalue()


@pytest.mark.parametrize("comment", [b"", b"made by hand", bytes(65_535)])
def test_the_list_of_a_zip_is_measured_whatever_comment_follows(comment: bytes) -> None:
    # 46 bytes for a file, and its name.
    assert directory_bytes(io.BytesIO(small(comment))) == 51


def test_a_wide_end_is_believed_before_the_short_one() -> None:
    wide = b"PK\x06\x06" + bytes(36) + struct.pack("<Q", 1 << 40) + bytes(8)
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, 0, 1)
    assert directory_bytes(io.BytesIO(wide + locator + b"PK\x05\x06" + bytes(18))) == 1 << 40
    # A place that lies behind the end of the file holds no end.
    away = b"PK\x06\x07" + struct.pack("<LQL", 0, 1 << 50, 1)
    assert directory_bytes(io.BytesIO(wide + away + b"PK\x05\x06" + bytes(18))) == MOST_DIRECTORY + 1


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"not a zip at all", small()[:-1]])
def test_what_has_no_end_is_no_zip(tmp_path: Path, body: bytes) -> None:
    assert directory_bytes(io.BytesIO(body)) is None
    (tmp_path / "a.zip").write_bytes(body)
    assert not lists_too_much(tmp_path / "a.zip")
