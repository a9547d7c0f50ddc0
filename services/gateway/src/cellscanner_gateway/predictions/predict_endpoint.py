"""/predict"""

import json

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.jobs.endpoints import IdempotencyKey
from cellscanner_gateway.jobs.models import Job
from cellscanner_gateway.jobs.schemas import JobOut, job_path
from cellscanner_gateway.models.names import DEFAULT_MODEL
from cellscanner_gateway.predictions.at_once import PredictAtOnce
from cellscanner_gateway.predictions.schemas import PredictResult
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.tools import Tools

router = APIRouter(tags=["predictions"])
# The body is read as it arrives and not by FastAPI, so the document has to be told its form.
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "model": {"type": "string", "default": DEFAULT_MODEL},
                        "confidence": {"type": "number", "default": 0.5, "minimum": 0, "maximum": 1},
                        "micrometers_per_pixel": {"type": "number", "exclusiveMinimum": 0},
                    },
                }
            }
        },
    }
}


@router.post(
    "/predict",
    response_model=PredictResult,
    responses={**problems(404, 409, 413, 422), 202: {"model": JobOut, "description": "Above 25 megapixels: a job"}},
    openapi_extra=_BODY,
)
async def predict(
    request: Request,
    user: CurrentUser,
    resources: CurrentResources,
    tools: Tools,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Recognise one picture of up to 25 megapixels at once; a larger one, or a slide, is kept and becomes a job."""
    answer = await PredictAtOnce(resources, tools, user, idempotency_key).answer(request)
    if isinstance(answer, Job):
        job = JobOut.of(answer).model_dump(mode="json")
        return JSONResponse(job, status_code=202, headers={"Location": job_path(answer.id)})
    return Response(json.dumps(answer, ensure_ascii=False, separators=(",", ":")), media_type="application/json")
