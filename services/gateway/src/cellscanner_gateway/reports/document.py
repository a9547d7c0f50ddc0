"""The report, section by section. Importing it loads reportlab, so it is imported late."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from cellscanner_gateway.figures.maps import LEAST_TO_MAP
from cellscanner_gateway.figures.schemas import Language
from cellscanner_gateway.predictions.models import ImageState
from cellscanner_gateway.predictions.repository import Picture
from cellscanner_gateway.reports.facts import Drawings, Facts, Head, trained_on
from cellscanner_gateway.reports.layout import Page
from cellscanner_gateway.reports.tables import groups_table, metrics_table, pictures_table, tests_table
from cellscanner_gateway.reports.words import DEFINITIONS
from cellscanner_gateway.statistics.metrics import short
from cellscanner_gateway.statistics.schemas import StatisticsOut
from cellscanner_gateway.statistics.service import Whole
from cellscanner_gateway.warnings.failures import why_failed
from cellscanner_gateway.warnings.schemas import WarningOut
from cellscanner_gateway.warnings.words import reword, say

_MOST_WARNINGS = 30


def make_report(
    whole: Whole,
    result: StatisticsOut,
    facts: Facts,
    head: Head,
    drawings: Drawings,
    language: Language,
) -> bytes:
    """The PDF; the same arguments are the same bytes."""
    page = Page(language)
    title = head.title or page.say("title")
    story = [
        page.paragraph(title, "title"),
        page.paragraph(page.say("research")),
        *([page.note(head.note)] if head.note else []),
        *_study(page, whole, result, facts),
        *_warnings(page, whole, result),
        *page.section("groups", groups_table(page, result)),
        *page.section("figures", *(page.figure(png, drawings.dpi) for png in drawings.figures)),
        *_maps(page, drawings),
        *page.section("metrics", metrics_table(page, result)),
        *page.section("tests", tests_table(page, result)),
        *page.section("pictures", *pictures_table(page, result), together=2),
        *_model(page, result, facts),
        *page.section("definitions", *(page.paragraph(text) for text in DEFINITIONS[language])),
    ]
    foot = f"{result.model} | {result.prediction_id} | CellScanner {result.software_version}"
    return page.document(story, title, foot)


def _study(page: Page, whole: Whole, result: StatisticsOut, facts: Facts) -> list[Flowable]:
    failed = sum(one.state != "succeeded" for one in result.images)
    rows = [
        ("project", facts.project or page.say("several-projects")),
        ("prediction", str(result.prediction_id)),
        ("date", whole.prediction.created_at.strftime("%Y-%m-%d %H:%M UTC")),
        ("model", result.model),
        ("confidence", f"{result.confidence:g}"),
        ("labels", page.say(result.labels)),
        ("software", f"CellScanner {result.software_version}"),
        ("pictures", page.say("pictures-of", n=len(result.images), failed=failed)),
        ("unit", page.say(f"unit-{result.unit}")),
        ("control", result.control or page.say("no-control")),
        ("k", ", ".join(map(short, result.k))),
    ]
    return page.section("study", page.facts(rows))


def _warnings(page: Page, whole: Whole, result: StatisticsOut) -> list[Flowable]:
    """Those of the whole, then why pictures failed, then one a code with its pictures, in the report's language."""
    found = [_words(page, one) for one in result.warnings]
    by_code: dict[str, list[tuple[str, WarningOut]]] = {}
    for image in result.images:
        for warning in image.warnings:
            by_code.setdefault(warning.code, []).append((image.filename, warning))
    if by_code.pop("image-failed", None):
        found += [
            _failure(page, one.picture) for one in whole.pictures if one.picture.result.state == ImageState.FAILED
        ]
    for code, cases in by_code.items():
        filename, first = cases[0]
        found.append(page.say("warned", n=len(cases), filename=filename, text=_words(page, first), code=code))
    lines = found[:_MOST_WARNINGS] or [page.say("no-warnings")]
    if len(found) > _MOST_WARNINGS:
        lines.append(page.say("and-more", n=len(found) - _MOST_WARNINGS))
    return page.section("warnings", *map(page.paragraph, lines))


def _failure(page: Page, picture: Picture) -> str:
    why = why_failed(page.language, picture.result.problem)
    return say(page.language, "image-failed", {"filename": picture.image.filename, "reason": why})


def _maps(page: Page, drawings: Drawings) -> list[Flowable]:
    """Of the pictures with the most cells; which ones are left out is said."""
    key = "maps-of" if drawings.mappable else "no-maps"
    said = page.say(key, mapped=drawings.mapped, mappable=drawings.mappable, least=LEAST_TO_MAP)
    figures = (page.figure(png, drawings.dpi) for png in drawings.maps)
    return page.section("maps", page.paragraph(said), *figures, together=2)


def _words(page: Page, warning: WarningOut) -> str:
    return reword(page.language, warning.code, warning.message, warning.values)


def _model(page: Page, result: StatisticsOut, facts: Facts) -> list[Flowable]:
    classes = ", ".join(page.say("target-mark", name=one.name) if one.target else one.name for one in result.classes)
    rows = [("model", result.model), ("classes", classes)]
    if facts.manifest is None:
        return page.section("model-section", page.facts(rows), page.paragraph(page.say("model-gone")))
    manifest = facts.manifest
    scale, licence = manifest.get("micrometers_per_pixel"), manifest["licence"]
    title = manifest["title"].get(page.language) or manifest["title"].get("en", "")
    rows = [
        ("model", f"{result.model}: {title}"),
        ("classes", classes),
        ("scale", page.say("no-scale") if scale is None else f"{scale:g} µm/px"),
        ("licence", f"{licence['id']}. {licence['conditions']}"),
        *_data(facts),
    ]
    return page.section("model-section", page.facts(rows))


def _data(facts: Facts) -> Sequence[tuple[str, str]]:
    text = trained_on(facts.card or "")
    return [("trained-on", text)] if text else []
