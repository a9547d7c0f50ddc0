"""What axe-core finds on a page as it stands in the browser, in light and in dark."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from e2e.waiting import Scheme, coloured, loaded
from playwright.sync_api import Page
from support.suite import REPOSITORY

_AXE = REPOSITORY / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_GRAVE = {"serious", "critical"}
# Without `preload` no style sheet is fetched again; only rules on turned pages and on sound would need it.
_RUN = "() => axe.run(document, {resultTypes: ['violations'], preload: false})"


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")


def grave_faults(page: Page, schemes: Sequence[Scheme] = _SCHEMES) -> list[str]:
    """Serious and critical faults, one a line: the scheme, the rule, its words and the elements that break it."""
    loaded(page)
    if page.evaluate("() => typeof axe === 'undefined'"):
        page.evaluate(_axe())
    faults: list[str] = []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        coloured(page, scheme)
        violations: list[dict[str, Any]] = page.evaluate(_RUN)["violations"]
        faults += [f"{scheme} {_words(one)}" for one in violations if one["impact"] in _GRAVE]
    page.emulate_media(color_scheme="light", reduced_motion="null")
    return faults


def _words(violation: dict[str, Any]) -> str:
    places = ", ".join(str(node["target"]) for node in violation["nodes"][:5])
    return f"{violation['id']} ({violation['help']}): {places}"
