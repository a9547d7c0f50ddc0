"""What problems say to a reader of Chinese."""

from typing import Any

from cellscanner_shared.errors import CellScannerError, PictureTooLarge
from cellscanner_shared.problems import say_problem, sentences, titles


def stored(slug: str, detail: str, **members: Any) -> dict[str, Any]:
    return {"type": f"/docs/errors/{slug}", "title": "T", "status": 422, "detail": detail, **members}


def test_a_sentence_has_the_numbers_of_its_problem() -> None:
    facts = {"width": 40_000, "height": 30_000, "megapixels": 1200.5, "limit_megapixels": 400}
    problem = PictureTooLarge("It has too many.", reason="too-many-pixels", **facts).problem()

    assert say_problem("zh", problem) == (
        "图片有 40,000 x 30,000 像素（1,200.5 百万像素），一次最多可读取 400 百万像素。"
    )
    assert say_problem("en", problem) == "It has too many."


def test_a_kind_of_one_sentence_needs_no_reason() -> None:
    assert say_problem("zh", stored("picture-empty", "In English.")) == sentences("zh")["picture-empty"]


def test_what_an_older_version_stored_is_said_by_what_it_is_called() -> None:
    assert say_problem("zh", stored("picture-too-large", "In English.")) == titles("zh")["picture-too-large"]
    assert say_problem("zh", stored("picture-bomb", "In English.")) == titles("zh")["picture-bomb"]
    assert say_problem("zh", CellScannerError().problem()) == "CellScanner 内部出错"


def test_what_nobody_knows_is_said_as_the_service_said_it() -> None:
    assert say_problem("zh", stored("brand-new", "In English.")) == "In English."
    assert say_problem("zh", {}) == ""


def test_a_problem_within_another_and_a_list_are_said_too() -> None:
    inner = stored("picture-empty", "In English.")
    sentence = sentences("zh")["fields-not-valid"]

    problem = stored("invalid-request", "Not valid.", reason="fields-not-valid", fields=["a", inner])
    assert say_problem("zh", problem) == sentence.replace("{{fields}}", f"a、{sentences('zh')['picture-empty']}")
