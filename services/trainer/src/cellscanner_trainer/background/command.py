"""The background network among the weights that come with CellScanner: file, figures, card, checksums."""

import json
from collections.abc import Iterator
from pathlib import Path

from cellscanner_shared.packages import write_checksums
from torch import nn

from cellscanner_trainer.background.recipe import BackgroundRecipe
from cellscanner_trainer.background.samples import read_masked
from cellscanner_trainer.background.training import Figures, train_background
from cellscanner_trainer.data.coco import read_coco
from cellscanner_trainer.data.errors import TrainingDataError
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.errors import DataRefused
from cellscanner_trainer.initial import BACKGROUND_CARD, BACKGROUND_FILE
from cellscanner_trainer.packaging.card import RESEARCH_USE
from cellscanner_trainer.packaging.weights import save_weights
from cellscanner_trainer.progress import Progress
from cellscanner_trainer.recipes.snapshot import snapshot_sha256


def make_background(recipe: BackgroundRecipe, data: Path, work: Path, out: Path, progress: Progress) -> Figures:
    """Train in `work` and write weights and card into `out`; raises DataRefused for labels that cannot be used."""
    training, validation = _read(recipe, data)
    progress.begin("background", recipe.training.optimiser.epochs, "epochs")
    masked = read_masked(training), read_masked(validation)
    network, figures = train_background(*masked, recipe.training, work, progress.advance)
    out.mkdir(parents=True, exist_ok=True)
    save_weights(network.state_dict(), out / BACKGROUND_FILE)
    everything = DataSet(training.classes, (*training.pictures, *validation.pictures))
    card = "\n".join(_card(recipe, network, figures, snapshot_sha256(everything)))
    (out / BACKGROUND_CARD).write_text(card + "\n", encoding="utf-8")
    write_checksums(out)
    return figures


def _read(recipe: BackgroundRecipe, root: Path) -> tuple[DataSet, DataSet]:
    config = recipe.data
    try:
        data = read_coco(root / config.labels, root / config.pictures, instances=root / str(config.instances))
        validation = data.select(config.validation)
    except (TrainingDataError, OSError, KeyError) as error:
        raise DataRefused(str(error)) from error
    held = {one.path for one in validation.pictures}
    return DataSet(data.classes, tuple(one for one in data.pictures if one.path not in held)), validation


def _card(recipe: BackgroundRecipe, network: nn.Module, figures: Figures, snapshot: str) -> Iterator[str]:
    parameters = sum(one.numel() for one in network.parameters())
    yield from ("# Background network", "", f"**{RESEARCH_USE}**", "", "## What it does", "")
    yield "- Gives a classifier its optional fourth channel: how likely each pixel of a crop is no cell."
    yield f"- A U-Net with {parameters:,} parameters, on crops normalised as a classifier's."
    yield from ("", "## What it was trained on", "", recipe.card.trained_on.strip())
    yield f"Training: {json.dumps(json.loads(recipe.training.model_dump_json()))}."
    yield f"Snapshot of the data: sha256 {snapshot}."
    yield from (
        "",
        "## How it does",
        "",
        "On windows about the cells of the held-out pictures, as they are and as grey",
    )
    yield from ("negatives:", "", "| figure | value |", "|---|---|")
    yield from (f"| {name} | {value:g} |" for name, value in figures.items())
    yield from ("", "## Where it fails", "", *(f"- {line}" for line in recipe.card.fails))
    yield from ("", "## Licence", "", f"{recipe.licence.id}. {recipe.licence.conditions}")
