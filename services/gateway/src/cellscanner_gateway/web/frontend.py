"""Serving the built page: its files, and index.html for every address the page itself resolves."""

from pathlib import Path

from cellscanner_shared.errors import NotFound
from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.concurrency import run_in_threadpool

_IMMUTABLE = "public, max-age=31536000, immutable"
_OURS = ("api/", "docs/", "readyz", "healthz", "metrics")


def frontend_router(folder: Path) -> APIRouter:
    """Routes of the page built into `folder`; files under `assets/` carry a hash of their content in their names."""
    router = APIRouter(include_in_schema=False)
    root = folder.resolve()

    @router.api_route("/{path:path}", methods=["GET", "HEAD"])
    async def serve(path: str) -> FileResponse:
        if path in {"api", "docs"} or path.startswith(_OURS):
            raise NotFound
        found = await run_in_threadpool(_find, root, path)
        if found is None:
            raise NotFound
        hashed = found.parent == root / "assets"
        return FileResponse(found, headers={"Cache-Control": _IMMUTABLE if hashed else "no-cache"})

    return router


def _find(root: Path, path: str) -> Path | None:
    """The file of this address; one that looks like a file and is none stays unfound, any other is the page's."""
    if "\0" in path:
        return None
    wanted = (root / path).resolve()
    if wanted.is_relative_to(root) and wanted.is_file():
        return wanted
    index = root / "index.html"
    return index if not wanted.suffix and index.is_file() else None
