"""Where the parts of a report fall on its pages: no heading alone, no page left empty for a table."""

import re
from io import BytesIO

from cellscanner_gateway.reports.document import make_report
from cellscanner_gateway.reports.facts import Drawings, Facts, Head
from cellscanner_gateway.reports.words import say
from cellscanner_gateway.statistics.service import Whole, present
from PIL import Image
from support.pdf_text import PICTURE, pages_of
from support.wholes import computed, square, whole

SECTIONS = (
    "study",
    "warnings",
    "groups",
    "figures",
    "maps",
    "metrics",
    "tests",
    "pictures",
    "model-section",
    "definitions",
)


FACTS = Facts("Study", None, None)


def png(across: int, down: int) -> bytes:
    body = BytesIO()
    Image.new("RGB", (across, down), "grey").save(body, "PNG")
    return body.getvalue()


SMALL = Drawings([png(40, 20)], [], mapped=0, mappable=0, dpi=20)
DRAWINGS = Drawings([png(130, 60)] * 5, [png(100, 80)] * 2, mapped=1, mappable=1, dpi=20)


def study(groups: int) -> Whole:
    living, dead = [square(100, 100), square(200, 100)], [square(120, 100)]
    numbers = range(1, 3 * groups + 1)
    return whole(*(computed(n, group=f"group {n % groups}", living=living, dead=dead) for n in numbers))


def pages(one: Whole, drawings: Drawings, note: str | None = None, facts: Facts = FACTS) -> list[str]:
    return pages_of(make_report(one, present(one), facts, Head(None, note), drawings, "en"))


def ends_of(lines: list[str]) -> set[str]:
    """The sections whose heading is the last of a page."""
    return {key for key in SECTIONS for page in lines if page.endswith(say("en", key))}


def test_no_heading_is_the_last_of_a_page() -> None:
    """A note that grows line by line moves every heading down over more than half a page."""
    one = study(4)
    for lines in range(0, 44, 2):
        assert not ends_of(pages(one, DRAWINGS, "word " * 22 * lines or None)), lines


def test_the_end_of_a_page_is_what_is_looked_at() -> None:
    assert ends_of(["Page 1Groups", "Page 2Figures" + PICTURE]) == {"groups"}


def test_a_long_table_begins_under_what_stands_before_it() -> None:
    """Five groups: the tables of numbers and tests fill several pages, and begin on none of their own."""
    found = pages(study(5), SMALL)
    assert len(found) > 4
    for key in ("metrics", "tests", "pictures"):
        assert not any(re.search(rf"Page \d+{say('en', key)}", page) for page in found), key


def test_more_classes_than_a_page_is_wide_for_and_more_words_than_it_is_high_for() -> None:
    one = study(2)
    names = [f"class {n}" for n in range(255)]
    one.prediction.classes = [
        {"name": "living", "target": False},
        {"name": "dead", "target": True},
        *({"name": name, "target": False} for name in names),
    ]
    licence = {"id": "MIT", "conditions": "Cite it. " * 1000 + "Last words."}
    facts = Facts("Study", {"title": {"en": "Many"}, "licence": licence, "micrometers_per_pixel": None}, None)
    text = "".join(pages(one, SMALL, facts=facts))
    assert "GroupPicturesFailedSpecimensTargetsNormal cellsgroup 130036group 030036" in text
    assert "class 254" in text
    assert "Last words." in text
