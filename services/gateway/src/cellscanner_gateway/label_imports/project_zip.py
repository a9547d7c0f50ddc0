"""The zip of a whole project: what its manifest says, and its files, which a stranger may have made.

A name in it is only ever looked up among the members of the zip; nothing is written under a name that it gives. Who
has unpacked it may have packed it again, by another program and with its folder: its files are found there too.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Annotated, Any, BinaryIO, Literal
from uuid import UUID, uuid5

from cellscanner_shared.formats import MOST_BYTES, MOST_CELLS, MOST_CLASSES, LabelsUnreadable
from cellscanner_shared.packages import ModelClass
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cellscanner_gateway.annotations.cells import MOST_REGIONS, Content, by_id
from cellscanner_gateway.annotations.operations import AnnotatedCell, BoxIn
from cellscanner_gateway.errors import UploadTooLarge
from cellscanner_gateway.images.multipart import ReceivedFile
from cellscanner_gateway.images.upload import page_id
from cellscanner_gateway.label_imports.archive import (
    NOT_UNPACKED,
    Allowance,
    ImportLimits,
    check_directory,
    common_folder,
    named_files,
    readable_path,
    too_many_labels,
)
from cellscanner_gateway.label_imports.errors import ImportTooLarge
from cellscanner_gateway.naming import Name, display_filename

MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_too_many_pictures = partial(
    ImportTooLarge, "The pictures of the zip unpack to more than one import may.", reason="pictures-unpack-too-large"
)
Path_ = Annotated[str, Field(max_length=1000)]


class ArchivedPicture(BaseModel):
    """A picture in the manifest; `page` counts from 1."""

    filename: Annotated[str, Field(max_length=1000)]
    page: Annotated[int, Field(ge=1, le=100_000)]
    file: Path_ | None = None
    annotation: Path_ | None = None
    sha256: Annotated[str, Field(max_length=64)]
    group: Name | None = None
    specimen: Name | None = None
    micrometers_per_pixel: Annotated[float, Field(gt=0.001, lt=1000, allow_inf_nan=False)] | None = None
    scale_source: Literal["file", "user"] | None = None
    width: Annotated[int, Field(ge=1)] | None = None
    height: Annotated[int, Field(ge=1)] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Of a page of several the file's name means all of them, so none."""
        return (self.filename,) if self.page == 1 else ()

    @property
    def size(self) -> tuple[int, int] | None:
        return (self.width, self.height) if self.width and self.height else None


class Manifest(BaseModel):
    """A picture is looked at when its turn comes: one that says nonsense spoils no other."""

    schema_: Literal[1] = Field(alias="schema")
    pictures: list[dict[str, Any]]


class ArchivedLabels(BaseModel):
    """Labels as the API gives them."""

    classes: Annotated[list[ModelClass], Field(max_length=MOST_CLASSES)]
    checked: Annotated[list[BoxIn], Field(max_length=MOST_REGIONS)]
    cells: Annotated[list[AnnotatedCell], Field(max_length=MOST_CELLS)]

    def content(self) -> Content:
        """Raises LabelsUnreadable for cells of a class that is none of them, and for two of one id."""
        classes = {one.name: one.target for one in self.classes}
        cells = by_id(one.cell() for one in self.cells)
        if len(cells) < len(self.cells) or any(one.class_name not in classes for one in cells.values()):
            raise LabelsUnreadable(
                "Its cells have an id twice, or a class that is none of the picture's.", reason="cells-contradict"
            )
        return Content(classes, cells, tuple(self.checked))


class Kept(BaseModel):
    """What applying has to know of a picture: the number of its file among those kept, and where it belongs.

    `targets` are the classes of its labels that are targets, None where it has no labels.
    """

    model_config = ConfigDict(frozen=True)

    file: int
    filename: str
    size: int
    sha256: str
    page: int
    group: str | None
    specimen: str | None
    scale: float | None
    targets: list[str] | None

    def source_id(self, import_id: UUID) -> UUID:
        """The same whenever the import is applied again, so that a picture is added once."""
        return uuid5(import_id, f"picture {self.file}")

    def image_id(self, import_id: UUID) -> UUID:
        return page_id(self.source_id(import_id), self.page)


class _Members:
    """The files of a zip by the paths that its manifest gives them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        files = named_files(archive)
        folder = common_folder([name for name, _ in files])
        self._entries = {name.removeprefix(folder): entry for name, entry in files}

    @contextmanager
    def open(self, path: str) -> Iterator[tuple[IO[bytes], int]]:
        """A member to read from, and its size. Raises LabelsUnreadable, also for what goes wrong while it is read."""
        entry = self._entries.get(readable_path(path))
        if entry is None:
            raise LabelsUnreadable(f"The zip does not hold {path}.", reason="zip-lacks-file", file=path)
        try:
            with self._archive.open(entry) as member:
                yield member, entry.file_size
        except NOT_UNPACKED as error:
            raise LabelsUnreadable(
                f"{path} cannot be unpacked: {type(error).__name__}.",
                reason="file-not-unpacked",
                file=path,
                cause=type(error).__name__,
            ) from error

    def small(self, path: str) -> bytes:
        """A member that is held in memory. Raises LabelsUnreadable."""
        with self.open(path) as (member, size):
            if size > MOST_BYTES:
                raise LabelsUnreadable(
                    f"{path} has more than {MOST_BYTES >> 20} MB.",
                    reason="file-of-zip-too-large",
                    file=path,
                    limit_mb=MOST_BYTES >> 20,
                )
            return member.read()


class ProjectZip:
    """An open zip of a project; its pictures may unpack to `most_bytes`, its labels to what `limits` say."""

    def __init__(self, members: _Members, manifest: Manifest, limits: ImportLimits, most_bytes: int) -> None:
        self._members = members
        self.pictures = manifest.pictures
        self._pictures_left = Allowance(most_bytes, _too_many_pictures)
        self._labels_left = Allowance(limits.unpacked, too_many_labels)

    @property
    def gives_back(self) -> bool:
        """Whether it holds a picture's file or a person's labels; else only what a prediction has come to."""
        return any(one.get("file") or one.get("annotation") for one in self.pictures)

    def digests(self) -> set[tuple[str, str]]:
        """File and page, counted from 1, of every picture that it names: as it says them, so anything."""
        return {(str(one.get("sha256")), str(one.get("page"))) for one in self.pictures}

    def labels(self, path: str) -> Content:
        """The labels of a picture. Raises LabelsUnreadable, ImportTooLarge."""
        body = self._members.small(path)
        self._labels_left.take(len(body))
        try:
            return ArchivedLabels.model_validate_json(body).content()
        except ValidationError as error:
            raise LabelsUnreadable(
                f"{path} holds no labels of a picture: {error.error_count()} faults.",
                reason="no-labels-in-file",
                file=path,
                faults=error.error_count(),
            ) from error

    def unpack(self, path: str, to: Path, most: int) -> ReceivedFile:
        """Write a picture's file to `to`. Raises LabelsUnreadable, UploadTooLarge, ImportTooLarge."""
        digest, size = hashlib.sha256(), 0
        with self._members.open(path) as (member, _), to.open("wb") as out:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                self._pictures_left.take(len(chunk))
                if size > most:
                    raise UploadTooLarge(
                        f"{path} unpacks to more than {most >> 20} MB.",
                        reason="file-unpacks-too-large",
                        file=path,
                        limit_mb=most >> 20,
                    )
                digest.update(chunk)
                out.write(chunk)
        return ReceivedFile(display_filename(path), to, size, digest.hexdigest())


def open_project(file: BinaryIO, limits: ImportLimits, most_bytes: int) -> ProjectZip | None:
    """The zip of a project, whose pictures may unpack to `most_bytes`; None for any other. Raises ImportTooLarge."""
    try:
        check_directory(file)
        archive = zipfile.ZipFile(file)
        # To read every name as it was meant takes its time where there are many: most zips need none of it.
        if not any(name.endswith(MANIFEST) for name in archive.namelist()):
            return None
        members = _Members(archive)
        manifest = Manifest.model_validate_json(members.small(MANIFEST))
    except (zipfile.BadZipFile, ValidationError, ValueError, OSError, LabelsUnreadable):
        return None
    if len(manifest.pictures) > limits.files:
        raise ImportTooLarge(
            f"The zip names {len(manifest.pictures)} pictures; {limits.files} are allowed.",
            reason="too-many-pictures",
            pictures=len(manifest.pictures),
            limit=limits.files,
        )
    return ProjectZip(members, manifest, limits, most_bytes)
