"""What the gateway serves beside the API."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_shared.store import StoreSettings
from cellscanner_shared.version import SOFTWARE_VERSION
from support.gateway import client_of, running_app

SCRIPT = "console.log('page')"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>CellScanner</title>")
    (folder / "assets" / "index-1a2b3c.js").write_text(SCRIPT)
    (folder / "favicon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("outside")
    return folder


@pytest.fixture
async def site(
    settings: GatewaySettings, store_settings: StoreSettings, page: Path
) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        running_app(settings.model_copy(update={"frontend_dir": page}), store_settings) as app,
        client_of(app) as client,
    ):
        yield client


async def test_the_page_and_its_addresses(site: httpx.AsyncClient) -> None:
    for path in ("/", "/projects/17", "/sign-in"):
        answer = await site.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.headers["cache-control"] == "no-cache"
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_hashed_files_are_kept_for_good_and_others_are_asked_for_again(site: httpx.AsyncClient) -> None:
    asset = await site.get("/assets/index-1a2b3c.js")
    assert asset.text == SCRIPT
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert asset.headers["x-content-type-options"] == "nosniff"
    assert (await site.get("/favicon.svg")).headers["cache-control"] == "no-cache"


async def test_what_is_no_page_stays_unfound(site: httpx.AsyncClient) -> None:
    for path in (
        "/assets/old-123.js",
        "/api/v1/nothing",
        "/api",
        "/metrics",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/a%00b.js",
    ):
        answer = await site.get(path)
        assert answer.status_code == 404, path
        assert answer.headers["content-type"] == "application/problem+json"


async def test_the_root_of_the_api_says_what_it_is_not_for(site: httpx.AsyncClient) -> None:
    for path in ("/api/v1", "/api/v1/"):
        about = (await site.get(path)).json()
        assert about["name"] == "CellScanner"
        assert about["version"] == SOFTWARE_VERSION
        assert "Not for diagnosis" in about["research_use_only"]
    assert (await site.get("/api/v1")).headers["cache-control"] == "no-store"


async def test_the_routes_as_a_page_need_no_script(site: httpx.AsyncClient) -> None:
    text = (await site.get("/api/v1/docs")).text
    assert "POST /api/v1/images" in text
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")


async def test_the_page_of_an_error_is_escaped_and_a_strange_slug_is_404(
    settings: GatewaySettings, store_settings: StoreSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "errors"
    folder.mkdir()
    (folder / "not-found.md").write_text("# Not **found**\n\n<script>alert(1)</script>\n")
    (folder / "zh").mkdir()
    (folder / "zh" / "not-found.md").write_text("# 未找到\n", encoding="utf-8")
    (tmp_path / "other.md").write_text("outside")
    pages = settings.model_copy(update={"error_pages_dir": folder})
    async with running_app(pages, store_settings) as app, client_of(app) as client:
        answer = await client.get("/docs/errors/not-found")
        assert "<h1>Not <strong>found</strong></h1>" in answer.text
        assert "&lt;script&gt;" in answer.text
        chinese = (await client.get("/docs/errors/zh/not-found")).text
        assert '<html lang="zh-CN">' in chinese
        assert "<title>未找到 – CellScanner</title>" in chinese
        assert "<h1>未找到</h1>" in chinese
        for slug in ("nothing", "..%2fother", "NOT-FOUND", "not-found.md", "zh", "zh/nothing", "zh/..%2fnot-found"):
            assert (await client.get(f"/docs/errors/{slug}")).status_code == 404


async def test_not_ready_names_what_is_missing(settings: GatewaySettings, store_settings: StoreSettings) -> None:
    no_bucket = store_settings.model_copy(update={"bucket": "never-made"})
    async with running_app(settings, no_bucket) as app, client_of(app) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    parts = {name: part["state"] for name, part in answer.json()["parts"].items()}
    assert parts == {
        "database": "ready",
        "store": "not-ready",
        "detector": "not-ready",
        "classifier": "not-ready",
        "worker": "not-ready",
    }


async def test_a_missing_database_is_503_with_a_time_to_try_again(
    settings: GatewaySettings, store_settings: StoreSettings
) -> None:
    nowhere = settings.model_copy(
        update={"database_url": type(settings.database_url)("postgresql+psycopg://a:b@127.0.0.1:9/c")}
    )
    async with asyncio.timeout(60), running_app(nowhere, store_settings) as app, client_of(app, "csk_x") as client:
        answer = await client.get("/api/v1/users/me")
    assert answer.status_code == 503
    assert answer.json()["type"] == "/docs/errors/database-unavailable"
    assert answer.headers["retry-after"] == "5"
