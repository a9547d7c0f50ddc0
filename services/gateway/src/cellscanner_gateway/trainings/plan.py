"""From a prospect and its snapshot to the plan that the trainer follows."""

from cellscanner_shared.packages import Licence, ModelManifest, Title
from cellscanner_shared.trainings import HE_UNIT, ClassifierParameters, TrainingPlan, has_background_channel

from cellscanner_gateway.trainings.classes import CLASSIFICATION, DETECTION
from cellscanner_gateway.trainings.freeze import Frozen
from cellscanner_gateway.trainings.prospect import Prospect
from cellscanner_gateway.trainings.schemas import TrainingRequest

_COCO_CONDITIONS = "The detector was trained further from COCO weights under AGPL-3.0."
_BACKGROUND = Licence(
    id="CC-BY-NC-SA-4.0",
    conditions=(
        "The background channel was trained on MoNuSeg (CC BY-NC-SA 4.0): for research and other non-commercial use, "
        "with attribution."
    ),
)


def inherited_licence(licence: Licence, asked: TrainingRequest, start: ModelManifest) -> Licence:
    """The base's conditions, which stay, and those of the weights that the base did not have."""
    licence = _with_coco(licence, asked)
    if not _has_background_channel(asked, start) or "MoNuSeg" in licence.conditions:
        return licence
    return Licence(id=_BACKGROUND.id, conditions=f"{licence.conditions} {_BACKGROUND.conditions}")


def _has_background_channel(asked: TrainingRequest, start: ModelManifest) -> bool:
    """Whether the result will have one: as a full training of the classifier asks for it, else as the start has it."""
    trains = asked.mode == "full" and CLASSIFICATION in asked.units
    wanted = asked.parameters.classifier if trains else ClassifierParameters()
    return has_background_channel(wanted, start.classifier or start.embedding)


def _with_coco(licence: Licence, asked: TrainingRequest) -> Licence:
    used = asked.parameters.he if HE_UNIT in asked.units else asked.parameters.detector
    trains = asked.mode == "full" and (HE_UNIT in asked.units or DETECTION in asked.units)
    if not trains or used.initial_weights != "coco" or "COCO" in licence.conditions:
        return licence
    return licence.model_copy(update={"conditions": f"{licence.conditions} {_COCO_CONDITIONS}"})


def make_plan(prospect: Prospect, frozen: Frozen, version: int) -> TrainingPlan:
    """The plan of version `version`."""
    asked, origins = prospect.request, prospect.origins
    manifest = origins.base.manifest
    return TrainingPlan(
        mode=asked.mode,
        units=tuple(asked.units),
        owner=origins.owner,
        name=asked.name,
        version=version,
        title=Title(en=asked.name, zh=asked.name),
        classes=prospect.classes,
        licence=inherited_licence(manifest.licence, asked, origins.start.manifest),
        base=str(origins.base.ref),
        base_digest=origins.base.digest,
        start=str(origins.start.ref),
        start_digest=origins.start.digest,
        old=str(origins.old.ref),
        old_digest=origins.old.digest,
        micrometers_per_pixel=manifest.micrometers_per_pixel,
        snapshot=frozen.key,
        snapshot_sha256=frozen.sha256,
        replay=frozen.replay,
        parameters=asked.parameters,
        seed=asked.seed,
    )
