"""`GET /api/v1`: what this is, and what it is not for."""

from cellscanner_shared.version import SOFTWARE_VERSION
from fastapi import APIRouter
from pydantic import BaseModel, Field

RESEARCH_USE = "Research use only. Not for diagnosis, and not for any decision about a patient."


class About(BaseModel):
    name: str
    version: str = Field(description="Version of the software.")
    research_use_only: str


def root_router() -> APIRouter:
    router = APIRouter(tags=["about"])

    @router.get("/", operation_id="get_about")
    @router.get("", include_in_schema=False)
    async def get_about() -> About:
        return About(name="CellScanner", version=SOFTWARE_VERSION, research_use_only=RESEARCH_USE)

    return router
