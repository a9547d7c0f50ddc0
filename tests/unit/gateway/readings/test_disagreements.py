"""Pairing two people's labels, and deciding between them, against cases by hand and every way to decide."""

import pytest
from cellscanner_gateway.annotations.agreement import agreement
from cellscanner_gateway.annotations.cells import Cell, Content, by_id
from cellscanner_gateway.readings.disagreements import Decision, Key, Kind, Take, adjudicate, pair
from cellscanner_shared.errors import InvalidRequest
from hypothesis import given
from hypothesis import strategies as st

WHOLE = (0.0, 0.0, 100.0, 100.0)
CLASSES = {"living": False, "dead": True}


def cell(cell_id: str, x: float, class_name: str = "living") -> Cell:
    return Cell(cell_id, (x, 0.0, x + 8.0, 8.0), class_name)


def content(*cells: Cell) -> Content:
    return Content(CLASSES, by_id(cells))


FIRST = content(cell("p0", 0), cell("p1", 10, "dead"), cell("p2", 20))
# p0 a little aside, p1 called otherwise, another cell under the id p2.
SECOND = content(cell("p0", 1), cell("p1", 10, "living"), cell("p2", 50, "dead"))
KEYS: list[Key] = [("p1", "p1"), ("p2", None), (None, "p2")]


def decided(*takes: Take) -> dict[Key, Decision]:
    return {key: Decision(take) for key, take in zip(KEYS, takes, strict=True)}


def test_what_differs_is_found_by_place_and_not_by_id() -> None:
    found = pair(FIRST, SECOND)
    assert [one.id for one in found.agreed] == ["p0"]
    assert [(one.kind, *one.key) for one in found.disagreements] == [
        (Kind.CLASS_DIFFERS, "p1", "p1"),
        (Kind.ONLY_FIRST, "p2", None),
        (Kind.ONLY_SECOND, None, "p2"),
    ]


def test_a_side_taken_throughout_gives_its_cells() -> None:
    first = adjudicate(FIRST, SECOND, decided(Take.FIRST, Take.FIRST, Take.FIRST), WHOLE)
    assert first == Content(CLASSES, FIRST.cells, (WHOLE,))
    second = adjudicate(FIRST, SECOND, decided(Take.SECOND, Take.SECOND, Take.SECOND), WHOLE)
    # A cell on which both agree stays where the first has it.
    assert [(one.box[0], one.class_name) for one in second.cells.values()] == [
        (0, "living"),
        (10, "living"),
        (50, "dead"),
    ]


def test_neither_leaves_nothing_and_a_class_names_the_cell_anew() -> None:
    decisions = decided(Take.NEITHER, Take.NEITHER, Take.NEITHER)
    assert list(adjudicate(FIRST, SECOND, decisions, WHOLE).cells) == ["p0"]
    decisions[None, "p2"] = Decision(Take.CLASS, "living")
    (_, named) = adjudicate(FIRST, SECOND, decisions, WHOLE).cells.values()
    assert (named.box[0], named.class_name, named.changed) == (50, "living", True)


def test_two_cells_of_one_id_are_both_kept() -> None:
    kept = adjudicate(FIRST, SECOND, decided(Take.FIRST, Take.FIRST, Take.SECOND), WHOLE)
    assert {one.id: one.box[0] for one in kept.cells.values()} == {"p0": 0, "p1": 10, "p2": 20, "a1": 50}


def test_what_is_left_open_or_was_never_asked_is_refused() -> None:
    decisions = decided(Take.FIRST, Take.FIRST, Take.FIRST)
    with pytest.raises(InvalidRequest, match="1 of 3"):
        adjudicate(FIRST, SECOND, {key: decisions[key] for key in KEYS[:2]}, WHOLE)
    with pytest.raises(InvalidRequest, match="do not disagree"):
        adjudicate(FIRST, SECOND, decisions | {("p0", "p0"): Decision(Take.FIRST)}, WHOLE)
    with pytest.raises(InvalidRequest, match="class 'other'"):
        adjudicate(FIRST, SECOND, decisions | {KEYS[0]: Decision(Take.CLASS, "other")}, WHOLE)


def test_classes_are_those_of_both() -> None:
    other = Content({"dead": False, "mitotic": True}, {})
    kept = adjudicate(content(), other, {}, WHOLE)
    assert kept.classes == {"living": False, "dead": True, "mitotic": True}


cells = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(list(CLASSES))), max_size=12)
contents = cells.map(lambda rows: content(*(cell(f"p{n}", x, name) for n, (x, name) in enumerate(rows))))


@given(contents, contents, st.data())
def test_every_cell_is_agreed_on_or_decided_once(first: Content, second: Content, data: st.DataObject) -> None:
    found = pair(first, second)
    matched = agreement(first, second).matched
    differing = sum(one.kind is Kind.CLASS_DIFFERS for one in found.disagreements)
    assert len(found.agreed) + differing == matched
    assert len(found.agreed) + len(found.disagreements) == len(first.cells) + len(second.cells) - matched
    takes = {one.key: Decision(data.draw(st.sampled_from(list(Take)[:3]))) for one in found.disagreements}
    kept = adjudicate(first, second, takes, WHOLE)
    sides = {Take.FIRST: 0, Take.SECOND: 1}
    there = [key for key, one in takes.items() if one.take in sides and key[sides[one.take]] is not None]
    assert len(kept.cells) == len(found.agreed) + len(there)
