"""MODEL_CARD.md, written from the manifest, the recipe and the measured figures: nothing in it is typed by hand."""

from collections.abc import Iterator, Mapping
from typing import Any

from cellscanner_shared.packages import ModelManifest

from cellscanner_trainer.recipes.schema import CardConfig

RESEARCH_USE = "Research use only. Not for diagnosis."

BACKGROUND_ORIGIN = "the part that makes it was trained on MoNuSeg (CC BY-NC-SA 4.0), for non-commercial use."


def model_card(manifest: ModelManifest, card: CardConfig, metrics: Mapping[str, Any]) -> str:
    """The card in Markdown."""
    sections = (_head(manifest), _purpose(manifest), _training(card, manifest), _figures(metrics), _limits(card))
    return "\n".join(line for section in (*sections, _licence(manifest)) for line in section) + "\n"


def _head(manifest: ModelManifest) -> Iterator[str]:
    yield f"# {manifest.ref}"
    yield ""
    yield f"{manifest.title.en} · {manifest.title.zh}"
    yield ""
    yield f"**{RESEARCH_USE}**"


def _purpose(manifest: ModelManifest) -> Iterator[str]:
    targets = ", ".join(one.name for one in manifest.classes if one.target) or "none"
    scale = manifest.micrometers_per_pixel
    detector = manifest.detector
    yield from ("", "## What it does", "")
    yield f"- Classes: {', '.join(one.name for one in manifest.classes)}; targets: {targets}."
    yield f"- Scale: {f'{scale:g} micrometres per pixel' if scale else 'none stated; pictures run as they are'}."
    yield f"- Detector: {detector.architecture} ({detector.head}), pictures enlarged {detector.input.upsample:g} times."
    if network := manifest.classifier or manifest.embedding:
        role = "Classifier" if manifest.classifier else "Embedding backbone (no classes)"
        crop = f"{network.crop.size} px crops with a margin of {network.crop.margin:g}"
        yield f"- {role}: {network.architecture} on {crop}."
        if network.background_channel:
            yield "- Its fourth channel is the background of each crop, made inside the network; " + BACKGROUND_ORIGIN
    yield f"- Confidence {manifest.confidence:g} is the calibrated operating point."


def _training(card: CardConfig, manifest: ModelManifest) -> Iterator[str]:
    yield from ("", "## What it was trained on", "", card.trained_on.strip())
    yield f"Recipe: {manifest.recipe}; snapshot of the data: sha256 {manifest.snapshot_sha256}."
    if manifest.parent:
        yield f"Trained further from {manifest.parent}."


def _figures(metrics: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", "## How it does", "", "As measured, all of metrics.json:", "", "| figure | value |", "|---|---|")
    for name, value in _flat(metrics):
        yield f"| {name} | {f'{value:.4g}' if isinstance(value, float) else value} |"


def _limits(card: CardConfig) -> Iterator[str]:
    yield from ("", "## Where it fails", "")
    yield from (f"- {line}" for line in card.fails)
    yield "- Pictures unlike those it was trained on: expect missed cells before false ones, and check some by eye."


def _licence(manifest: ModelManifest) -> Iterator[str]:
    yield from ("", "## Licence", "", f"{manifest.licence.id}. {manifest.licence.conditions}")


def _flat(metrics: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in metrics.items():
        name = f"{prefix}{key}"
        if key == "config":  # the recipe has it
            continue
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name} · ")
        elif not isinstance(value, list):
            yield name, value
