"""The folder of a package: filled beside its place, proved, and put there whole."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cellscanner_shared.packages import (
    MANIFEST_FILE,
    ClassifierSpec,
    DetectorSpec,
    EmbeddingSpec,
    ModelManifest,
    schema_of,
    verify_package,
    write_checksums,
)
from cellscanner_shared.version import SOFTWARE_VERSION

from cellscanner_trainer.errors import PackageTooLarge
from cellscanner_trainer.packaging.card import model_card
from cellscanner_trainer.packaging.readme import README_FILE, readme
from cellscanner_trainer.recipes.schema import CardConfig

CARD_FILE = "MODEL_CARD.md"
METRICS_FILE = "metrics.json"


@contextmanager
def new_package(target: Path, largest_bytes: int | None = None) -> Iterator[Path]:
    """An empty folder to fill; at the block's end it gets its checksums, is verified and takes the place of `target`.

    Nothing is left where the block raises. Raises PackageTooLarge for a file of more than `largest_bytes`.
    """
    partial = target.with_name(target.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        yield partial
        _check_sizes(partial, largest_bytes)
        write_checksums(partial)
        verify_package(partial)
        shutil.rmtree(target, ignore_errors=True)
        partial.replace(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def of_now() -> dict[str, Any]:
    """When a package is made, and by what, for its manifest."""
    return {"created": datetime.now(UTC).replace(microsecond=0), "software_version": SOFTWARE_VERSION}


def of_networks(detector: DetectorSpec, crops: ClassifierSpec | EmbeddingSpec | None) -> dict[str, Any]:
    """The networks of a package, for its manifest; `crops` is the second one."""
    two_stages = isinstance(crops, ClassifierSpec)
    return {
        "schema_version": schema_of(crops),
        "detector": detector,
        "classifier": crops if two_stages else None,
        "embedding": None if two_stages else crops,
    }


def write_texts(folder: Path, manifest: ModelManifest, card: CardConfig, metrics: Mapping[str, Any]) -> None:
    """Figures, manifest, card and README of a package whose networks are in `folder`."""
    texts = {
        METRICS_FILE: json.dumps(metrics, indent=2, ensure_ascii=False) + "\n",
        MANIFEST_FILE: manifest.model_dump_json(indent=2) + "\n",
        CARD_FILE: model_card(manifest, card, metrics),
        README_FILE: readme(manifest),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _check_sizes(folder: Path, largest_bytes: int | None) -> None:
    for file in sorted(folder.iterdir()):
        if largest_bytes is not None and file.stat().st_size > largest_bytes:
            raise PackageTooLarge(
                f"{file.name} has {file.stat().st_size / 1e6:.0f} MB; 50 MB is the most.",
                file=file.name,
                megabytes=round(file.stat().st_size / 1e6),
            )
