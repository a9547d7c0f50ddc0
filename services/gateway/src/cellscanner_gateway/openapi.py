"""The OpenAPI document, as it is committed in docs/openapi.json."""

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import SecretStr

from cellscanner_gateway.responses import Problem, problems
from cellscanner_gateway.web.root import RESEARCH_USE


def install_openapi(app: FastAPI) -> None:
    """Let `app.openapi()` also describe problems, which no route returns by its type."""

    def build() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title, version=app.version, description=RESEARCH_USE, routes=app.routes, tags=_TAGS
            )
            schemas = document["components"]["schemas"]
            schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            _describe_refusals(document)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = build  # type: ignore[method-assign]  # the way FastAPI documents


_TAGS = [
    {"name": "sessions", "description": "Signing in and out, for the page."},
    {"name": "users", "description": "Who may sign in."},
    {"name": "keys", "description": "API keys, for programs."},
    {"name": "projects", "description": "Pictures and what was made of them."},
    {"name": "groups", "description": "Experiment groups, such as treatments."},
    {"name": "specimens", "description": "One slide, one animal, one well."},
    {"name": "images", "description": "Pictures: upload, bytes, deep-zoom tiles."},
    {"name": "annotations", "description": "Labels that people give: corrections, their history, reviews."},
    {
        "name": "readings",
        "description": "What single people see in a picture, where they differ, what is decided.",
    },
    {"name": "label imports", "description": "Labels of many pictures from files of other programs."},
    {"name": "predictions", "description": "Cells found by a model."},
    {"name": "jobs", "description": "Work in the background and its progress."},
    {"name": "models", "description": "Models, their versions and aliases."},
    {"name": "trainings", "description": "Models of your own, made from your labels."},
    {"name": "comparisons", "description": "Several settings trained on the same labels, side by side."},
    {"name": "about", "description": "What this is."},
]


def _describe_refusals(document: dict[str, Any]) -> None:
    """FastAPI describes a 422 of its own form; ours is a problem like all others. A key may be one that only reads."""
    for operations in document["paths"].values():
        for method, operation in operations.items():
            responses = operation["responses"]
            if "422" in responses:
                responses["422"]["content"] = problems()[401]["content"]
            if method != "get" and operation.get("security"):
                responses.setdefault("403", problems(403)[403])
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)


def document() -> str:
    """The document as text; needs no engine to run."""
    from cellscanner_shared.store import StoreSettings

    from cellscanner_gateway.app import create_app
    from cellscanner_gateway.settings import GatewaySettings

    unused = SecretStr("unused")
    settings = GatewaySettings(database_url=SecretStr("postgresql+psycopg://unused"), service_token=unused)
    store_settings = StoreSettings(endpoint="unused:1", access_key=unused, secret_key=unused)
    return json.dumps(create_app(settings, store_settings).openapi(), indent=1, ensure_ascii=False) + "\n"
