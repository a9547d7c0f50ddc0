"""A last layer alone on the cached features of a package, as the quick mode fits it."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from cellscanner_shared.packages import package_digest, verify_package
from scipy.special import softmax

from cellscanner_trainer.classifier.config import JitterConfig
from cellscanner_trainer.classifier.metrics import score
from cellscanner_trainer.data.labelled import DataSet
from cellscanner_trainer.errors import RecipeRefused
from cellscanner_trainer.personal.features import FeatureCache, Looks
from cellscanner_trainer.personal.head import fit_head, make_lesson
from cellscanner_trainer.personal.memory import Memory
from cellscanner_trainer.personal.quick import flatten, prior_of
from cellscanner_trainer.progress import tell_nobody


class CachedHead:
    """Fits and judges heads on the embeddings of `package`, which are kept in `folder`; the base remembers nothing."""

    def __init__(self, package: Path, folder: Path, decay: float, most_cells: int) -> None:
        manifest = verify_package(package)
        spec = manifest.classifier or manifest.embedding
        if spec is None:
            raise RecipeRefused(f"{manifest.ref} has no network whose features a head could use.")
        looks = Looks(JitterConfig(), 0.0, turns=False, seed=0)
        self._cache = FeatureCache(package, spec, package_digest(package), folder, looks)
        self._package, self._spec, self._decay, self._most = package, spec, decay, most_cells

    def figures(self, training: DataSet, judged: DataSet, seed: int) -> Mapping[str, Any]:
        """On the cells of `judged`, of a head fitted to at most so many of `training`; see `metrics.score`."""
        own, classes = flatten(self._cache.of(training, 1, tell_nobody)), training.classes
        chosen = np.random.default_rng(seed).permutation(len(own))[: self._most]
        nothing = Memory(own.features[:0], own.labels[:0])
        lesson = make_lesson(Memory(own.features[chosen], own.labels[chosen]), nothing, len(classes), 0.0)
        head = fit_head(lesson, prior_of(self._package, self._spec, classes), self._decay)
        asked = self._cache.of(judged, 1, tell_nobody)
        likely = softmax(head.logits(asked.plain), axis=1).astype(np.float32)
        return asdict(score(likely, asked.labels, classes))
