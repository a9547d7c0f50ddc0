"""The per-picture numbers that groups are described and compared by, each under a stable name."""

from collections.abc import Iterable, Sequence

from cellscanner_gateway.statistics.picture import PictureStatistics

SCALARS = ("target_ratio", "target_proportion", "size_ratio", "nearest_normal_px")


def short(k: float) -> str:
    """k as the API writes it: 2, 2.5."""
    return f"{k:g}"


def metric_values(picture: PictureStatistics) -> dict[str, float | None]:
    """Metric name to value: `target_ratio`, `density_per_megapixel:dead`, `effective_score:2`, ..."""
    scalars = {name: getattr(picture, name) for name in SCALARS}
    densities = {f"density_per_megapixel:{name}": value for name, value in picture.density_per_megapixel.items()}
    scores = {f"effective_score:{short(k)}": value for k, value in picture.effective_score.items()}
    return scalars | densities | scores


def metric_names(classes: Sequence[str], ks: Iterable[float]) -> list[str]:
    """Every metric of a model with these classes, in the order of `metric_values`."""
    return [
        *SCALARS,
        *(f"density_per_megapixel:{name}" for name in classes),
        *(f"effective_score:{short(k)}" for k in ks),
    ]
