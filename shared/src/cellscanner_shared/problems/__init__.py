"""What problems say in English and Chinese, for the page of the browser, which reads these files too, and for reports.

`titles.json` has what each kind of problem is called, by the name of its page below docs/errors; the other files have
the sentences, by `reason`, or by that name where it has but one. What stands in double braces is a member.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Language = Literal["en", "zh"]
_TITLES = "titles.json"
_NAMED = re.compile(r"\{\{(\w+)\}\}")


def say_problem(language: Language, problem: Mapping[str, Any]) -> str:
    """What an RFC 9457 document says: its sentence, else what it is called, else what the service said in English."""
    detail = str(problem.get("detail") or problem.get("title") or "")
    if language == "en":
        return detail
    slug = str(problem.get("type", "")).rsplit("/", 1)[-1]
    sentence = sentences(language).get(str(problem.get("reason") or slug))
    if sentence is None or not problem.keys() >= set(_NAMED.findall(sentence)):
        return titles(language).get(slug, detail)
    return _NAMED.sub(lambda named: _say(language, problem[named[1]]), sentence)


@cache
def titles(language: Language) -> Mapping[str, str]:
    return _read(language, _TITLES)


@cache
def sentences(language: Language) -> Mapping[str, str]:
    folder = files(__name__) / language
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".json") and one.name != _TITLES)
    return {key: text for name in names for key, text in _read(language, name).items()}


def _read(language: Language, name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((files(__name__) / language / name).read_text(encoding="utf-8"))
    return found


def _say(language: Language, fact: object) -> str:
    """A member as its sentence names it: numbers as the page writes them, a problem inside another by its own words."""
    if isinstance(fact, Mapping):
        return say_problem(language, fact)
    if isinstance(fact, list):
        return "、".join(_say(language, one) for one in fact) or "–"
    if isinstance(fact, int | float):
        return f"{round(fact, 3):,}"
    return str(fact)
