"""Where two people's labels of one picture differ, and the labels that follow once somebody has decided each of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cellscanner_shared.errors import InvalidRequest

from cellscanner_gateway.annotations.agreement import Tally, match, tally
from cellscanner_gateway.annotations.cells import Box, Cell, Content

# The ids of the cell in the first and in the second; None where one has no such cell.
Key = tuple[str | None, str | None]


class Kind(StrEnum):
    CLASS_DIFFERS = "class-differs"
    ONLY_FIRST = "only-first"
    ONLY_SECOND = "only-second"


class Take(StrEnum):
    """What holds of a disagreement. To take a side that has no cell there is to say that there is none."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"
    CLASS = "class"


@dataclass(frozen=True)
class Decision:
    """`class_name` is given with `Take.CLASS`: there is a cell, and it is of this class."""

    take: Take
    class_name: str | None = None


@dataclass(frozen=True)
class Disagreement:
    """A cell that both have and call differently, or that only one has."""

    kind: Kind
    first: Cell | None
    second: Cell | None

    @property
    def key(self) -> Key:
        return (self.first.id if self.first else None, self.second.id if self.second else None)


@dataclass(frozen=True)
class Pairing:
    """What both say alike, as the first has it, everything else, and all of it counted."""

    agreed: list[Cell]
    disagreements: list[Disagreement]
    tally: Tally


def pair(first: Content, second: Content) -> Pairing:
    """Cells are the same one at an overlap of at least 0.5, each once, the best overlaps first; as for agreement."""
    a, b = list(first.cells.values()), list(second.cells.values())
    pairs = match([cell.box for cell in a], [cell.box for cell in b])
    agreed = [a[i] for i, j in pairs if a[i].class_name == b[j].class_name]
    differing = [(a[i], b[j]) for i, j in sorted(pairs) if a[i].class_name != b[j].class_name]
    paired_a, paired_b = {i for i, _ in pairs}, {j for _, j in pairs}
    return Pairing(
        agreed,
        [
            *(Disagreement(Kind.CLASS_DIFFERS, one, other) for one, other in differing),
            *(Disagreement(Kind.ONLY_FIRST, one, None) for i, one in enumerate(a) if i not in paired_a),
            *(Disagreement(Kind.ONLY_SECOND, None, other) for j, other in enumerate(b) if j not in paired_b),
        ],
        tally(a, b, pairs),
    )


def adjudicate(first: Content, second: Content, decisions: Mapping[Key, Decision], whole: Box) -> Content:
    """What both agree on and what was decided; `whole` is the picture, all of which counts as checked.

    Raises InvalidRequest unless each disagreement, and nothing else, is decided.
    """
    pairing = pair(first, second)
    _check_complete(pairing, decisions)
    classes = {**second.classes, **first.classes}
    classes = {name: classes[name] for name in dict.fromkeys([*first.classes, *second.classes])}
    kept = [_kept(one, decisions[one.key], classes) for one in pairing.disagreements]
    return Content(classes, _with_ids([*pairing.agreed, *(cell for cell in kept if cell)]), (whole,))


def _check_complete(pairing: Pairing, decisions: Mapping[Key, Decision]) -> None:
    wanted = {one.key for one in pairing.disagreements}
    if undecided := len(wanted - decisions.keys()):
        raise InvalidRequest(
            f"{undecided} of {len(wanted)} disagreements are not decided.",
            undecided=undecided,
            reason="disagreements-open",
            total=len(wanted),
        )
    if decisions.keys() - wanted:
        raise InvalidRequest("A decision names cells on which the two do not disagree.", reason="not-a-disagreement")


def _kept(one: Disagreement, decision: Decision, classes: Mapping[str, bool]) -> Cell | None:
    match decision.take:
        case Take.FIRST:
            return one.first
        case Take.SECOND:
            return one.second
        case Take.NEITHER:
            return None
        case Take.CLASS:
            return _called(one.first or one.second, decision.class_name, classes)


def _called(cell: Cell | None, class_name: str | None, classes: Mapping[str, bool]) -> Cell | None:
    if class_name is None or class_name not in classes:
        raise InvalidRequest(
            f"Neither of the two knows a class {class_name!r}.", reason="class-of-neither", class_name=class_name
        )
    return cell and cell._replace(class_name=class_name, changed=True)


def _with_ids(cells: list[Cell]) -> dict[str, Cell]:
    """By id; where both began from one prediction two different cells may have the same, and the later gets another."""
    found: dict[str, Cell] = {}
    spare = 0
    taken = {cell.id for cell in cells}
    for cell in cells:
        kept = cell
        while kept.id in found:
            spare += 1
            if (name := f"a{spare}") not in taken:
                kept = cell._replace(id=name)
        found[kept.id] = kept
    return found
