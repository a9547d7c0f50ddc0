"""How the network of the background channel is trained. YAML, typed, no extras."""

from pathlib import Path
from typing import Annotated

import yaml
from cellscanner_shared.packages import Licence
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cellscanner_trainer.classifier.config import CropConfig, Fraction, JitterConfig, OptimiserConfig
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.recipes.schema import CardConfig, DataConfig


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class BackgroundConfig(_Part):
    """Windows about cells, cut as a classifier's crops are, but moved and scaled much further.

    Each epoch sees `cells_per_epoch` cells. `photometric` as a classifier's; so many windows are shown without colour
    (`grey`) or as negatives (`negative`), so that what is learned is not the stain.
    """

    crop: CropConfig = CropConfig()
    jitter: JitterConfig = JitterConfig(shift=0.3, scale=0.4)
    optimiser: OptimiserConfig = OptimiserConfig(epochs=20, evaluate_every=1)
    photometric: Annotated[float, Field(ge=0, le=2)] = 1.0
    grey: Fraction = 0.5
    negative: Fraction = 0.3
    cells_per_epoch: Annotated[int, Field(ge=1)] = 4000
    seed: int = 0


class BackgroundRecipe(_Part):
    """Pictures with instance maps, the training, and what the card says of it."""

    licence: Licence
    data: DataConfig
    training: BackgroundConfig = BackgroundConfig()
    card: CardConfig

    @model_validator(mode="after")
    def _has_masks(self) -> "BackgroundRecipe":
        if self.data.instances is None:
            raise ValueError("data.instances is missing: without masks nothing says what is background")
        return self


def read_background_recipe(path: Path) -> BackgroundRecipe:
    """Read a recipe file; raises RecipeRefused."""
    try:
        return BackgroundRecipe.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise RecipeRefused(f"{path.name}: {error}") from error
