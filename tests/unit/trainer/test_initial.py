"""The weights that come with CellScanner are those of the file that they were made from, and no other is taken."""

import shutil
from pathlib import Path

import pytest
from cellscanner_trainer.background.network import BackgroundNetwork
from cellscanner_trainer.classifier.network import load_weights
from cellscanner_trainer.detector.coco_weights import read_coco_weights
from cellscanner_trainer.errors import InitialWeightsMissing, RecipeRefused
from cellscanner_trainer.initial import background_weights, coco_weights
from safetensors.torch import load_file

INITIAL = Path(__file__).resolve().parents[3] / "deploy" / "models" / "initial"


def test_the_shipped_weights_are_those_of_the_original_in_half_precision(data_dir: Path) -> None:
    shipped = load_file(coco_weights(INITIAL, "yolov5nu"))
    original = read_coco_weights(data_dir / "weights/yolov5n-coco.pt")
    assert len(shipped) == 342
    assert all(value.equal(original[name].to(value.dtype)) for name, value in shipped.items())
    assert "AGPL-3.0" in (INITIAL / "README.md").read_text()


def test_the_background_network_fits_and_says_under_what_conditions() -> None:
    file = background_weights(INITIAL)
    assert load_weights(BackgroundNetwork(), file) == []
    assert file.stat().st_size < 100_000
    for page in ("background-unet.md", "README.md"):
        assert "MoNuSeg" in (INITIAL / page).read_text()
        assert "non-commercial" in (INITIAL / page).read_text()


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(INITIAL, tmp_path / "initial")
    with (folder / "yolov5n-coco.safetensors").open("ab") as file:
        file.write(b"!")
    with pytest.raises(InitialWeightsMissing, match="not the file that came with CellScanner"):
        coco_weights(folder, "yolov5nu")


@pytest.mark.parametrize("folder", [None, Path("nowhere")])
def test_where_it_is_not_there_its_setting_is_named(folder: Path | None) -> None:
    with pytest.raises(InitialWeightsMissing, match="CELLSCANNER_TRAINER_INITIAL_DIR"):
        coco_weights(folder, "yolov5nu")


def test_of_another_size_there_are_none() -> None:
    with pytest.raises(RecipeRefused, match="let yolov5mu start from a package of its size, or random"):
        coco_weights(INITIAL, "yolov5mu")
