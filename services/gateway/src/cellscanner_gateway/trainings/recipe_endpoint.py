"""/trainings/recipes"""

from typing import Any

from cellscanner_shared.errors import InvalidRequest
from fastapi import APIRouter, Request, Response

from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.database import Session
from cellscanner_gateway.errors import file_too_large
from cellscanner_gateway.images.multipart import receive
from cellscanner_gateway.images.upload import receiving_folder, upload_limits
from cellscanner_gateway.jobs.endpoints import IdempotencyKey, accepted
from cellscanner_gateway.jobs.schemas import JobOut
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.tools import Tools
from cellscanner_gateway.trainings import recipes

router = APIRouter(prefix="/trainings/recipes", tags=["trainings"])
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["recipe", "snapshot"],
                    "properties": {
                        "recipe": {"type": "string", "description": "A recipe in JSON; its name is the model's."},
                        "snapshot": {
                            "type": "string",
                            "format": "binary",
                            "description": "A zip of the labels and pictures, under the paths that the recipe names.",
                        },
                    },
                }
            }
        },
    }
}


@router.post("", status_code=202, responses=problems(400, 409, 413, 422), openapi_extra=_BODY)
async def create_training_from_recipe(
    request: Request,
    user: CurrentUser,
    session: Session,
    resources: CurrentResources,
    tools: Tools,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> JobOut:
    """Train a model of your own from a recipe and pictures that you send. The new version becomes its champion."""
    async with receiving_folder(resources.scratch) as folder:
        upload = await receive(request, folder, upload_limits(resources), frozenset({"snapshot"}))
        if len(upload.files) != 1 or "recipe" not in upload.fields:
            raise InvalidRequest("Send one file in the field snapshot, and the field recipe.", reason="recipe-fields")
        (file,) = upload.files
        if file.too_large:
            raise file_too_large(resources.settings.max_upload_mb)
        wanted = recipes.RecipeRequest(recipes.parse_recipe(upload.fields["recipe"]), file.path, file.sha256)
        job = await recipes.submit(session, tools.queue, resources, user, wanted, idempotency_key)
    audit(session, "training submitted", user.id, job=str(job.id), model=str(wanted.recipe["name"]))
    return accepted(job, response)
