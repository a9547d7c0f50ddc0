"""`/docs/…`: the user guide and what it links to, laid out as in the folder of the documents so that links hold."""

import re
from itertools import pairwise
from pathlib import Path

from cellscanner_shared.errors import NotFound
from fastapi import APIRouter, Response
from fastapi.responses import FileResponse, HTMLResponse
from markdown_it import MarkdownIt
from starlette.concurrency import run_in_threadpool

from cellscanner_gateway.web.error_pages import page, title_of

# Names without a dot before the last one, so that no address leads out of the folder.
_ADDRESS = re.compile(r"([\w-]+/)*[\w-]+\.(md|webp|svg|pdf|json)")
# Written out: what Python takes from the system does not know WebP everywhere, and a browser guesses nothing here.
_KINDS = {".webp": "image/webp", ".svg": "image/svg+xml", ".pdf": "application/pdf", ".json": "application/json"}


def documents_router(folder: Path) -> APIRouter:
    """Markdown below `folder` as pages; the pictures, figures and files beside it as they are."""
    router = APIRouter(include_in_schema=False)

    @router.get("/docs/{path:path}", response_model=None)
    async def show(path: str) -> Response:
        file = folder / path
        if not _ADDRESS.fullmatch(path) or not await run_in_threadpool(file.is_file):
            raise NotFound("There is no page of this name.", reason="no-such-page")
        if file.suffix in _KINDS:
            return FileResponse(file, media_type=_KINDS[file.suffix])
        text = await run_in_threadpool(file.read_text, encoding="utf-8")
        language = "zh-CN" if path.startswith("zh/") else "en"
        return HTMLResponse(page(title_of(text), _rendered(text), language))

    return router


def _rendered(text: str) -> str:
    """HTML in which each heading has the anchor that links to it name, as where the repository is read."""
    markdown = MarkdownIt("js-default")
    tokens = markdown.parse(text)
    for opening, heading in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", re.sub(r"[^\w\- ]", "", heading.content.lower()).replace(" ", "-"))
    return str(markdown.renderer.render(tokens, markdown.options, {}))
