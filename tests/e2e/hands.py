"""Two ways to work the page, with the same words: with a mouse, and with nothing but the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from e2e.editing import Desk, middle
from playwright.sync_api import Download, Locator, Page

Box = list[float]
_MOST_TABS = 200
_HAS_FOCUS = "element => element === document.activeElement"


@dataclass(frozen=True)
class Cell:
    """One that is there: `slot` is its place among the cells that are."""

    slot: int
    box: Box


@dataclass(frozen=True)
class NewCell:
    """One to be drawn in a picture of that width and height, whose other cells are about `usual_side` wide and high."""

    box: Box
    picture: tuple[int, int]
    usual_side: float


class Hands(Protocol):
    page: Page

    def press(self, locator: Locator) -> None:
        """A button or link."""

    def write(self, locator: Locator, text: str) -> None:
        """Into a field."""

    def choose(self, radio: Locator) -> None:
        """One of several."""

    def mend(self, desk: Desk, cell: Cell, place: int) -> None:
        """Give a cell the class at a place of the palette."""

    def draw(self, desk: Desk, cell: NewCell) -> None:
        """A cell that was missed, of the class that the palette has active."""

    def delete(self, desk: Desk, cell: Cell) -> None: ...

    def undo(self) -> None: ...


def choose_files(hands: Hands, button: Locator, paths: Sequence[Path]) -> None:
    """The system's own dialog takes over from the button."""
    with hands.page.expect_file_chooser() as chooser:
        hands.press(button)
    chooser.value.set_files(paths)


def download(hands: Hands, link: Locator) -> Download:
    with hands.page.expect_download() as coming:
        hands.press(link)
    return coming.value


class Mouse:
    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, locator: Locator) -> None:
        locator.click()

    def write(self, locator: Locator, text: str) -> None:
        locator.click(click_count=3)
        locator.page.keyboard.insert_text(text)

    def choose(self, radio: Locator) -> None:
        radio.click()

    def mend(self, desk: Desk, cell: Cell, place: int) -> None:
        desk.click(middle(cell.box))
        desk.has_selected(1)
        desk.visitor.find("palette-class").nth(place).click()

    def draw(self, desk: Desk, cell: NewCell) -> None:
        desk.visitor.find("tool-add").click()
        x1, y1, x2, y2 = cell.box
        desk.drag((x1, y1), (x2, y2))
        desk.visitor.find("tool-select").click()

    def delete(self, desk: Desk, cell: Cell) -> None:
        desk.click(middle(cell.box))
        desk.has_selected(1)
        desk.visitor.find("delete-selected").click()

    def undo(self) -> None:
        self.page.get_by_test_id("undo").click()


class Keyboard:
    """Never touches the mouse: what Tab does not reach, it cannot use."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, locator: Locator) -> None:
        self._reach(locator)
        self.page.keyboard.press("Enter")

    def write(self, locator: Locator, text: str) -> None:
        self._reach(locator)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, radio: Locator) -> None:
        name = radio.get_attribute("name")
        self._reach(self.page.locator(f'input[name="{name}"]:checked'))
        for _ in range(self.page.locator(f'input[name="{name}"]').count()):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert radio.is_checked()

    def mend(self, desk: Desk, cell: Cell, place: int) -> None:
        self._select(desk, cell.slot)
        self.page.keyboard.press(str(place + 1))
        self._see_all(desk)

    def draw(self, desk: Desk, cell: NewCell) -> None:
        """A new cell comes to the middle of the view, as large as its neighbours; arrows bring it where it belongs."""
        keys = self.page.keyboard
        self._see_all(desk)
        keys.press("a")
        keys.press("Enter")
        x1, y1, x2, y2 = cell.box
        left, top = ((side - cell.usual_side) / 2 for side in cell.picture)
        self._arrows("", x1 - left, y1 - top)
        self._arrows("Alt+", x2 - x1 - cell.usual_side, y2 - y1 - cell.usual_side)
        keys.press("Escape")
        keys.press("Escape")

    def delete(self, desk: Desk, cell: Cell) -> None:
        self._select(desk, cell.slot)
        self.page.keyboard.press("Delete")
        self._see_all(desk)

    def undo(self) -> None:
        self.page.keyboard.press("Control+z")

    def _see_all(self, desk: Desk) -> None:
        """Going to a cell had come near it."""
        self.page.keyboard.press("0")
        desk.rest()

    def _select(self, desk: Desk, slot: int) -> None:
        """The full stop goes from cell to cell, from the first one where none is selected."""
        self.page.keyboard.press("Escape")
        for _ in range(slot + 1):
            self.page.keyboard.press(".")
        desk.has_selected(1)

    def _arrows(self, held: str, right: float, down: float) -> None:
        for by, forth, back in ((right, "ArrowRight", "ArrowLeft"), (down, "ArrowDown", "ArrowUp")):
            key = forth if by > 0 else back
            tens, ones = divmod(abs(round(by)), 10)
            for one in [f"{held}Shift+{key}"] * tens + [f"{held}{key}"] * ones:
                self.page.keyboard.press(one)

    def _reach(self, locator: Locator) -> None:
        locator.wait_for()
        for _ in range(_MOST_TABS):
            if locator.evaluate(_HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {locator}")
