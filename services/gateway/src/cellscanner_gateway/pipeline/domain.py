"""Whether cells look like those a model was trained on: how far their embeddings are from the nearest remembered ones.

Embeddings of a trained classifier crowd along few directions, so distances are taken after whitening (Mahalanobis'
distance, with a hundredth of the mean variance added to every direction). What is far is read off the remembered cells
themselves: the distance to its nearest other that 95 of 100 of them do not exceed.
"""

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass
from typing import Self

import numpy as np
from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.packages import EMBEDDINGS_FILE, fetch_package_file, read_features
from cellscanner_shared.store import ObjectStore
from numpy.typing import NDArray

from cellscanner_gateway.pipeline.calls import ServiceClient
from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.warnings.notice import Notice

_LOG = logging.getLogger(__name__)
Rows = NDArray[np.float32]
# Cells of a picture that are looked at; fewer than the least say nothing about it.
MOST_CELLS, LEAST_CELLS = 32, 3
# More remembered cells than this are thinned out evenly: the distance of all pairs is computed once.
_MOST_KNOWN = 4000
_ADDED_VARIANCE = 0.01
_USUAL = 0.95
_ROWS_AT_ONCE = 512
_KEPT_MODELS = 8


@dataclass(frozen=True, eq=False)
class KnownCells:
    """Remembered cells of one model, whitened (N, E); `limit` is the distance that is far."""

    mean: Rows
    whiten: Rows
    points: Rows
    limit: float

    @classmethod
    def of(cls, features: Rows) -> Self:
        """From embeddings (N, E); needs two of them."""
        features = features[:: -(-len(features) // _MOST_KNOWN)]
        mean = features.mean(axis=0)
        variances, directions = np.linalg.eigh(np.cov((features - mean).T.astype(np.float64)))
        variances = np.maximum(variances, 0)
        whiten = np.asarray(directions / np.sqrt(variances + _ADDED_VARIANCE * variances.mean() + 1e-12), np.float32)
        points = np.asarray((features - mean) @ whiten, np.float32)
        return cls(mean, whiten, points, float(np.quantile(_to_others(points), _USUAL)))

    def far(self, embeddings: Rows) -> int:
        """How many of (M, E) embeddings are far from every remembered cell."""
        asked = np.asarray((embeddings - self.mean) @ self.whiten, np.float32)
        return int(np.count_nonzero(_distances(asked, self.points).min(axis=1) > self.limit))


@dataclass(frozen=True)
class DomainCheck:
    """What the check needs: the classifier, asked without much patience, and what models remember."""

    describer: ServiceClient
    known: "KnownModels"


class KnownModels:
    """What models remember, read from their packages when it is first needed and kept for the last few models."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._kept: OrderedDict[str, asyncio.Task[KnownCells | None]] = OrderedDict()

    async def of(self, model: ModelHandle) -> KnownCells | None:
        """None for a package that remembers nothing, or whose memory cannot be read."""
        if not remembers(model):
            return None
        if model.digest not in self._kept:
            self._kept[model.digest] = asyncio.create_task(asyncio.to_thread(self._read, model))
        self._kept.move_to_end(model.digest)
        while len(self._kept) > _KEPT_MODELS:
            self._kept.popitem(last=False)
        try:
            return await asyncio.shield(self._kept[model.digest])
        except CellScannerError as error:
            # The counts do not depend on it; the next picture asks again.
            _LOG.warning("what %s remembers cannot be read: %s", model.ref, error.detail)
            self._kept.pop(model.digest, None)
            return None

    def _read(self, model: ModelHandle) -> KnownCells | None:
        features = read_features(fetch_package_file(self._store, model.ref, model.digest, EMBEDDINGS_FILE))
        return KnownCells.of(features) if len(features) > 1 else None


def remembers(model: ModelHandle) -> bool:
    """Whether the package says that it has embeddings of training cells."""
    return EMBEDDINGS_FILE in model.manifest.weights


def domain_notices(known: KnownCells | None, embeddings: Rows) -> list[Notice]:
    """What is to be said of a picture by the embeddings (M, E) of some of its cells."""
    looked = len(embeddings)
    if known is None or looked < LEAST_CELLS:
        return []
    unlike = known.far(embeddings)
    return [Notice("out-of-domain", {"unlike": unlike, "looked": looked})] if 2 * unlike > looked else []


def _to_others(points: Rows) -> Rows:
    """(N,) the distance of each point to its nearest other."""
    nearest = np.empty(len(points), np.float32)
    for start in range(0, len(points), _ROWS_AT_ONCE):
        found = _distances(points[start : start + _ROWS_AT_ONCE], points)
        rows = np.arange(len(found))
        found[rows, start + rows] = np.inf
        nearest[start : start + len(found)] = found.min(axis=1)
    return nearest


def _distances(asked: Rows, points: Rows) -> Rows:
    """(M, N) Euclidean distances."""
    squares = (asked**2).sum(axis=1)[:, None] + (points**2).sum(axis=1) - 2 * asked @ points.T
    return np.asarray(np.sqrt(np.maximum(squares, 0)), np.float32)
