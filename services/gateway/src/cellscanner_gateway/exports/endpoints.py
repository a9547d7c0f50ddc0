"""/predictions/{id}/export"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.downloads import download_headers, file_answer
from cellscanner_gateway.exports.service import ExportFormat, export, export_name
from cellscanner_gateway.exports.tables import TableName
from cellscanner_gateway.figures.schemas import Language
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.statistics.endpoints import WantedStatistics
from cellscanner_gateway.statistics.service import compute
from cellscanner_gateway.tools import Tools

router = APIRouter(prefix="/predictions/{prediction_id}", tags=["statistics"])
_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP = "application/zip"
AskedLanguage = Annotated[Language, Query(description="Of the reasons why pictures failed.")]
AskedFormat = Annotated[ExportFormat, Query(alias="format")]
AskedTable = Annotated[
    TableName | None, Query(description="One table; without it CSV has the cells, and a workbook has every table.")
]


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={**problems(404, 422), **file_answer("A table, a workbook, or a zip of label files", _CSV, _XLSX, _ZIP)},
)
async def export_prediction(
    prediction_id: UUID,
    user: CurrentUser,
    resources: CurrentResources,
    tools: Tools,
    wanted: WantedStatistics,
    file_format: AskedFormat,
    what: AskedTable = None,
    language: AskedLanguage = "en",
) -> StreamingResponse:
    """Cells, pictures, groups and tests as CSV or XLSX; cells as COCO, YOLO, VOC, labelme or GeoJSON in a zip."""
    whole = await compute(resources, user, prediction_id, wanted)
    headers = download_headers(export_name(whole, file_format, what))
    chunks = await export(resources.scratch, tools.drawing, whole, file_format, what, language)
    media_type = {"csv": _CSV, "xlsx": _XLSX}.get(file_format, _ZIP)
    return StreamingResponse(chunks, media_type=media_type, headers=headers)
