"""A name holds what was written whole before, or what is written whole now."""

from pathlib import Path

import pytest
from cellscanner_trainer.whole_files import whole, write_whole


def test_until_the_end_the_old_file_stands(tmp_path: Path) -> None:
    card = tmp_path / "card.json"
    write_whole(card, "old")
    with whole(card) as partial:
        partial.write_text("new")
        assert partial.suffix == ".json"
        assert card.read_text() == "old"
    assert card.read_text() == "new"


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with whole(tmp_path / "card.json") as partial:
            partial.write_text("half")
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        fail()
    assert list(tmp_path.iterdir()) == []
