"""`/docs/errors/{slug}` and `/docs/warnings/{code}`, in Chinese below `zh/`: what problems and warnings point to."""

import html
import re
from pathlib import Path

from cellscanner_shared.errors import NotFound
from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt
from starlette.concurrency import run_in_threadpool

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BESIDE_THE_SOURCES = Path(__file__).resolve().parents[5] / "docs" / "errors"
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title} – CellScanner</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}}
code,pre{{background:#8882;border-radius:4px;padding:.1em .3em}}pre{{padding:1em;overflow:auto}}
img{{max-width:100%}}table{{display:block;overflow-x:auto;border-collapse:collapse}}
th,td{{border:1px solid #8886;padding:.2em .6em;text-align:left}}</style>
</head><body>{body}</body></html>"""


def error_pages_router(folder: Path | None) -> APIRouter:
    """Pages are Markdown files of `folder`, those of warnings of `warnings` beside it; raw HTML in them is escaped."""
    router = APIRouter(include_in_schema=False)
    pages = folder or BESIDE_THE_SOURCES
    markdown = MarkdownIt("js-default")

    @router.get("/docs/errors/{slug}")
    async def show(slug: str) -> HTMLResponse:
        return await answer(pages, slug)

    @router.get("/docs/errors/zh/{slug}")
    async def show_in_chinese(slug: str) -> HTMLResponse:
        return await answer(pages / "zh", slug, "zh-CN")

    @router.get("/docs/warnings/{code}")
    async def show_warning(code: str) -> HTMLResponse:
        return await answer(pages.with_name("warnings"), code)

    @router.get("/docs/warnings/zh/{code}")
    async def show_warning_in_chinese(code: str) -> HTMLResponse:
        return await answer(pages.with_name("warnings") / "zh", code, "zh-CN")

    async def answer(folder: Path, name: str, language: str = "en") -> HTMLResponse:
        text = await run_in_threadpool(_read, folder, name)
        if text is None:
            raise NotFound("There is no page of this name.", reason="no-such-page")
        return HTMLResponse(page(title_of(text), markdown.render(text), language))

    return router


def title_of(text: str) -> str:
    """The heading that a document begins with."""
    return text.partition("\n")[0].removeprefix("# ")


def page(title: str, body: str, language: str = "en") -> str:
    """A plain HTML page around `body`, which is HTML already."""
    return _PAGE.format(title=html.escape(title), body=body, language=language)


def _read(folder: Path, slug: str) -> str | None:
    path = folder / f"{slug}.md"
    return path.read_text(encoding="utf-8") if _SLUG.fullmatch(slug) and path.is_file() else None
