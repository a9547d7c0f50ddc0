"""The tables of the report. A missing number is a dash."""

from collections.abc import Mapping, Sequence

from reportlab.platypus import Flowable

from cellscanner_gateway.reports.layout import Page
from cellscanner_gateway.reports.words import metric_name
from cellscanner_gateway.statistics.metrics import short
from cellscanner_gateway.statistics.schemas import ComparisonOut, DescriptionOut, PictureStatisticsOut, StatisticsOut

MOST_PICTURES = 1000
# More columns than these leave too little of a page's width for each.
_MOST_CLASSES = 8
_MISSING = "–"
# The header of each column of counts, and the classes that it adds up.
_Columns = Mapping[str, Sequence[str]]


def groups_table(page: Page, result: StatisticsOut) -> Flowable:
    """A row a group: pictures, failed ones, specimens, and the cells of each class."""
    columns = _counted(page, result)
    header = [page.say(key) for key in ("group", "pictures", "failed", "specimens")] + list(columns)
    rows = [
        [
            one.name if one.name is not None else page.say("no-group"),
            *(str(number) for number in (one.pictures, one.failed, one.specimens)),
            *_sums(one.counts, columns),
        ]
        for one in result.groups
    ]
    return page.table(header, rows, [3, 1, 1, 1, *[1] * len(columns)])


def metrics_table(page: Page, result: StatisticsOut) -> Flowable:
    """A row a metric and group."""
    header = [page.say("metric"), page.say("group"), "n"]
    header += [page.say(key) for key in ("missing", "mean", "sd", "median", "range")]
    names = list(result.groups[0].metrics) if result.groups else []
    rows = [
        [
            metric_name(page.language, name),
            group.name if group.name is not None else page.say("no-group"),
            *_described(group.metrics[name]),
        ]
        for name in names
        for group in result.groups
    ]
    return page.table(header, rows, [3.2, 2.2, 0.7, 0.9, 1.2, 1.2, 2.6, 2])


def tests_table(page: Page, result: StatisticsOut) -> Flowable:
    """A row a test; where there is none, why."""
    if not result.tests:
        return page.paragraph(page.say("no-tests"))
    header = [page.say("metric"), page.say("test"), page.say("groups"), "n", page.say("statistic")]
    header += ["p", page.say("p-holm"), page.say("effect")]
    rows = [_test(page, one) for one in result.tests]
    return page.table(header, rows, [3.2, 2.3, 2.8, 1.1, 1.1, 1.1, 1.1, 2.6])


def pictures_table(page: Page, result: StatisticsOut) -> list[Flowable]:
    """A row a picture, failed ones as failed; of more than 1000 pictures the first 1000, and it is said."""
    columns = _counted(page, result)
    k = short(min(result.k))
    header = [page.say(key) for key in ("picture", "group", "state")] + list(columns)
    header += [metric_name(page.language, name) for name in ("target_ratio", f"effective_score:{k}")]
    header.append(page.say("codes"))
    rows = [_picture(page, one, columns, k) for one in result.images[:MOST_PICTURES]]
    table = page.table(header, rows, [3.2, 2, 1.4, *[1.1] * len(columns), 1.4, 1.4, 2.6])
    if len(result.images) <= MOST_PICTURES:
        return [table]
    return [page.paragraph(page.say("first-pictures", most=MOST_PICTURES, n=len(result.images))), table]


def number(value: float | None) -> str:
    """Four digits; the files have all."""
    return _MISSING if value is None else f"{value:.4g}"


def _counted(page: Page, result: StatisticsOut) -> _Columns:
    """A column a class; of many classes only their targets and their normal cells: the files have each."""
    if len(result.classes) <= _MOST_CLASSES:
        return {one.name: [one.name] for one in result.classes}
    named = {"targets": True, "normals": False}
    return {page.say(key): [one.name for one in result.classes if one.target is is_] for key, is_ in named.items()}


def _sums(counts: Mapping[str, int], columns: _Columns) -> list[str]:
    return [str(sum(counts.get(name, 0) for name in names)) for names in columns.values()]


def _described(one: DescriptionOut) -> Sequence[str]:
    quartiles = _MISSING if one.median is None else f"{number(one.median)} [{number(one.q1)}, {number(one.q3)}]"
    span = _MISSING if one.least is None else f"{number(one.least)} – {number(one.most)}"
    return [str(one.n), str(one.missing), number(one.mean), number(one.sd), quartiles, span]


def _test(page: Page, one: ComparisonOut) -> Sequence[str]:
    interval = "" if one.effect_low is None else f" [{number(one.effect_low)}, {number(one.effect_high)}]"
    effect = page.say(one.reason) if one.reason is not None else f"{number(one.effect)}{interval}"
    return [
        metric_name(page.language, one.metric),
        page.say(one.kind),
        ", ".join(one.groups),
        ", ".join(map(str, one.n)),
        *(number(value) for value in (one.statistic, one.p, one.p_holm)),
        effect,
    ]


def _picture(page: Page, one: PictureStatisticsOut, columns: _Columns, k: str) -> Sequence[str]:
    counts = [_MISSING] * len(columns) if one.counts is None else _sums(one.counts, columns)
    return [
        one.filename,
        one.group if one.group is not None else page.say("no-group"),
        page.say(f"state-{one.state}"),
        *counts,
        number(one.target_ratio),
        number((one.effective_score or {}).get(k)),
        ", ".join(warning.code for warning in one.warnings),
    ]
