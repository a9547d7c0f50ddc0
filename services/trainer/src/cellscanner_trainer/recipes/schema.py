"""A recipe: which labelled pictures, which networks, and what the package says of itself. YAML, typed, no extras."""

from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

import yaml
from cellscanner_shared.packages import Licence, ModelClass, Title
from cellscanner_shared.packages.manifest import Name
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PositiveFloat, ValidationError, model_validator

from cellscanner_trainer.classifier.config import ClassifierConfig, EmbeddingConfig
from cellscanner_trainer.detector.config import DetectorConfig
from cellscanner_trainer.errors import RecipeRefused


def _inside(path: str) -> str:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts:
        raise ValueError("a data path lies below the data root and has no '..'")
    return path


DataPath = Annotated[str, AfterValidator(_inside)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class DataConfig(_Part):
    """Where labels and pictures lie below the data root, and which pictures validate.

    `splits` is a JSON file of names under `train`, `val` and `test`; where it has no `test`, its `val` is the test and
    the last share `hold_out` of `train` validates. Without a file the pictures of `test` are the test, those of
    `validation` are held out, and where these are not named the last share `hold_out` of all others. Pictures of
    `test_groups` are the test, whatever their split; where there are such groups, the test pictures of the others are
    learned from. `groups` names the pictures of each group, for labels that do not.
    """

    format: Literal["coco", "voc", "labelme"] = "coco"
    labels: DataPath
    pictures: DataPath
    instances: DataPath | None = None
    splits: DataPath | None = None
    validation: tuple[str, ...] = ()
    test: tuple[str, ...] = ()
    hold_out: Annotated[float, Field(gt=0, lt=1)] = 0.2
    test_groups: tuple[str, ...] = ()
    groups: dict[str, tuple[str, ...]] = {}


class CardConfig(_Part):
    """What the model card says and no figure can tell."""

    trained_on: str
    fails: tuple[str, ...] = ()


class Recipe(_Part):
    """One model: data, classes, a detector, and either a classifier or an embedding backbone.

    With `detector_start` or `classifier_start` that network is trained twice: first so, then, from those weights, as
    `detector` or `classifier` says.
    """

    name: Name
    owner: Name = "base"
    version: Annotated[int, Field(ge=1)] = 1
    title: Title
    licence: Licence
    classes: Annotated[tuple[ModelClass, ...], Field(min_length=1)]
    micrometers_per_pixel: PositiveFloat | None = None
    data: DataConfig
    detector_start: DetectorConfig | None = None
    detector: DetectorConfig = DetectorConfig()
    classifier_start: ClassifierConfig | None = None
    classifier: ClassifierConfig | None = None
    embedding: EmbeddingConfig | None = None
    card: CardConfig

    @property
    def class_names(self) -> tuple[str, ...]:
        """The names of the classes, in the order of the result."""
        return tuple(one.name for one in self.classes)

    @model_validator(mode="after")
    def _two_networks(self) -> Self:
        if (self.classifier is None) == (self.embedding is None):
            raise ValueError("a recipe has either a classifier or an embedding")
        if self.classifier is not None and len(self.classes) < 2:
            raise ValueError("a classifier needs two classes")
        return self


def demand_inside(recipe: Recipe) -> None:
    """Of a recipe that came from outside: raises RecipeRefused where it names weights elsewhere than below its data."""
    for path in weights_of(recipe):
        if path.is_absolute() or ".." in path.parts:
            raise RecipeRefused(f"{recipe.name}: {path} does not lie below the data root.")


def weights_of(recipe: Recipe) -> list[Path]:
    """The files of weights that the recipe names, from the data root where they are not absolute."""
    networks = (recipe.detector_start, recipe.detector, recipe.classifier_start, recipe.classifier, recipe.embedding)
    named = [getattr(network, field, None) for network in networks for field in ("start", "background")]
    return [path for path in named if path is not None]


def read_recipe(path: Path) -> Recipe:
    """Read a recipe file; raises RecipeRefused saying what is wrong with it, one line a field."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RecipeRefused(f"{path} cannot be read: {error}") from error
    return parse_recipe(content, source=path.name)


def parse_recipe(content: object, *, source: str) -> Recipe:
    """A recipe from plain data; raises RecipeRefused."""
    try:
        return Recipe.model_validate(content)
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, one['loc'])) or 'recipe'}: {one['msg']}" for one in error.errors()]
        raise RecipeRefused(f"{source}: " + "; ".join(lines)) from error
