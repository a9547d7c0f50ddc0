"""Correcting on the sheet: crops of all pictures by predicted class, the doubtful ones first, or by likeness to one.

Wrong cells that stand side by side in a row are taken by one drag, single ones by a click; one key gives all that are
selected their class or takes their boxes away. What was missed is drawn on the sheet's pictures, all of which are gone
through, as nothing but looking tells where a cell is missing. A screenful is turned by one key.
"""

from bench.correction.desk import Desk
from bench.correction.in_editor import draw
from bench.correction.ledger import Ledger
from bench.correction.mistakes import Json, Mistakes, mistakes

# A window of 1440 x 900 at the crops' first size: 84 pixels and a gap of 6, and what bars leave of the height.
COLUMNS, ROWS = 15, 7
# The same window with the pictures at their first size, 200 pixels.
PICTURE_COLUMNS, PICTURE_ROWS = 6, 3
CellKey = tuple[str, str]


def sheet(desk: Desk, *, likeness: bool) -> Ledger:
    """Everything that can be seen on crops, then what is missing, on the pictures."""
    ledger = Ledger()
    ledger.add("click")
    found = {image: mistakes(truth, desk.begin(image, empty=False)["cells"]) for image, truth in desk.truth.items()}
    sections = _sections(desk)
    wishes = _wishes(found)
    if likeness:
        wishes = _all_like_this(desk, ledger, sections, wishes)
    _by_doubt(desk, ledger, sections, wishes)
    _draw_missing(desk, ledger, found)
    return ledger


def _wishes(found: dict[str, Mistakes]) -> dict[CellKey, str | None]:
    """The right class of each wrong cell, None for a false box."""
    wishes: dict[CellKey, str | None] = {}
    for image, one in found.items():
        wishes |= {(image, cell): name for cell, name in one.wrong.items()}
        wishes |= {(image, cell): None for cell in one.false}
    return wishes


def _sections(desk: Desk) -> dict[str, list[CellKey]]:
    """Cells by predicted class, as the sheet first shows them."""
    sections: dict[str, list[CellKey]] = {}
    for cell in desk.doubtful():
        sections.setdefault(cell["class"], []).append((cell["image_id"], cell["id"]))
    return sections


def _by_doubt(
    desk: Desk, ledger: Ledger, sections: dict[str, list[CellKey]], wishes: dict[CellKey, str | None]
) -> None:
    rows = sum(-(-len(cells) // COLUMNS) for cells in sections.values())
    ledger.add("scroll", max(0, -(-rows // ROWS) - 1))
    for wish in dict.fromkeys(wishes.values()):
        chosen = [cell for cell, one in wishes.items() if one == wish]
        for cells in sections.values():
            _take(ledger, cells, set(chosen))
        ledger.add("key")
        _give(desk, chosen, wish)


def _take(ledger: Ledger, cells: list[CellKey], wanted: set[CellKey]) -> None:
    """Runs of wanted cells within a row: a drag for two and more, a click for one."""
    run = 0
    for at, cell in enumerate([*cells, ("", "")]):
        if cell in wanted and (run == 0 or at % COLUMNS):
            run += 1
            continue
        if run:
            ledger.add("drag" if run > 1 else "click")
        run = int(cell in wanted)


def _all_like_this(
    desk: Desk, ledger: Ledger, sections: dict[str, list[CellKey]], wishes: dict[CellKey, str | None]
) -> dict[CellKey, str | None]:
    """Wherever a wrong cell's likes are wrong too: click it, S, one drag of the slider, one key. What is left over."""
    left = dict(wishes)
    for anchor, wish in wishes.items():
        if anchor not in left:
            continue
        name = next(name for name, cells in sections.items() if anchor in cells)
        order = [anchor, *(one for one in desk.alike(*anchor) if one in set(sections[name]))]
        count = next((at for at, one in enumerate(order) if left.get(one, "right") != wish), len(order))
        # Four gestures pay from five cells on: fewer are clicked.
        if count >= 5:
            ledger.add("click")
            ledger.add("key", 2)
            ledger.add("drag")
            _give(desk, order[:count], wish)
            for one in order[:count]:
                del left[one]
    return left


def _draw_missing(desk: Desk, ledger: Ledger, found: dict[str, Mistakes]) -> None:
    """P shows the pictures; a drag draws a cell where it is, a class key comes before one of another class."""
    ledger.add("key")
    rows = -(-len(found) // PICTURE_COLUMNS)
    ledger.add("scroll", max(0, -(-rows // PICTURE_ROWS) - 1))
    active = desk.classes[0]["name"]
    for image, one in found.items():
        active = draw(desk, ledger, image, desk.truth[image], one.missing, active)


def _give(desk: Desk, cells: list[CellKey], wish: str | None) -> None:
    by_image: dict[str, list[str]] = {}
    for image, cell in cells:
        by_image.setdefault(image, []).append(cell)
    for image, ids in by_image.items():
        operation: Json = (
            {"op": "delete", "ids": ids} if wish is None else {"op": "classify", "ids": ids, "class": wish}
        )
        desk.do(image, [operation])
