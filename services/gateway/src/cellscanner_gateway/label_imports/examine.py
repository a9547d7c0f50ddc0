"""What the labels of one picture in a file come to: its picture, its cells, what is left out and why. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.formats import Format, LabelledCells, PictureFacts, describe
from cellscanner_shared.formats.described import Described

from cellscanner_gateway.annotations.cells import Content
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.label_imports.archive import LabelFile
from cellscanner_gateway.label_imports.matching import Finder
from cellscanner_gateway.label_imports.models import Outcome
from cellscanner_gateway.label_imports.project_zip import Kept

LONGEST_PATH = 300


@dataclass(frozen=True)
class Examined:
    """`cells` or `content` are set where the outcome is READY; of a NEW one `archived`, perhaps `content` too."""

    file: str
    name: str
    form: Format | None
    outcome: Outcome
    image: Image | None = None
    cells: LabelledCells | None = None
    reasons: dict[str, int] = field(default_factory=dict)
    problem: dict[str, Any] | None = None
    candidates: list[Image] = field(default_factory=list)
    numbered: bool = False
    content: Content | None = None
    archived: Kept | None = None


def unsettled(path: str, name: str, form: Format | None, outcome: Outcome, found: list[Image]) -> Examined:
    """A name whose picture is in question: `found` is the one it fits a second time, or those it may be."""
    if outcome is Outcome.TWICE:
        return Examined(path, name, form, outcome, image=found[0])
    return Examined(path, name, form, outcome, candidates=found)


class Examiner:
    """Of a file, or of each file of a zip."""

    def __init__(self, finder: Finder, form: Format | None) -> None:
        self._finder, self._form = finder, form

    def file(self, file: LabelFile, is_alone: bool) -> Iterator[Examined]:
        """Every picture that a file speaks of; a file that cannot be read is one without a name."""
        path = file.path[:LONGEST_PATH]
        if file.error is not None:
            yield Examined(path, "", None, Outcome.UNREADABLE, problem=file.error.problem())
            return
        try:
            # In a zip what stands in a file decides: a format that was asked for has chosen among the files already.
            described = describe(file.path, file.data, self._form if is_alone else None)
        except CellScannerError as error:
            yield Examined(path, "", None, Outcome.UNREADABLE, problem=error.problem())
            return
        for one in described:
            if is_alone or self._form in (None, one.form):
                yield self._one(path, one, file.classes)

    def _one(self, path: str, labels: Described, classes: tuple[str, ...]) -> Examined:
        name = labels.names[0][:LONGEST_PATH] if labels.names else ""
        outcome, found = self._finder.find(name, labels)
        if outcome is not Outcome.READY:
            return unsettled(path, name, labels.form, outcome, found)
        return self._read(path, name, labels, found[0], classes)

    def _read(self, path: str, name: str, labels: Described, image: Image, classes: tuple[str, ...]) -> Examined:
        try:
            reading = labels.read(PictureFacts(image.filename, image.width, image.height, classes))
        except CellScannerError as error:
            return Examined(path, name, labels.form, Outcome.UNREADABLE, image=image, problem=error.problem())
        self._finder.take(image)
        numbered = labels.form == "yolo" and len(reading.cells.classes) > len(classes)
        return Examined(
            path, name, labels.form, Outcome.READY, image, reading.cells, reading.reasons, numbered=numbered
        )
