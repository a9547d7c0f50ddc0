import json
from pathlib import Path

import pytest
from cellscanner_shared.packages import read_checksums
from cellscanner_trainer.background.command import make_background
from cellscanner_trainer.background.network import BackgroundNetwork
from cellscanner_trainer.background.recipe import BackgroundRecipe
from cellscanner_trainer.classifier.network import load_weights
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.initial import background_weights
from cellscanner_trainer.progress import Progress


class Killed(Exception):
    """Stands in for a process that is gone."""


def test_it_learns_what_is_background_in_spite_of_a_kill(data: Path, recipe: BackgroundRecipe, tmp_path: Path) -> None:
    def die(_: str, done: int, *__: object) -> None:
        if done == 9:
            raise Killed

    place = recipe, data, tmp_path / "work", tmp_path / "out"
    with pytest.raises(Killed):
        make_background(*place, Progress(die))
    figures = make_background(*place, Progress())

    history = [json.loads(line) for line in (tmp_path / "work" / "background-history.jsonl").read_text().splitlines()]
    assert [line["epoch"] for line in history] == list(range(1, 21))
    # Background is 0.65 of the pixels: to call everything so would give a background IoU of 0.65 and a cell IoU of 0.
    assert figures["cell_iou"] > 0.6
    assert figures["background_iou"] > 0.8
    assert figures["cells"] == 8

    file = background_weights(tmp_path / "out")
    assert read_checksums(tmp_path / "out").keys() == {"background-unet.md", "background-unet.safetensors"}
    assert load_weights(BackgroundNetwork(), file) == []
    card = (tmp_path / "out" / "background-unet.md").read_text()
    for line in ("29,921 parameters", "Discs.", "- Squares.", "CC-BY-NC-SA-4.0. For research.", "| cells | 8 |"):
        assert line in card


def test_a_validation_picture_that_is_not_there_is_refused(
    data: Path, recipe: BackgroundRecipe, tmp_path: Path
) -> None:
    elsewhere = recipe.data.model_copy(update={"validation": ("9.png",)})
    with pytest.raises(DataRefused, match=r"9\.png"):
        make_background(recipe.model_copy(update={"data": elsewhere}), data, tmp_path, tmp_path / "out", Progress())
