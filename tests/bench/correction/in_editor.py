"""Ways of correcting picture by picture in the editor. Each leaves labels without a mistake, and says what it cost.

Opening a picture is a click. `A` turns adding on, once a picture; a class key is pressed where the class changes.
"""

from bench.correction.desk import Desk, added
from bench.correction.ledger import Ledger
from bench.correction.mistakes import Json, Mistakes, Truth, mistakes


def from_nothing(desk: Desk) -> Ledger:
    """Draw every cell, class by class."""
    ledger = Ledger()
    active = desk.classes[0]["name"]
    for image, truth in desk.truth.items():
        ledger.add("click")
        desk.begin(image, empty=True)
        active = _draw(desk, ledger, image, truth, range(len(truth.classes)), active)
    return ledger


def box_by_box(desk: Desk) -> Ledger:
    """Go from each predicted cell to the next with a key, and mend it where it is wrong."""
    ledger = Ledger()
    active = desk.classes[0]["name"]
    for image, truth in desk.truth.items():
        ledger.add("click")
        cells = desk.begin(image, empty=False)["cells"]
        found = mistakes(truth, cells)
        ledger.add("key", len(cells) + len(found.wrong) + len(found.false))
        active = _mend(desk, image, found, active)
        active = _draw(desk, ledger, image, truth, found.missing, active)
    return ledger


def click_and_key(desk: Desk) -> Ledger:
    """Look at each picture, click what is wrong, press its class or Del."""
    ledger = Ledger()
    active = desk.classes[0]["name"]
    for image, truth in desk.truth.items():
        ledger.add("click")
        found = mistakes(truth, desk.begin(image, empty=False)["cells"])
        touched = len(found.wrong) + len(found.false)
        ledger.add("click", touched)
        ledger.add("key", touched)
        active = _mend(desk, image, found, active)
        active = _draw(desk, ledger, image, truth, found.missing, active)
    return ledger


def next_uncertain(desk: Desk) -> Ledger:
    """Look at each picture; press U until no wrong cell is left, its class or Del at each that is wrong."""
    ledger = Ledger()
    active = desk.classes[0]["name"]
    for image in desk.truth:
        desk.begin(image, empty=False)
    order: dict[str, list[str]] = {image: [] for image in desk.truth}
    for cell in desk.doubtful():
        order[cell["image_id"]].append(cell["id"])
    for image, truth in desk.truth.items():
        ledger.add("click")
        found = mistakes(truth, desk.labels(image)["cells"])
        bad = {*found.wrong, *found.false}
        steps = max((order[image].index(one) + 1 for one in bad), default=0)
        ledger.add("key", steps + len(bad))
        active = _mend(desk, image, found, active)
        active = _draw(desk, ledger, image, truth, found.missing, active)
    return ledger


def _mend(desk: Desk, image: str, found: Mistakes, active: str) -> str:
    """Classes and false boxes; the class given last stays the one of new cells."""
    operations: list[Json] = [{"op": "classify", "ids": [one], "class": name} for one, name in found.wrong.items()]
    operations += [{"op": "delete", "ids": [one]} for one in found.false]
    desk.do(image, operations)
    return [active, *found.wrong.values()][-1]


def _draw(desk: Desk, ledger: Ledger, image: str, truth: Truth, places: range | tuple[int, ...], active: str) -> str:
    """Turn adding on, then the cells."""
    if places:
        ledger.add("key")
    return draw(desk, ledger, image, truth, places, active)


def draw(desk: Desk, ledger: Ledger, image: str, truth: Truth, places: range | tuple[int, ...], active: str) -> str:
    """Cells by drags, those of the active class first; the class that is active then."""
    order = sorted(places, key=lambda place: (truth.classes[place] != active, truth.classes[place]))
    for place in order:
        if truth.classes[place] != active:
            ledger.add("key")
            active = truth.classes[place]
        ledger.add("drag")
    desk.do(image, [added(truth, place) for place in order])
    return active
