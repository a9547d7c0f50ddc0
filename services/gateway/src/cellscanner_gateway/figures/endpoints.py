"""/predictions/{id}/figures"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.downloads import download_headers, file_answer
from cellscanner_gateway.figures import data, service
from cellscanner_gateway.figures.schemas import FigureFormat, FigureList, FigureName, FigureOut, Language
from cellscanner_gateway.predictions import service as predictions
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.statistics.endpoints import WantedStatistics
from cellscanner_gateway.tools import Tools

router = APIRouter(prefix="/predictions/{prediction_id}/figures", tags=["statistics"])
MEDIA_TYPES: dict[FigureFormat, str] = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
}
AskedLanguage = Annotated[Language, Query(description="Of titles, axes and notes.")]
OnePicture = Annotated[UUID | None, Query(description="Draw this picture of the prediction alone.")]


@router.get("", responses=problems(404))
async def list_figures(
    prediction_id: UUID, user: CurrentUser, resources: CurrentResources, language: AskedLanguage = "en"
) -> FigureList:
    """The figures there are; those that need an image show one picture."""
    async with resources.database.transaction() as session:
        await predictions.get(session, user, prediction_id)
    return FigureList(items=data.items(language))


@router.get("/{name}.json", responses=problems(404, 409, 422))
async def get_figure(
    prediction_id: UUID,
    name: FigureName,
    user: CurrentUser,
    resources: CurrentResources,
    wanted: WantedStatistics,
    language: AskedLanguage = "en",
    image: OnePicture = None,
) -> FigureOut:
    """What the figure shows, as data: the page draws it from this."""
    return (await service.figure(resources, user, prediction_id, name, wanted, language, image))[1]


@router.get(
    "/{name}.{file_format}",
    response_class=Response,
    responses={
        **problems(404, 409, 422),
        **file_answer("The figure: PNG at 300 dpi, SVG, PDF, or its numbers as CSV", *MEDIA_TYPES.values()),
    },
)
async def get_figure_file(
    prediction_id: UUID,
    name: FigureName,
    file_format: FigureFormat,
    user: CurrentUser,
    resources: CurrentResources,
    tools: Tools,
    wanted: WantedStatistics,
    language: AskedLanguage = "en",
    image: OnePicture = None,
) -> Response:
    """The figure as a file, stamped with model, confidence, scale, labels and n."""
    whole, made = await service.figure(resources, user, prediction_id, name, wanted, language, image)
    body = await service.figure_file(resources, tools.drawing, whole, made, file_format, image)
    headers = download_headers(f"{name}-{prediction_id}.{file_format}")
    return Response(body, media_type=MEDIA_TYPES[file_format], headers=headers)
