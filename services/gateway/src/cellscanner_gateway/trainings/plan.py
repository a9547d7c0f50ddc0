"""From a prospect and its snapshot to the plan that the trainer follows."""

from cellscanner_shared.packages import Licence, Title
from cellscanner_shared.trainings import HE_UNIT, TrainingPlan

from cellscanner_gateway.trainings.classes import DETECTION
from cellscanner_gateway.trainings.freeze import Frozen
from cellscanner_gateway.trainings.prospect import Prospect
from cellscanner_gateway.trainings.schemas import TrainingRequest

_COCO_CONDITIONS = "The detector was trained further from COCO weights under AGPL-3.0."


def inherited_licence(licence: Licence, asked: TrainingRequest) -> Licence:
    """The base's conditions, which stay, and those of the first weights that the base did not have."""
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
        licence=inherited_licence(manifest.licence, asked),
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
