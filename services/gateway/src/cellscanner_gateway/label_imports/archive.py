"""The label files of a zip that a stranger may have made: nothing is unpacked to disk, and everything is counted."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.formats import MOST_BYTES, Format, LabelsUnreadable
from cellscanner_shared.formats.yolo import yolo_names

from cellscanner_gateway.label_imports.errors import ImportTooLarge
from cellscanner_gateway.naming import printable

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_LABELS: Mapping[str, frozenset[Format]] = {
    ".json": frozenset({"coco", "labelme", "geojson"}),
    ".geojson": frozenset({"geojson"}),
    ".xml": frozenset({"voc"}),
    ".txt": frozenset({"yolo"}),
}
_NAMES = frozenset({"classes.txt", "data.yaml", "data.yml", "dataset.yaml", "obj.names"})
# A directory of this size speaks of some million files; Python would hold each as an object.
_MOST_DIRECTORY = 64 << 20
_UTF8_NAME = 0x800
_CHUNK = 1 << 20
# Encrypted, damaged, or packed in a way that Python does not know.
NOT_UNPACKED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, OSError, EOFError, ValueError),
)


class ImportLimits(NamedTuple):
    files: int
    unpacked: int


class LabelFile(NamedTuple):
    """A file with its path in the zip. `classes` are the names of YOLO's numbers, empty where no file says them.

    `error` stands where it could not be read; `data` is empty then.
    """

    path: str
    data: bytes
    classes: tuple[str, ...] = ()
    error: CellScannerError | None = None


class LabelFiles:
    """A file of labels, or a zip of them. Iterating reads one file at a time; `ignored` counts what are no labels.

    Raises LabelsUnreadable for a zip that is none, ImportTooLarge.
    """

    def __init__(self, path: Path, filename: str, form: Format | None, limits: ImportLimits) -> None:
        self._path, self._filename, self._limits = path, filename, limits
        self.ignored = 0
        self._entries: list[tuple[str, zipfile.ZipInfo]] = []
        self._names: dict[str, tuple[str, ...]] = {}
        with path.open("rb") as file:
            self.is_zip = file.read(4) in _MAGIC
            if self.is_zip:
                check_directory(file)
                self._look(form)

    def __len__(self) -> int:
        return len(self._entries) if self.is_zip else 1

    def __iter__(self) -> Iterator[LabelFile]:
        if not self.is_zip:
            # Never more in memory than a file of labels may have.
            too_large = self._path.stat().st_size > MOST_BYTES
            yield _too_large(self._filename) if too_large else LabelFile(self._filename, self._path.read_bytes())
            return
        left = self._limits.unpacked
        with zipfile.ZipFile(self._path) as archive:
            for name, entry in self._entries:
                found = _read(archive, name, entry, left)
                left -= len(found.data)
                yield found._replace(classes=self._classes_near(name))

    def _look(self, form: Format | None) -> None:
        try:
            with zipfile.ZipFile(self._path) as archive:
                entries = _named([entry for entry in archive.infolist() if not entry.is_dir()])
                if _is_own({name for name, _ in entries}):
                    form = form or "labelme"
                    entries = [one for one in entries if _is_for(form, one[0])]
                for name, entry in entries:
                    self._sort(archive, name, entry, form)
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise LabelsUnreadable("The zip is damaged.", reason="zip-damaged") from error
        if len(self._entries) > self._limits.files:
            raise ImportTooLarge(
                f"The zip has {len(self._entries)} label files; {self._limits.files} are allowed.",
                reason="too-many-label-files",
                files=len(self._entries),
                limit=self._limits.files,
            )

    def _sort(self, archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo, form: Format | None) -> None:
        path = PurePosixPath(name)
        base = path.name.lower()
        forms = _LABELS.get(path.suffix.lower(), frozenset())
        if base in _NAMES or base.endswith(".names"):
            found = _read(archive, name, entry, MOST_BYTES)
            names = () if found.error else yolo_names(base, found.data)
            self._names[str(path.parent)] = names or self._names.get(str(path.parent), ())
        elif (
            not forms
            or base.startswith(".")
            or "__MACOSX" in path.parts
            or base == "manifest.json"
            or (form is not None and form not in forms)
        ):
            self.ignored += 1
        else:
            self._entries.append((name, entry))

    def _classes_near(self, name: str) -> tuple[str, ...]:
        """Of the file's own folder or one above it, else of the only folder that has any."""
        for folder in PurePosixPath(name).parents:
            if str(folder) in self._names:
                return self._names[str(folder)]
        return next(iter(self._names.values())) if len(self._names) == 1 else ()


def _is_own(names: set[str]) -> bool:
    """Our own zip of a project tells the same labels in every format; labelme's keeps the most of them."""
    return {"manifest.json", "coco/annotations.json"} <= names


def _is_for(form: Format, name: str) -> bool:
    """Whether a file of our own zip is one of the format's, or says what YOLO's numbers mean."""
    folder = "labels/" if form == "yolo" else f"{form}/"
    return name.startswith(folder) or (form == "yolo" and name in _NAMES)


def _named(entries: list[zipfile.ZipInfo]) -> list[tuple[str, zipfile.ZipInfo]]:
    """Each file with its path as its maker meant it.

    Zips of Windows in China do not say that their names are in GB 18030, nor do those of a Mac that they are in UTF-8.
    A short name can be read as both, all names of a zip hardly.
    """
    raw = {entry.filename: _raw(entry.filename) for entry in entries if not entry.flag_bits & _UTF8_NAME}
    encoding = "utf-8" if all(map(_is_utf8, raw.values())) else "gb18030"
    names = {name: body.decode(encoding, "replace") for name, body in raw.items()}
    return [(printable(names.get(entry.filename, entry.filename).replace("\\", "/")), entry) for entry in entries]


def _raw(name: str) -> bytes:
    """What Python took for the code page of old zips."""
    return name.encode("cp437", "replace")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read(archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo, left: int) -> LabelFile:
    """One file, by what it really unpacks to. Raises ImportTooLarge when all together are too many bytes."""
    data = bytearray()
    try:
        with archive.open(entry) as file:
            while chunk := file.read(_CHUNK):
                data += chunk
                if len(data) > left:
                    raise ImportTooLarge(
                        "The label files of the zip unpack to more than one import may.",
                        reason="labels-unpack-too-large",
                    )
                if len(data) > MOST_BYTES:
                    return _too_large(name)
    except NOT_UNPACKED as error:
        return LabelFile(
            name,
            b"",
            error=LabelsUnreadable(
                f"It cannot be unpacked: {type(error).__name__}.",
                reason="member-not-unpacked",
                cause=type(error).__name__,
            ),
        )
    return LabelFile(name, bytes(data))


def _too_large(name: str) -> LabelFile:
    return LabelFile(
        name,
        b"",
        error=LabelsUnreadable(
            f"It has more than {MOST_BYTES >> 20} MB.", reason="member-too-large", limit_mb=MOST_BYTES >> 20
        ),
    )


def check_directory(file: BinaryIO) -> None:
    """Refuse a zip whose list of files alone is too much to hold, before anything reads that list."""
    size = file.seek(0, 2)
    file.seek(max(size - (1 << 16) - 22, 0))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise LabelsUnreadable("The zip is damaged.", reason="zip-damaged")
    length = struct.unpack_from("<L", tail, at + 12)[0]
    if at >= 20 and tail[at - 20 : at - 16] == b"PK\x06\x07":
        file.seek(min(struct.unpack_from("<Q", tail, at - 12)[0], size))
        wide = file.read(56)
        length = struct.unpack_from("<Q", wide, 40)[0] if len(wide) == 56 else _MOST_DIRECTORY + 1
    if length > _MOST_DIRECTORY:
        raise ImportTooLarge("The zip lists too many files.", reason="zip-lists-too-many")
