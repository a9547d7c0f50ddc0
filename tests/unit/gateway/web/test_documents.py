"""The guides as the gateway serves them, for people who never see the repository."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest
from cellscanner_gateway.settings import GatewaySettings
from cellscanner_shared.store import StoreSettings
from support.gateway import client_of, running_app


@pytest.fixture
async def site(settings: GatewaySettings, store_settings: StoreSettings) -> AsyncIterator[httpx.AsyncClient]:
    async with running_app(settings, store_settings) as app, client_of(app) as client:
        yield client


async def test_the_guide_leads_to_its_pictures_and_definitions_in_both_languages(site: httpx.AsyncClient) -> None:
    for address, language, first in (
        ("/docs/user-guide.md", "en", "Using the page"),
        ("/docs/zh/user-guide.md", "zh-CN", "使用指南"),
    ):
        answer = await site.get(address)
        assert answer.headers["content-type"].startswith("text/html")
        assert f'<html lang="{language}">' in answer.text
        assert f"<title>{first} – CellScanner</title>" in answer.text
        links = re.findall(r'(?:href|src)="([^"#]+)', answer.text)
        assert len(links) > 25
        for link in sorted(set(links)):
            found = await site.get(urljoin(address, link))
            assert found.status_code == 200, link
            assert found.headers["content-type"].startswith("image/webp") == link.endswith(".webp")


async def test_a_link_to_a_heading_finds_it(site: httpx.AsyncClient) -> None:
    guide = (await site.get("/docs/user-guide.md")).text
    assert 'href="experiments.md#replay-in-the-full-mode"' in guide
    assert 'id="replay-in-the-full-mode"' in (await site.get("/docs/experiments.md")).text


async def test_no_address_leads_out_of_the_folder(
    settings: GatewaySettings, store_settings: StoreSettings, tmp_path: Path
) -> None:
    (tmp_path / "docs" / "errors").mkdir(parents=True)
    (tmp_path / "docs" / "guide.md").write_text("# Guide\n\n<script>alert(1)</script>\n")
    (tmp_path / "docs" / "key.pem").write_text("secret")
    (tmp_path / "outside.md").write_text("outside")
    docs = settings.model_copy(update={"error_pages_dir": tmp_path / "docs" / "errors"})
    async with running_app(docs, store_settings) as app, client_of(app) as client:
        assert "&lt;script&gt;" in (await client.get("/docs/guide.md")).text
        for path in ("..%2foutside.md", "%2e%2e/outside.md", "key.pem", "guide", "errors", "x/../guide.md%00"):
            assert (await client.get(f"/docs/{path}")).status_code == 404, path
