"""POST /models"""

from typing import Any

from cellscanner_shared.errors import InvalidRequest
from cellscanner_shared.packages.manifest import Name
from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter, ValidationError

from cellscanner_gateway.audit import audit
from cellscanner_gateway.auth.dependencies import CurrentUser
from cellscanner_gateway.database import Session
from cellscanner_gateway.errors import UploadTooLarge
from cellscanner_gateway.images.multipart import UploadLimits, receive
from cellscanner_gateway.images.upload import receiving_folder
from cellscanner_gateway.models.adopt import adopt, register
from cellscanner_gateway.models.schemas import VersionOut
from cellscanner_gateway.models.unpack import MOST_BYTES
from cellscanner_gateway.resources import CurrentResources
from cellscanner_gateway.responses import problems
from cellscanner_gateway.tools import Tools

router = APIRouter(prefix="/models", tags=["models"])
# The form around the file.
_ROOM = 1 << 20
_NAME = TypeAdapter(Name)
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["package"],
                    "properties": {
                        "package": {
                            "type": "string",
                            "format": "binary",
                            "description": "A zip as a download is: ONNX, safetensors, JSON and text, no folders.",
                        },
                        "name": {"type": "string", "description": "The model's name with you; else the package's own."},
                    },
                }
            }
        },
    }
}


@router.post("", status_code=201, responses=problems(400, 409, 413, 422), openapi_extra=_BODY)
async def upload_model(
    request: Request,
    user: CurrentUser,
    session: Session,
    resources: CurrentResources,
    tools: Tools,
    response: Response,
) -> VersionOut:
    """Take in a model package as the next version of a model of yours. It is tried before it is kept."""
    async with receiving_folder(resources.scratch) as folder:
        limits = UploadLimits(MOST_BYTES, MOST_BYTES + _ROOM, 1)
        upload = await receive(request, folder, limits, frozenset({"package"}))
        if len(upload.files) != 1:
            raise InvalidRequest("Send one file in the field package.", reason="no-package-sent")
        (file,) = upload.files
        if file.too_large:
            raise UploadTooLarge(
                f"A package may have {MOST_BYTES >> 20} MB.", reason="package-file-too-large", limit_mb=MOST_BYTES >> 20
            )
        name = _parse_name(upload.fields.get("name"))
        adopted = await adopt(resources, tools.services, user, file.path, name)
        model, version = await register(session, user, adopted)
        audit(session, "model uploaded", user.id, model=str(adopted.manifest.ref))
    response.headers["Location"] = f"/api/v1/models/{model.owner}/{model.name}/versions/{version.version}"
    return VersionOut.of(model, version)


def _parse_name(text: str | None) -> str | None:
    try:
        return _NAME.validate_python(text) if text else None
    except ValidationError as error:
        raise InvalidRequest(
            "The field name is not a model's name: small letters, digits, and . _ - within.",
            reason="model-name-letters",
        ) from error
