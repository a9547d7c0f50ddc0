"""Every page: where it is, when it stands, and its picture in the user guide. A new page is one more line."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from e2e.waiting import loaded, still, whole
from PIL import Image
from playwright.sync_api import Page
from support.suite import REPOSITORY

IMAGES = REPOSITORY / "docs" / "images"
_ROUTER = REPOSITORY / "frontend" / "src" / "App.tsx"
_ROUTE = re.compile(r"<Route (?:path=\"([^\"]+)\"|(index)) element")
_MOST_HIGH = 1300


def _id(name: str, state: str = "") -> str:
    return f'[data-testid="{name}"]{state}'


def _keys(*keys: str) -> Callable[[Page], None]:
    """Brings the page into a state worth looking at."""

    def press(page: Page) -> None:
        for key in keys:
            page.keyboard.press(key)
        still(page)
        loaded(page)

    return press


@dataclass(frozen=True)
class Stop:
    """`address` has places of the furnished project in braces; `ready` is a selector of what is there in the end."""

    route: str
    address: str
    ready: str
    # Its name in docs/images; None where another stop shows the same page.
    picture: str | None = None
    act: Callable[[Page], None] | None = None


_OPEN = '[data-open="true"]'
_PROJECT, _PREDICTION = "projects/:projectId", "predictions/:predictionId"
_RESULT, _EDITOR = "predictions/:predictionId/images/:imageId", "images/:imageId/annotate"
_AT_PROJECT, _AT_PREDICTION = "/projects/{project}", "/predictions/{prediction}"

BEFORE_SIGN_IN = Stop("sign-in", "/sign-in", "form", "sign-in")
STOPS = [
    Stop("", "/", _id("project-card"), "projects"),
    Stop(_PROJECT, _AT_PROJECT, _id("chart-point"), "overview"),
    Stop(_PROJECT, f"{_AT_PROJECT}?with=labels", _id("chart-pairs")),
    Stop(_PROJECT, f"{_AT_PROJECT}?tab=pictures", _id("picture-tile"), "project"),
    Stop(_PROJECT, f"{_AT_PROJECT}?tab=predictions", "main table", "predictions"),
    Stop(_PROJECT, f"{_AT_PROJECT}?tab=review", _id("review-row"), "review"),
    Stop(_PROJECT, f"{_AT_PROJECT}?tab=members", _id("member-row"), "members"),
    Stop("projects/:projectId/fine-tune", f"{_AT_PROJECT}/fine-tune", _id("mode-advice"), "fine-tune"),
    Stop("projects/:projectId/import", f"{_AT_PROJECT}/import", "main button"),
    Stop("imports/:importId", "/imports/{import}", _id("imported-picture"), "import"),
    Stop(_PREDICTION, _AT_PREDICTION, _id("result-row"), "prediction"),
    Stop(_PREDICTION, f"{_AT_PREDICTION}?tab=statistics", _id("statistics-row"), "statistics"),
    Stop(_PREDICTION, f"{_AT_PREDICTION}?tab=groups", _id("chart-relative-size"), "groups"),
    Stop(_PREDICTION, f"{_AT_PREDICTION}?tab=differences", _id("difference-row"), "differences"),
    Stop(_PREDICTION, f"{_AT_PREDICTION}?tab=download", _id("downloads"), "download"),
    Stop(
        _RESULT,
        "/predictions/{of_smear}/images/{smear}",
        _id("shown-count"),
        "result",
        _keys("n"),
    ),
    Stop(
        _RESULT,
        "/predictions/{prediction}/images/{image}?with=current",
        _id("difference-item"),
        "compared",
        _keys("n"),
    ),
    Stop(
        "predictions/:predictionId/sheet",
        f"{_AT_PREDICTION}/sheet",
        _id("sheet-canvas", '[data-whole="true"]'),
        "sheet",
        _keys("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"),
    ),
    Stop("images/:imageId", "/images/{smear}", _id("viewer", _OPEN)),
    Stop(_EDITOR, "/images/{smear}/annotate", _id("editor-canvas", _OPEN), "editor", _keys("0", ".", "0")),
    Stop("images/:imageId/readings", "/images/{image}/readings", _id("reading-row"), "readings"),
    Stop(
        "images/:imageId/agreement",
        "/images/{image}/agreement?second={reading}",
        _id("disagreement"),
        "agreement",
        _keys("n"),
    ),
    Stop("models", "/models", 'a[href="/models/base/living-dead"]', "models"),
    Stop("models/:owner/:name", "/models/base/living-dead", _id("version-row"), "model"),
    Stop("jobs", "/jobs", "main table", "jobs"),
    Stop("settings", "/settings", "main table", "settings"),
    Stop("*", "/nowhere", "main"),
]
# What stands only once the training has ended.
AFTER_TRAINING = [
    Stop(_PROJECT, f"{_AT_PROJECT}?tab=trainings", _id("training-row"), "label-next"),
    Stop("trainings/:trainingId", "/trainings/{training}", _id("verdict"), "training"),
    Stop(
        "trainings/:trainingId/pictures/:imageId",
        "/trainings/{training}/pictures/{held_out}",
        _id("held-out", '[data-together="true"]'),
        "held-out",
        _keys("n"),
    ),
    Stop("comparisons/:comparisonId", "/comparisons/{comparison}", _id("comparison-training"), "comparison"),
]
ALL = [BEFORE_SIGN_IN, *STOPS, *AFTER_TRAINING]


def routes() -> list[str]:
    """The paths that the page's router knows."""
    found = _ROUTE.findall(_ROUTER.read_text(encoding="utf-8"))
    return ["" if index else path for path, index in found]


def pictures() -> list[str]:
    """Names of the guide's pictures of the pages that there are to be."""
    return [f"{stop.picture}.webp" for stop in ALL if stop.picture]


def keep_picture(page: Page, folder: Path, name: str) -> None:
    """The page as far down as a reader of the guide wants to scroll, in a file that is quickly there."""
    whole(page)
    file = folder / f"{name}.png"
    page.screenshot(path=file, full_page=True)
    with Image.open(file) as picture:
        cut = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, _MOST_HIGH)))
        cut.save(folder / f"{name}.webp", quality=80, method=6)
    file.unlink()
