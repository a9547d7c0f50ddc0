"""/projects/{id}/archive"""

from typing import Annotated
from uuid import UUID

from cellscanner_shared.errors import NotFound
from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from sqlalchemy.ext.asyncio import AsyncSession

from cellscanner_gateway.annotations.endpoints import CurrentDesk
from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.database import utc_now
from cellscanner_gateway.downloads import download_headers, file_answer
from cellscanner_gateway.exports.annotations import kept_labels
from cellscanner_gateway.exports.archive import Contents, archive_members
from cellscanner_gateway.exports.manifest import ProjectFacts
from cellscanner_gateway.figures.endpoints import AskedLanguage
from cellscanner_gateway.figures.schemas import Language
from cellscanner_gateway.images import repository as images_repository
from cellscanner_gateway.images.stems import distinct_stems
from cellscanner_gateway.predictions import repository as predictions
from cellscanner_gateway.predictions import service as predictions_service
from cellscanner_gateway.predictions.errors import ResultNotReady
from cellscanner_gateway.predictions.models import Prediction
from cellscanner_gateway.projects.service import get_project
from cellscanner_gateway.reports.facts import read_facts
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.statistics.endpoints import WantedStatistics
from cellscanner_gateway.statistics.service import Wanted, compute
from cellscanner_gateway.tools import Tools
from cellscanner_gateway.zips import stream_zip

router = APIRouter(prefix="/projects/{project_id}", tags=["statistics"])
WithPictures = Annotated[bool, Query(description="The uploaded files too.")]
OnePrediction = Annotated[UUID | None, Query(description="Of this project; else its newest.")]


@router.get(
    "/archive",
    response_class=StreamingResponse,
    responses={**problems(404, 409, 422), **file_answer("The zip", "application/zip")},
)
async def get_archive(
    project_id: UUID,
    user: CurrentUser,
    desk: CurrentDesk,
    tools: Tools,
    wanted: WantedStatistics,
    prediction_id: OnePrediction = None,
    pictures: WithPictures = False,
    language: AskedLanguage = "en",
) -> StreamingResponse:
    """A project as a zip: label files in every format, tables, figures, the report, and a manifest with digests."""
    contents = await _contents(desk.resources, user, project_id, prediction_id, wanted, language, pictures)
    headers = download_headers(f"{contents.project.name}.zip")
    chunks = stream_zip(archive_members(desk, tools.drawing, contents))
    return StreamingResponse(chunks, media_type="application/zip", headers=headers)


async def _contents(
    resources: Resources,
    user: Principal,
    project_id: UUID,
    prediction_id: UUID | None,
    wanted: Wanted,
    language: Language,
    with_pictures: bool,
) -> Contents:
    """Raises NotFound, ResultNotReady, UnknownControl."""
    async with resources.database.transaction() as session:
        project = await get_project(session, user, project_id)
        prediction = await _prediction(session, user, project_id, prediction_id)
        facts = await read_facts(session, user, prediction)
        version = await predictions.find_model_version(session, prediction.model_version_id)
        images = {one.id: one for one in await images_repository.whole_project(session, user.id, project_id)}
        labels = await kept_labels(session, user.id, project_id)
    whole = await compute(resources, user, prediction.id, wanted)
    first = [one.picture.image.id for one in whole.pictures if one.picture.image.id in images]
    ordered = {key: images[key] for key in first} | images
    stems = dict(zip(ordered, zip(distinct_stems(ordered.values()), ordered.values(), strict=True), strict=True))
    made = ProjectFacts(project.id, project.name, version.digest if version else None, utc_now())
    return Contents(made, whole, facts, stems, labels, language, with_pictures)


async def _prediction(
    session: AsyncSession, user: Principal, project_id: UUID, prediction_id: UUID | None
) -> Prediction:
    if prediction_id is None:
        newest, _ = await predictions.list_newest(session, user.id, project_id=project_id, limit=1, cursor=None)
        if not newest:
            raise ResultNotReady(
                "The project has no prediction yet: predict its pictures first.", reason="project-without-prediction"
            )
        return newest[0]
    prediction = await predictions_service.get(session, user, prediction_id)
    if prediction.project_id != project_id:
        raise NotFound("This project has no such prediction.", reason="project-lacks-prediction")
    return prediction
