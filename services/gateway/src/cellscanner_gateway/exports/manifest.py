"""What a project's zip says of itself: what it was made from, every picture, and the digest of every file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from cellscanner_shared.formats.streaming import json_pieces
from cellscanner_shared.version import SOFTWARE_VERSION

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.statistics.metrics import short
from cellscanner_gateway.statistics.schemas import PictureStatisticsOut
from cellscanner_gateway.statistics.service import Computed, Whole, present
from cellscanner_gateway.web.root import RESEARCH_USE

SCHEMA = 1
_AT_ONCE = 500


class FileEntry(NamedTuple):
    path: str
    size: int
    sha256: str


class Paths(NamedTuple):
    """Where in the zip each picture's file and its current labels stand."""

    pictures: dict[UUID, str]
    annotations: dict[UUID, str]


@dataclass(frozen=True)
class ProjectFacts:
    """`model_digest` is None where the version was removed."""

    id: UUID
    name: str
    model_digest: str | None
    made: datetime


def manifest_pieces(
    project: ProjectFacts,
    whole: Whole,
    stems: Mapping[UUID, tuple[str, Image]],
    paths: Paths,
    written: Sequence[FileEntry],
) -> Iterator[bytes]:
    """The manifest as JSON, some hundred pictures at a time. `written` is read when everything else has been."""
    rows = _pictures(whole, stems, paths)
    files = {"files": [one._asdict() for one in written]}
    return json_pieces(_head(project, whole), "pictures", _runs(rows), files)


def _head(project: ProjectFacts, whole: Whole) -> dict[str, Any]:
    prediction, wanted = whole.prediction, whole.wanted
    return {
        "schema": SCHEMA,
        "use": RESEARCH_USE,
        "made": project.made.isoformat(),
        "software_version": SOFTWARE_VERSION,
        "project": {"id": str(project.id), "name": project.name},
        "prediction": {
            "id": str(prediction.id),
            "created_at": prediction.created_at.isoformat(),
            "model": prediction.model,
            "model_digest": project.model_digest,
            "classes": prediction.classes,
            "confidence": prediction.confidence,
            "software_version": prediction.software_version,
        },
        "parameters": {"labels": wanted.labels, "k": [short(k) for k in wanted.ks], "control": wanted.control},
    }


def _pictures(whole: Whole, stems: Mapping[UUID, tuple[str, Image]], paths: Paths) -> Iterator[dict[str, Any]]:
    computed = {
        one.picture.image.id: (one, numbers) for one, numbers in zip(whole.pictures, present(whole).images, strict=True)
    }
    for image_id, (stem, image) in stems.items():
        found = computed.get(image_id)
        yield {
            "image_id": str(image_id),
            "filename": image.filename,
            "page": image.page + 1,
            "pages": image.pages,
            "name": stem,
            "file": paths.pictures.get(image_id),
            "annotation": paths.annotations.get(image_id),
            "sha256": image.sha256,
            "width": image.width,
            "height": image.height,
            "micrometers_per_pixel": image.micrometers_per_pixel,
            "scale_source": image.scale_source,
            "group": image.group.name if image.group else None,
            "specimen": image.specimen.name if image.specimen else None,
            **({"state": "not-predicted"} if found is None else _result(*found)),
        }


def _result(one: Computed, numbers: PictureStatisticsOut) -> dict[str, Any]:
    """A failed picture says so, and why; what it would have counted is null."""
    return {
        "state": numbers.state,
        "problem": one.picture.result.problem,
        "labels": numbers.labels,
        "annotation_revision": numbers.annotation_revision,
        "counts": numbers.counts,
        "warnings": [warning.code for warning in numbers.warnings],
    }


def _runs(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    run: list[dict[str, Any]] = []
    for row in rows:
        run.append(row)
        if len(run) == _AT_ONCE:
            yield run
            run = []
    yield run
