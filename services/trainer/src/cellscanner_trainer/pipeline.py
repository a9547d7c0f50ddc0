"""A recipe from labelled pictures to a verified package; every stage goes on from where an earlier run was stopped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from cellscanner_shared.packages import ModelManifest

from cellscanner_trainer.classifier.artefact import CARD_FILE, WEIGHTS_FILE, read_card
from cellscanner_trainer.classifier.config import ClassifierConfig, CropConfig, EmbeddingConfig
from cellscanner_trainer.classifier.crop_table import CropRow, crop_table
from cellscanner_trainer.classifier.embedding import train_embedding
from cellscanner_trainer.classifier.reading import read_cells
from cellscanner_trainer.classifier.training import train_classifier
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.detector import artefact as detector_artefact
from cellscanner_trainer.detector.config import DetectorConfig
from cellscanner_trainer.detector.run import train_detector
from cellscanner_trainer.detector.training import Hooks
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.evaluation.two_stages import measure_both_stages
from cellscanner_trainer.initial import background_weights, coco_weights
from cellscanner_trainer.packaging.assemble import Ingredients, assemble
from cellscanner_trainer.packaging.detector_embedding import DETECTOR_EMBEDDING, detector_embedding
from cellscanner_trainer.progress import Progress
from cellscanner_trainer.recipes.data import Splits, load_data
from cellscanner_trainer.recipes.schema import Recipe
from cellscanner_trainer.recipes.snapshot import snapshot_sha256

ConfigT = TypeVar("ConfigT", DetectorConfig, ClassifierConfig, EmbeddingConfig)

DETECTOR_FOLDER = "detector"
DETECTOR_START_FOLDER = "detector-start"
CROP_FOLDER = "classifier"
CROP_START_FOLDER = "classifier-start"


@dataclass(frozen=True)
class Request:
    """One training: the recipe and its file, the data root, the working folder, and the package's folder.

    `initial` is the folder of the weights that come with CellScanner.
    """

    recipe: Recipe
    recipe_file: Path
    data: Path
    work: Path
    package: Path
    parent: str | None = None
    initial: Path | None = None
    progress: Progress = field(default_factory=Progress)


def run(request: Request) -> ModelManifest:
    """Train both networks and write the package; raises a CellScannerError that says what to change."""
    splits = load_data(request.recipe, request.data)
    train_detector_stage(request, splits)
    train_crop_stage(request, splits)
    return package_stage(request, splits)


def train_detector_stage(request: Request, splits: Splits) -> None:
    """The detector of the recipe, unless it is there already."""
    recipe, config = request.recipe, first_weights(request, request.recipe.detector)
    if (request.work / DETECTOR_FOLDER / detector_artefact.CARD_FILE).exists():
        return
    if recipe.detector_start is not None:
        first = request.work / DETECTOR_START_FOLDER
        if not (first / detector_artefact.CARD_FILE).exists():
            _train_detector(request, splits, first_weights(request, recipe.detector_start), first)
        config = config.model_copy(update={"start": first / detector_artefact.WEIGHTS_FILE})
    _train_detector(request, splits, config, request.work / DETECTOR_FOLDER)


def _train_detector(request: Request, splits: Splits, config: DetectorConfig, folder: Path) -> None:
    request.progress.begin(folder.name, config.optimiser.steps, "steps")
    hooks = Hooks(progress=lambda done, _: request.progress.advance(done))
    train_detector(splits.training, splits.validation, config, folder, hooks)


def first_weights(request: Request, config: DetectorConfig) -> DetectorConfig:
    """The detector's training with the file of its first weights found; raises RecipeRefused where there is none."""
    if config.initial_weights != "coco":
        return starting_from(config, request.data)
    file = coco_weights(request.initial, config.architecture)
    return config.model_copy(update={"start": file, "initial_weights": None})


def train_crop_stage(request: Request, splits: Splits) -> None:
    """The classifier or the embedding backbone of the recipe, unless it is there already.

    Raises RecipeRefused where no cell validates it.
    """
    folder = request.work / CROP_FOLDER
    if (folder / CARD_FILE).exists():
        return
    recipe, progress = request.recipe, request.progress
    if not any(len(picture) for picture in splits.validation.pictures):
        raise RecipeRefused(f"{recipe.name}: no picture that validates has a labelled cell.")
    training, validation = read_cells(splits.training), read_cells(splits.validation)
    if recipe.classifier is not None:
        start, config = recipe.classifier_start, first_crop_weights(request, recipe.classifier)
        cells = training, validation, recipe.class_names
        if start is not None:
            first = request.work / CROP_START_FOLDER
            progress.begin("classifier-start", start.optimiser.epochs, "epochs")
            train_classifier(*cells, first_crop_weights(request, start), first, progress.advance)
            config = config.model_copy(update={"start": first / WEIGHTS_FILE})
        progress.begin("classifier", config.optimiser.epochs, "epochs")
        train_classifier(*cells, config, folder, progress.advance)
    elif recipe.embedding is not None:
        progress.begin("embedding", recipe.embedding.optimiser.epochs, "epochs")
        train_embedding(training, validation, starting_from(recipe.embedding, request.data), folder, progress.advance)


def first_crop_weights(request: Request, config: ClassifierConfig) -> ClassifierConfig:
    """The classifier's training with the files of its first weights found, the background's too."""
    found = starting_from(config, request.data)
    if not config.background_channel:
        return found
    given = config.background
    background = background_weights(request.initial) if given is None else _below(request.data, given)
    return found.model_copy(update={"background": background})


def starting_from(config: ConfigT, data: Path) -> ConfigT:
    """The same training with its start weights found below the data root; raises RecipeRefused where they are not."""
    if config.start is None:
        return config
    return config.model_copy(update={"start": _below(data, config.start)})


def _below(data: Path, weights: Path) -> Path:
    """The file of these weights, below the data root unless its path is absolute."""
    found = data / weights
    if not weights.is_absolute() and not found.is_file():
        raise RecipeRefused(f"The weights {weights} are not below {data}.")
    return found


def package_stage(request: Request, splits: Splits) -> ModelManifest:
    """The package of what both stages left in the working folder."""
    request.progress.begin("packaging", 1, "packages")
    crop_network, starts = _crop_network(request, splits)
    return assemble(
        Ingredients(
            recipe=request.recipe,
            recipe_file=request.recipe_file,
            detector=request.work / DETECTOR_FOLDER,
            crop_network=crop_network,
            starts=starts,
            snapshot_sha256=snapshot_sha256(splits.everything),
            measure=lambda folder, manifest: test_figures(request.recipe, folder, manifest, splits.test),
            parent=request.parent,
        ),
        request.package,
    )


def _crop_network(request: Request, splits: Splits) -> tuple[Path, dict[str, Path]]:
    """The artefact of the second network, and weights that the package carries besides."""
    trained, embedding = request.work / CROP_FOLDER, request.recipe.embedding
    if embedding is None or embedding.detector_crop is None:
        return trained, {}
    weights, folder = request.work / DETECTOR_FOLDER / detector_artefact.WEIGHTS_FILE, request.work / DETECTOR_EMBEDDING
    architecture = request.recipe.detector.architecture
    detector_embedding(weights, architecture, embedding.detector_crop, splits.training, folder)
    return folder, {read_card(trained).architecture: trained / WEIGHTS_FILE}


def test_figures(recipe: Recipe, folder: Path, manifest: ModelManifest, test: DataSet) -> dict[str, Any]:
    """Both stages beside the detector alone, on the test pictures, where there are both."""
    if manifest.classifier is None or not test.pictures:
        return {}
    return {"test": measure_both_stages(folder, manifest, test, recipe.detector.match)}


def measure_crops(
    request: Request, sizes: Sequence[int], margins: Sequence[float], epochs: int, start: Path | None
) -> Iterator[CropRow]:
    """A row of the table of crop sizes and margins for each pair, on the recipe's validation pictures."""
    recipe = request.recipe
    target = next((one.name for one in recipe.classes if one.target), None)
    if recipe.classifier is None or target is None:
        raise RecipeRefused(f"{recipe.name} has no classifier with a target class.")
    splits = load_data(recipe, request.data)
    optimiser = recipe.classifier.optimiser.model_copy(update={"epochs": epochs})
    wanted = recipe.classifier.model_copy(update={"optimiser": optimiser, "start": start})
    config = first_crop_weights(request, wanted)
    pairs = [CropConfig(size=size, margin=margin) for size in sizes for margin in margins]
    cells = read_cells(splits.training), read_cells(splits.validation)
    yield from crop_table(*cells, recipe.class_names, target, config, pairs, request.work)
