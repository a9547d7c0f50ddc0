"""The pictures of a project's zip as a preview shows them: which are here already, and which can be added."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.formats import LabelsOfAnotherPicture, LabelsUnreadable
from cellscanner_shared.pictures import PictureInfo
from pydantic import ValidationError

from cellscanner_gateway.annotations.cells import Content
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.multipart import ReceivedFile
from cellscanner_gateway.images.upload import examine
from cellscanner_gateway.label_imports.errors import ImportTooLarge
from cellscanner_gateway.label_imports.examine import LONGEST_PATH, Examined, unsettled
from cellscanner_gateway.label_imports.keeping import Keeper
from cellscanner_gateway.label_imports.matching import Finder
from cellscanner_gateway.label_imports.models import LabelImport, Outcome
from cellscanner_gateway.label_imports.project_zip import MANIFEST, ArchivedPicture, Kept, ProjectZip
from cellscanner_gateway.naming import display_filename
from cellscanner_gateway.resources import Resources


@dataclass(frozen=True)
class Held:
    """A file of the zip that was looked into, with its number among them."""

    number: int
    file: ReceivedFile
    pages: Sequence[PictureInfo]


async def read_project(
    resources: Resources,
    found: LabelImport,
    keeper: Keeper,
    project: ProjectZip,
    images: Sequence[Image],
    folder: Path,
) -> None:
    """A row a picture of the manifest. Raises ImportTooLarge, StoreUnavailable."""
    reader = _Reader(resources, found, project, images, folder)
    await keeper.begin(len(project.pictures), "pictures")
    for number, said in enumerate(project.pictures, 1):
        await keeper.keep(await reader.examine(number, said))
        if not await keeper.go_on():
            return
    await keeper.finish({"project-zip": len(project.pictures), "project-without-files": reader.missing})


class _Reader:
    """A picture that is here already, by its file and page, is taken once: a second one of the zip is another.

    One without a file in the zip is looked for by its name and size among the pictures that the zip does not name by
    their files; `missing` counts those that are not found.
    """

    def __init__(
        self, resources: Resources, found: LabelImport, project: ProjectZip, images: Sequence[Image], folder: Path
    ) -> None:
        self._resources, self._found, self._project, self._folder = resources, found, project, folder
        self._held: dict[str, Held | CellScannerError] = {}
        self.missing = 0
        self._here: defaultdict[tuple[str, int], list[Image]] = defaultdict(list)
        self._pages_left = resources.settings.max_pages_per_request
        for image in reversed(images):
            self._here[image.sha256, image.page].append(image)
        named = project.digests()
        others = [image for image in images if (image.sha256, str(image.page + 1)) not in named]
        self._finder = Finder(others, found.choices)

    async def examine(self, number: int, said: dict[str, Any]) -> Examined:
        """Entry `number` of the manifest, counted from 1."""
        try:
            picture = ArchivedPicture.model_validate(said)
        except ValidationError:
            error = LabelsUnreadable(
                f"Entry {number} of the manifest does not say what a picture is.",
                reason="manifest-entry-unclear",
                number=number,
            )
            return Examined(MANIFEST, "", None, Outcome.UNREADABLE, problem=error.problem())
        name = display_filename(picture.filename)
        file = (picture.annotation or picture.file or MANIFEST)[:LONGEST_PATH]
        here = self._here[picture.sha256, picture.page - 1]
        if here:
            return await self._labels_for(here.pop(), file, name, picture)
        if picture.file is None:
            return await self._without_file(picture, file, name)
        try:
            held = await self._file(picture)
        except ImportTooLarge:
            raise
        except CellScannerError as error:
            return Examined(file, name, None, Outcome.UNREADABLE, problem=error.problem())
        return await self._new(_kept(picture, held, name), held.pages[picture.page - 1], file, picture.annotation)

    async def _without_file(self, picture: ArchivedPicture, file: str, name: str) -> Examined:
        outcome, near = self._finder.find(name[:LONGEST_PATH], picture)
        if outcome is not Outcome.READY:
            self.missing += outcome is not Outcome.TWICE
            return unsettled(file, name[:LONGEST_PATH], None, outcome, near)
        one = await self._labels_for(near[0], file, name, picture)
        if one.outcome is not Outcome.UNREADABLE:
            self._finder.take(near[0])
        return one

    async def _labels_for(self, image: Image, file: str, name: str, picture: ArchivedPicture) -> Examined:
        """The labels of a picture that is here."""
        one = Examined(file, name, None, Outcome.PRESENT, image)
        if picture.annotation is None:
            return one
        try:
            _demand_size(picture, image)
            content = await self._labels(picture.annotation, image)
        except ImportTooLarge:
            raise
        except CellScannerError as error:
            return replace(one, outcome=Outcome.UNREADABLE, problem=error.problem())
        return replace(one, outcome=Outcome.READY, content=content)

    async def _new(self, kept: Kept, info: PictureInfo, file: str, annotation: str | None) -> Examined:
        """A picture to be added; labels that cannot be used are told of, and it is added without them."""
        one = Examined(file, kept.filename, None, Outcome.NEW, archived=kept)
        if annotation is None:
            return one
        try:
            content = await self._labels(annotation, info)
        except ImportTooLarge:
            raise
        except CellScannerError as error:
            return replace(one, problem=error.problem())
        targets = [name for name, target in content.classes.items() if target]
        return replace(one, content=content, archived=kept.model_copy(update={"targets": targets}))

    async def _labels(self, path: str, picture: Image | PictureInfo) -> Content:
        content = await asyncio.to_thread(self._project.labels, path)
        boxes = [*(cell.box for cell in content.cells.values()), *content.checked]
        if any(box[2] > picture.width or box[3] > picture.height for box in boxes):
            raise LabelsOfAnotherPicture(
                f"A box leaves the picture of {picture.width} x {picture.height} pixels.",
                reason="box-leaves-picture",
                width=picture.width,
                height=picture.height,
            )
        return content

    async def _file(self, picture: ArchivedPicture) -> Held:
        """The picture's file, looked into once. Raises what it is refused for."""
        assert picture.file is not None  # noqa: S101  # `examine` has asked
        if picture.file not in self._held:
            self._held[picture.file] = await self._hold(picture.file)
        held = self._held[picture.file]
        if isinstance(held, CellScannerError):
            raise held
        if held.file.sha256 != picture.sha256:
            raise LabelsUnreadable(
                f"{picture.file} is not the file that the manifest means: its digest differs.",
                reason="digest-differs",
                file=picture.file,
            )
        if picture.page > len(held.pages):
            raise LabelsUnreadable(
                f"{picture.file} has no page {picture.page}.",
                reason="file-of-zip-lacks-page",
                file=picture.file,
                page=picture.page,
            )
        return held

    async def _hold(self, path: str) -> Held | CellScannerError:
        number, to = len(self._held), self._folder / "picture"
        most = self._resources.settings.max_upload_mb << 20
        try:
            file = await asyncio.to_thread(self._project.unpack, path, to, most)
        except CellScannerError as error:
            return error
        seen = await examine(file, self._resources)
        if seen.error is not None:
            return seen.error
        self._pages_left -= len(seen.pages)
        if self._pages_left < 0:
            most = self._resources.settings.max_pages_per_request
            raise ImportTooLarge(
                f"The pictures of the zip have more than {most} pages.", reason="zip-of-too-many-pages", limit=most
            )
        await asyncio.to_thread(self._resources.store.put_file, self._found.picture_key(number), to)
        return Held(number, file, seen.pages)


def _demand_size(picture: ArchivedPicture, image: Image) -> None:
    if picture.size not in (None, (image.width, image.height)):
        raise LabelsOfAnotherPicture(
            f"The labels were made on a picture of {picture.width} x {picture.height} pixels; this one has "
            f"{image.width} x {image.height}.",
            reason="labels-of-other-size",
            width=picture.width,
            height=picture.height,
            picture_width=image.width,
            picture_height=image.height,
        )


def _kept(picture: ArchivedPicture, held: Held, filename: str) -> Kept:
    return Kept(
        file=held.number,
        filename=filename,
        size=held.file.size,
        sha256=held.file.sha256,
        page=picture.page - 1,
        group=picture.group,
        specimen=picture.specimen,
        scale=picture.micrometers_per_pixel if picture.scale_source == "user" else None,
        targets=None,
    )
