"""The label files of a zip that a stranger may have made: nothing is unpacked to disk, and everything is counted."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.formats import MOST_BYTES, Format, LabelsUnreadable
from cellscanner_shared.formats.yolo import yolo_names
from cellscanner_shared.zips import MOST_DIRECTORY, directory_bytes

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
_LEFTOVERS = frozenset({"desktop.ini", "thumbs.db"})
_UTF8_NAME = 0x800
_CHUNK = 1 << 20
# Encrypted, damaged, or packed in a way that Python does not know.
NOT_UNPACKED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, OSError, EOFError, ValueError),
)


class ImportLimits(NamedTuple):
    """`unpacked` in bytes, all files together."""

    files: int
    unpacked: int


too_many_labels = partial(
    ImportTooLarge, "The label files of the zip unpack to more than one import may.", reason="labels-unpack-too-large"
)


class Allowance:
    """What the files of one zip may still unpack to, in bytes: those, too, that turn out to be of no use."""

    def __init__(self, most: int, refusal: Callable[[], ImportTooLarge]) -> None:
        self._left, self._refusal = most, refusal

    def take(self, size: int) -> None:
        """Raises ImportTooLarge once it is more than was allowed."""
        self._left -= size
        if self._left < 0:
            raise self._refusal()


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
        left = self._allowance()
        with zipfile.ZipFile(self._path) as archive:
            for name, entry in self._entries:
                yield _read(archive, name, entry, left)._replace(classes=self._classes_near(name))

    def _look(self, form: Format | None) -> None:
        try:
            with zipfile.ZipFile(self._path) as archive:
                entries = named_files(archive)
                folder = common_folder([name for name, _ in entries])
                if _is_own({name.removeprefix(folder) for name, _ in entries}):
                    form = form or "labelme"
                    entries = [one for one in entries if _is_for(form, one[0].removeprefix(folder))]
                naming = [one for one in entries if _names_classes(one[0])]
                self._entries = [one for one in entries if not _names_classes(one[0]) and _is_labels(one[0], form)]
                self.ignored = len(entries) - len(naming) - len(self._entries)
                self._check([entry for _, entry in (*naming, *self._entries)])
                self._learn_classes(archive, naming)
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise LabelsUnreadable("The zip is damaged.", reason="zip-damaged") from error

    def _check(self, entries: Sequence[zipfile.ZipInfo]) -> None:
        """By what the zip says of itself, before any file is unpacked."""
        if len(entries) > self._limits.files:
            raise ImportTooLarge(
                f"The zip has {len(entries)} label files; {self._limits.files} are allowed.",
                reason="too-many-label-files",
                files=len(entries),
                limit=self._limits.files,
            )
        self._allowance().take(sum(entry.file_size for entry in entries if entry.file_size <= MOST_BYTES))

    def _learn_classes(self, archive: zipfile.ZipFile, naming: Sequence[tuple[str, zipfile.ZipInfo]]) -> None:
        left = self._allowance()
        for name, entry in naming:
            path, found = PurePosixPath(name), _read(archive, name, entry, left)
            names = () if found.error else yolo_names(path.name.lower(), found.data)
            self._names[str(path.parent)] = names or self._names.get(str(path.parent), ())

    def _allowance(self) -> Allowance:
        return Allowance(self._limits.unpacked, too_many_labels)

    def _classes_near(self, name: str) -> tuple[str, ...]:
        """Of the file's own folder or one above it, else of the only folder that has any."""
        for folder in PurePosixPath(name).parents:
            if str(folder) in self._names:
                return self._names[str(folder)]
        return next(iter(self._names.values())) if len(self._names) == 1 else ()


def _names_classes(name: str) -> bool:
    base = PurePosixPath(name).name.lower()
    return base in _NAMES or base.endswith(".names")


def _is_labels(name: str, form: Format | None) -> bool:
    path = PurePosixPath(name)
    forms = _LABELS.get(path.suffix.lower(), frozenset())
    hidden = _is_leftover(name) or path.name.lower() == "manifest.json"
    return bool(forms) and not hidden and (form is None or form in forms)


def _is_leftover(name: str) -> bool:
    """What the systems of people put into the folders that they open and pack."""
    path = PurePosixPath(name)
    return path.name.startswith(".") or "__MACOSX" in path.parts or path.name.lower() in _LEFTOVERS


def common_folder(names: Iterable[str]) -> str:
    """The folder, as `folder/`, that all files of a zip lie in which was packed again with it; empty where none is."""
    tops = {top + slash for top, slash, _ in (name.partition("/") for name in names if not _is_leftover(name))}
    return "".join(tops) if len(tops) == 1 and all(top.endswith("/") for top in tops) else ""


def _is_own(names: set[str]) -> bool:
    """Our own zip of a project tells the same labels in every format; labelme's keeps the most of them."""
    return {"manifest.json", "coco/annotations.json"} <= names


def _is_for(form: Format, name: str) -> bool:
    """Whether a file of our own zip is one of the format's, or says what YOLO's numbers mean."""
    folder = "labels/" if form == "yolo" else f"{form}/"
    return name.startswith(folder) or (form == "yolo" and name in _NAMES)


def named_files(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Each file with its path as its maker meant it.

    Zips of Windows in China do not say that their names are in GB 18030, nor do those of a Mac that they are in UTF-8.
    A short name can be read as both, all names of a zip hardly.
    """
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    raw = {entry.filename: _raw(entry.filename) for entry in entries if not entry.flag_bits & _UTF8_NAME}
    encoding = "utf-8" if all(map(_is_utf8, raw.values())) else "gb18030"
    names = {name: body.decode(encoding, "replace") for name, body in raw.items()}
    return [(readable_path(names.get(entry.filename, entry.filename)), entry) for entry in entries]


def readable_path(name: str) -> str:
    """A path of a zip as `named_files` has it."""
    return printable(name.replace("\\", "/"))


def _raw(name: str) -> bytes:
    """What Python took for the code page of old zips."""
    return name.encode("cp437", "replace")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read(archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo, left: Allowance) -> LabelFile:
    """One file, never more of it than the zip states. Raises ImportTooLarge when all together are too much."""
    if entry.file_size > MOST_BYTES:
        return _too_large(name)
    data = bytearray()
    try:
        with archive.open(entry) as file:
            while chunk := file.read(_CHUNK):
                left.take(len(chunk))
                data += chunk
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
    length = directory_bytes(file)
    if length is None:
        raise LabelsUnreadable("The zip is damaged.", reason="zip-damaged")
    if length > MOST_DIRECTORY:
        raise ImportTooLarge("The zip lists too many files.", reason="zip-lists-too-many")
