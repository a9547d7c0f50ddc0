"""What is waited for on a page, for as long as a busy machine needs: the thing itself, never a time."""

from typing import Literal

from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
Placement = tuple[float, float, float]
WORK_MS = 1_200_000
_TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_STILL = "() => document.querySelector('[data-moving=\"true\"]') === null"
# Pictures out of sight are fetched once somebody scrolls there.
_LOADED = """() => document.querySelector('[data-testid="loading"]') === null && [...document.images].every(one => {
  const { left, top } = one.getBoundingClientRect();
  return one.complete || !one.checkVisibility() || top > innerHeight || left > innerWidth;
})"""
_WHOLE = """() => document.querySelector('[data-testid="loading"], [aria-busy="true"]') === null
  && [...document.images].every(one => one.complete)
  && [...document.querySelectorAll('a')].every(one => one.textContent.trim() !== '…')"""
_COLOURED = """scheme => matchMedia(`(prefers-color-scheme: ${scheme})`).matches
  && document.getAnimations().every(one => !(one instanceof CSSTransition))"""
_SUCCEEDED, _OVER = '[data-state="succeeded"]', ':is([data-state="failed"], [data-state="cancelled"])'


def still(page: Page) -> None:
    """No picture glides: what sets one off begins within two frames."""
    page.evaluate(_TWO_FRAMES)
    page.wait_for_function(_STILL)


def loaded(page: Page) -> None:
    """Nothing that can be seen is still under way. What a page polls or follows is no part of that."""
    page.wait_for_load_state("load")
    page.wait_for_function(_LOADED)


def whole(page: Page) -> None:
    """Nothing of the page is under way, out of sight either: every small picture is there, every name is known."""
    page.evaluate("() => document.querySelectorAll('img').forEach(one => { one.loading = 'eager'; })")
    page.wait_for_function(_WHOLE)


def coloured(page: Page, scheme: Scheme) -> None:
    """Every colour is that of the scheme: half-way between two it would be neither."""
    page.evaluate(_TWO_FRAMES)
    page.wait_for_function(_COLOURED, arg=scheme)


def at_rest(page: Page) -> Placement:
    """Where the picture lies on the only canvas with cells once it is still: picture * scale + (x, y)."""
    canvas = page.locator('[data-testid="cell-canvas"][data-scale]')
    canvas.wait_for(state="attached")
    still(page)
    scale, x, y = (float(canvas.get_attribute(f"data-{name}") or 0) for name in ("scale", "offset-x", "offset-y"))
    return scale, x, y


def succeeded(page: Page, shown: str, form: str) -> None:
    """Until what a job makes is shown and has succeeded; both are test ids. Fails at once, in the page's words, if it
    ended otherwise or if the form that asked for it was refused."""
    here = f'[data-testid="{shown}"]'
    refused = f'[data-testid="{form}"] [role="alert"]'
    page.locator(f"{here}{_SUCCEEDED}, {here}{_OVER}, {refused}").first.wait_for(timeout=WORK_MS)
    assert page.locator(f"{here}{_SUCCEEDED}").count() == 1, page.locator("body").inner_text()
