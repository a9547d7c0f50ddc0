"""How problems stand in the OpenAPI document."""

from typing import Any

from cellscanner_shared.web import PROBLEM_JSON
from pydantic import BaseModel, ConfigDict, Field


class Problem(BaseModel):
    """RFC 9457. `type` is the address of a page that explains the error.

    `detail` is one English sentence; the names and numbers in it are members of their own, so that others can say it
    in another language: which sentence it is `reason` tells, or `type` alone where that has but one.
    """

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["/docs/errors/not-found"])
    title: str
    status: int
    detail: str
    instance: str | None = None
    reason: str | None = Field(
        default=None, examples=["file-too-large"], description="Stable. Absent or null where `type` has one sentence."
    )


_WORDS = {
    400: "The request cannot be read",
    401: "No key and no session, or not a valid one",
    403: "Not allowed",
    404: "There is no such thing, or it belongs to somebody else",
    409: "The request clashes with what is there",
    412: "It was changed meanwhile",
    413: "Too large",
    422: "The request is not valid",
    428: "The request has to say which revision it changes",
    429: "Too many attempts; Retry-After says when to try again",
    503: "A part of the suite does not answer; Retry-After says when to try again",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route: problem+json for 401, 503 and each of `statuses`."""
    return {status: _problem(status) for status in sorted({401, 503, *statuses})}


def public_problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Likewise, of a route that asks for no key."""
    return {status: _problem(status) for status in sorted(statuses)}


def _problem(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": _WORDS[status], "content": {PROBLEM_JSON: {"schema": schema}}}
