"""/predictions/{id}/report.pdf"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.downloads import download_headers, file_answer
from cellscanner_gateway.figures.endpoints import AskedLanguage
from cellscanner_gateway.reports.facts import Head
from cellscanner_gateway.reports.service import report
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.statistics.endpoints import WantedStatistics
from cellscanner_gateway.tools import Tools

router = APIRouter(prefix="/predictions/{prediction_id}", tags=["statistics"])


@router.get(
    "/report.pdf",
    response_class=Response,
    responses={**problems(404, 422), **file_answer("The report", "application/pdf")},
)
async def get_report(
    prediction_id: UUID,
    user: CurrentUser,
    resources: CurrentResources,
    tools: Tools,
    wanted: WantedStatistics,
    language: AskedLanguage = "en",
    title: Annotated[str | None, Query(max_length=200, description="In place of the usual title.")] = None,
    note: Annotated[str | None, Query(max_length=2000, description="Framed at the top of the report.")] = None,
) -> Response:
    """Study, warnings, groups, tests, figures, pictures, the model in brief, and how each number is defined."""
    body = await report(resources, tools.drawing, user, prediction_id, wanted, language, Head(title, note))
    return Response(body, media_type="application/pdf", headers=download_headers(f"report-{prediction_id}.pdf"))
