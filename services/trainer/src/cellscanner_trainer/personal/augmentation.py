"""The levels of augmentation, spelled out: what each network's pictures may suffer before it learns from them.

The detector's figures are `LEVELS` of `detector.config`.

| | none | light | strong |
|---|---|---|---|
| mirror and quarter turns | no | yes | yes |
| size, up to a factor of | 1 | 1.15 | 1.4 |
| brightness, contrast, gamma | as they are | ± 0.1, 0.15, 0.15 | ± 0.2, 0.35, 0.35 |
| colours; amounts of haematoxylin and eosin, where the model has a scale | as they are | 0.05; 0.1 | 0.15; 0.25 |
| blur and noise, in so many pictures | none | 0.05 | 0.2 |
| mosaic of four, in so many pictures | none | none | 0.3 |
| light, focus, tint and grain of a crop, of what `classifier.augment` can do | 0 | 0.5 | 1 |
"""

from cellscanner_shared.trainings.parameters import Augmentation

from cellscanner_trainer.detector.config import LEVELS, AugmentConfig

CROPS: dict[Augmentation, float] = {"none": 0.0, "light": 0.5, "strong": 1.0}


def of_pictures(level: Augmentation, *, stained: bool) -> AugmentConfig:
    """What a detector's pictures suffer; `stained`: whether they show haematoxylin and eosin."""
    config = LEVELS[level]
    return config if stained else config.model_copy(update={"stain": 0.0})
