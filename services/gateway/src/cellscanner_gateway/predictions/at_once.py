"""`POST /predict`: one picture, recognised while the program waits, by the same pipeline as every job."""

import asyncio
from typing import Any

from cellscanner_shared.errors import InvalidRequest
from cellscanner_shared.pictures import Picture, open_picture
from cellscanner_shared.version import SOFTWARE_VERSION
from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.errors import MalformedUpload, UploadTooLarge
from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.multipart import ReceivedFile, Upload, receive
from cellscanner_gateway.images.schemas import UploadedImage
from cellscanner_gateway.images.upload import UploadFields as ImageFields
from cellscanner_gateway.images.upload import examine, receiving_folder, store_files, upload_limits, write_rows
from cellscanner_gateway.jobs.models import Job
from cellscanner_gateway.jobs.service import find_earlier, submit
from cellscanner_gateway.models.models import ModelVersion
from cellscanner_gateway.models.names import DEFAULT_MODEL
from cellscanner_gateway.models.service import handle, resolve
from cellscanner_gateway.pipeline.picture import Scale, recognise_picture
from cellscanner_gateway.predictions.service import add_prediction, make_submission
from cellscanner_gateway.projects.service import project_or_default
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.tools import Toolbox
from cellscanner_gateway.warnings.notice import Notice
from cellscanner_gateway.warnings.schemas import WarningOut

MOST_MEGAPIXELS = 25.0
_FILE_FIELD = frozenset({"file"})


class PredictFields(BaseModel):
    """The fields beside the file."""

    model_config = ConfigDict(extra="forbid")

    model: str = DEFAULT_MODEL
    confidence: float = Field(default=0.5, ge=0, le=1, allow_inf_nan=False)
    micrometers_per_pixel: float | None = Field(default=None, gt=0.001, lt=1000, allow_inf_nan=False)


class PredictAtOnce:
    """One request. `answer` gives the result, or the job that was made because the picture is too large to wait for."""

    def __init__(self, resources: Resources, tools: Toolbox, user: Principal, idempotency_key: str | None) -> None:
        self._resources = resources
        self._tools = tools
        self._user = user
        self._key = idempotency_key

    async def answer(self, request: Request) -> dict[str, Any] | Job:
        async with receiving_folder(self._resources.scratch) as folder:
            upload = await receive(request, folder, upload_limits(self._resources), _FILE_FIELD)
            file, fields = _parse(upload)
            async with self._resources.database.transaction() as session:
                version = await resolve(session, self._user.id, fields.model)
            async with self._tools.room:
                picture = await asyncio.to_thread(open_picture, file.path)
                with picture:
                    if not picture.is_slide and picture.width * picture.height <= MOST_MEGAPIXELS * 1e6:
                        return await self._recognise(picture, file, fields, version)
            return await self._make_job(file, fields)

    async def _recognise(
        self, picture: Picture, file: ReceivedFile, fields: PredictFields, version: ModelVersion
    ) -> dict[str, Any]:
        model, scale = handle(version), _scale(picture, fields)
        recognition, magnification = await recognise_picture(
            picture, scale, model, fields.confidence, self._tools.services
        )
        notices = [*_first_page_only(picture), *recognition.notices]
        return {
            "model": str(model.ref),
            "confidence": fields.confidence,
            "software_version": SOFTWARE_VERSION,
            "image": {
                "filename": file.filename,
                "width": picture.width,
                "height": picture.height,
                "micrometers_per_pixel": scale[0],
            },
            "magnification": magnification.as_json(),
            "cells": recognition.table.to_cells(),
            "counts": recognition.table.counts(model.class_names),
            "warnings": [WarningOut.of(notice).model_dump(mode="json") for notice in notices],
        }

    async def _make_job(self, file: ReceivedFile, fields: PredictFields) -> Job:
        """Keep the picture in the default project and predict it in the background."""
        submission = make_submission(self._user, f"{file.sha256} {fields.model_dump_json()}".encode(), self._key)
        async with self._resources.database.transaction() as session:
            earlier = await find_earlier(session, submission)
            if earlier is not None:
                return earlier
            project = await project_or_default(session, self._user, None)
        examined = await examine(file, self._resources)
        if examined.error is not None:
            raise examined.error
        await store_files([examined], self._resources)
        async with self._resources.database.transaction() as session:

            async def fill(job: Job) -> None:
                stored = await write_rows(session, self._user, project.id, ImageFields(), [examined])
                first = next(item.image.id for item in stored.items if isinstance(item, UploadedImage))
                image = await session.get_one(Image, first)
                if fields.micrometers_per_pixel is not None:
                    image.micrometers_per_pixel, image.scale_source = fields.micrometers_per_pixel, "user"
                version = await resolve(session, self._user.id, fields.model)
                await add_prediction(session, job, version, [image], fields.confidence)

            return await submit(session, self._tools.queue, submission, fill)


def _parse(upload: Upload) -> tuple[ReceivedFile, PredictFields]:
    if len(upload.files) != 1:
        raise MalformedUpload("Send exactly one picture in the field file.", reason="one-picture-at-once")
    (file,) = upload.files
    if file.too_large:
        raise UploadTooLarge("The picture's file is too large.", reason="picture-file-too-large")
    try:
        return file, PredictFields.model_validate({name: value for name, value in upload.fields.items() if value})
    except ValidationError as error:
        where = ", ".join(str(item["loc"][0]) for item in error.errors())
        raise InvalidRequest(f"Not valid: {where}.", reason="fields-not-valid", fields=where) from error


def _scale(picture: Picture, fields: PredictFields) -> Scale:
    """The scale that the request states counts more than the file's own."""
    if fields.micrometers_per_pixel is not None:
        return fields.micrometers_per_pixel, "user"
    own = picture.micrometers_per_pixel
    return own, None if own is None else "file"


def _first_page_only(picture: Picture) -> list[Notice]:
    if picture.info.pages == 1:
        return []
    return [Notice("first-page-only", {"pages": picture.info.pages})]
