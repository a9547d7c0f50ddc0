"""The report as people read it: its text page by page, in both languages."""

from functools import cache

import pytest
from cellscanner_gateway.figures.schemas import Language
from cellscanner_gateway.reports.facts import Facts, Head, trained_on
from cellscanner_gateway.reports.service import draw_report
from cellscanner_gateway.reports.tables import number
from cellscanner_gateway.reports.words import DEFINITIONS
from cellscanner_gateway.statistics.service import Whole
from support.pdf_text import pages_of
from support.wholes import computed, square, whole

CARD = "# base/tiny@1\n\n## What it was trained on\n\nForty pictures of\nblocks.\n\n## How it does\n\nWell.\n"
MANIFEST = {
    "title": {"en": "Blocks", "zh": "方块"},
    "licence": {"id": "MIT", "conditions": "Cite it."},
    "micrometers_per_pixel": 0.25,
}
FACTS = Facts("Study <b>1</b> & 药物", MANIFEST, CARD)


def study() -> Whole:
    living = [square(100, 100), square(200, 100)]
    return whole(
        *(computed(n, group="control", scale=0.5, living=living, dead=[square(120, 100)]) for n in (1, 2, 3)),
        *(computed(n, group="药物B", living=living[:1], dead=[square(120 + n, 100)]) for n in (4, 5, 6)),
        computed(7, group="药物B", filename="broken.png", failed=True),
    )


@cache
def drawn(language: Language) -> bytes:
    return draw_report(study(), FACTS, language)


def joined(pdf: bytes) -> str:
    """Without spaces, of which the ends of lines have none."""
    return "".join(pages_of(pdf)).replace(" ", "")


def test_it_says_what_was_done_in_english() -> None:
    text = joined(drawn("en"))
    for words in (
        "Reportofaprediction",
        "Study<b>1</b>&药物",
        "base/tiny@1:Blocks",
        "7,ofwhich1withoutaresult",
        "Picturesofonespecimenarenotindependent",
        "broken.png:Thefileendstooearly.",
        "4picture(s),thefirst4.png:Thepicture'sscaleisnotknown",
        "Mann-Whitneycontrol,药物B3,3",
        "dead(target)",
        "0.25µm/px",
        "MIT.Citeit.",
        "Fortypicturesofblocks.",
    ):
        assert words in text, words
    # A picture's row: two living, one dead, ratio 1/2, one living cell within 2 R.
    assert "1.pngcontrolrecognised210.51" in text
    assert "broken.png药物Bfailed––––no-scale" in text


def test_it_says_the_same_in_chinese() -> None:
    text = joined(drawn("zh"))
    for words in (
        "预测报告",
        "7张，其中1张没有结果",
        "base/tiny@1:方块",
        "broken.png药物B失败",
        "组间比较",
        "同一样本的图片并不独立",
        "图片的比例尺未知",
    ):
        assert words in text, words


@pytest.mark.parametrize(("language", "research"), [("en", "Research use only."), ("zh", "仅供研究使用。")])
def test_every_page_is_for_research_only_and_numbered(language: Language, research: str) -> None:
    pages = pages_of(drawn(language))
    assert len(pages) >= 3
    for number_, page in enumerate(pages, 1):
        assert research in page
        assert (f"Page {number_}" if language == "en" else f"第 {number_} 页") in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_definition_is_in_it(language: Language) -> None:
    text = joined(drawn(language))
    assert len(DEFINITIONS["en"]) == len(DEFINITIONS["zh"])
    for definition in DEFINITIONS[language]:
        assert definition.replace(" ", "") in text


def test_a_title_and_a_note_of_one_s_own_stand_on_the_first_page_as_text() -> None:
    first = pages_of(draw_report(study(), FACTS, "zh", Head("批次 <b>A</b> & B", "并非处理效应。")))[0].replace(" ", "")
    assert "批次<b>A</b>&B仅供研究使用" in first
    assert "并非处理效应。" in first
    assert "预测报告" not in first


def test_it_has_its_figures_and_is_the_same_each_time() -> None:
    assert drawn("en").count(b"/Subtype /Image") >= 5
    assert draw_report(study(), FACTS, "en") == drawn("en")


def test_a_prediction_of_which_nothing_is_left() -> None:
    text = joined(draw_report(whole(computed(1, failed=True)), Facts(None, None, None), "en"))
    assert "picturesofseveralprojects" in text
    assert "Thisversionwasremoved" in text
    assert "Notests:fewerthantwonamedgroupshavepictures." in text


def test_maps_of_pictures_with_cells_enough() -> None:
    """A hundred cells in a hundred places: two maps more than a picture of ninety-nine."""
    places = [square(x, y) for x in range(25, 1000, 50) for y in range(50, 500, 100)]
    few = draw_report(whole(computed(1, living=places[1:])), FACTS, "zh")
    many = draw_report(whole(computed(1, living=places[1:], dead=places[:1])), FACTS, "en")
    assert many.count(b"/Subtype /Image") >= few.count(b"/Subtype /Image") + 2
    assert "Pictureswithatleast100cells:1.Shown:1,thosewiththemost." in joined(many)
    assert "没有一张图片达到100个细胞" in joined(few)


def test_numbers_and_cards() -> None:
    assert [number(value) for value in (None, 0.0, 1 / 3, 12345.6)] == ["–", "0", "0.3333", "1.235e+04"]
    assert trained_on(CARD) == "Forty pictures of blocks."
    assert trained_on("# nothing") is None
