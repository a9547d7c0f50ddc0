"""`/api/v1/docs`: the routes as a plain page, which needs no script and nothing from the internet."""

import html
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from cellscanner_gateway.web.error_pages import page


def api_docs_router() -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/docs")
    async def show(request: Request) -> HTMLResponse:
        app: FastAPI = request.app
        return HTMLResponse(page("API", _render(app.openapi(), str(app.openapi_url))))

    return router


def _render(document: dict[str, Any], address: str) -> str:
    sections = [f"<h1>{html.escape(document['info']['title'])} API {html.escape(document['info']['version'])}</h1>"]
    sections.append(f"<p>{html.escape(document['info'].get('description', ''))}</p>")
    sections.append(f'<p>OpenAPI document: <a href="{address}">{address}</a></p>')
    for path, operations in document["paths"].items():
        sections += [_operation(path, method, operation) for method, operation in operations.items()]
    return "".join(sections)


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    names = ", ".join(parameter["name"] for parameter in operation.get("parameters", []))
    words = operation.get("description") or operation.get("summary", "")
    answers = ", ".join(operation["responses"])
    return (
        f"<h3><code>{method.upper()} {html.escape(path)}</code></h3><p>{html.escape(words)}</p>"
        f"<p>{'Parameters: ' + html.escape(names) + '. ' if names else ''}Answers: {html.escape(answers)}.</p>"
    )
