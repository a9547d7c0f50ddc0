"""The levels of augmentation, spelled out: what each network's pictures may suffer before it learns from them.

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

from cellscanner_trainer.detector.config import AugmentConfig

DETECTOR: dict[Augmentation, AugmentConfig] = {
    "none": AugmentConfig(zoom=1, brightness=0, contrast=0, gamma=0, colour=0, blur=0, noise=0, turns=False),
    "light": AugmentConfig(
        zoom=1.15, brightness=0.1, contrast=0.15, gamma=0.15, colour=0.05, stain=0.1, blur=0.05, noise=0.05
    ),
    "strong": AugmentConfig(
        zoom=1.4, brightness=0.2, contrast=0.35, gamma=0.35, colour=0.15, stain=0.25, blur=0.2, noise=0.2, mosaic=0.3
    ),
}
CROPS: dict[Augmentation, float] = {"none": 0.0, "light": 0.5, "strong": 1.0}


def of_pictures(level: Augmentation, *, stained: bool) -> AugmentConfig:
    """What a detector's pictures suffer; `stained`: whether they show haematoxylin and eosin."""
    config = DETECTOR[level]
    return config if stained else config.model_copy(update={"stain": 0.0})
