"""From a prospect and its snapshot to the plan that the trainer follows."""

from cellscanner_shared.packages import Title
from cellscanner_shared.trainings import TrainingPlan

from cellscanner_gateway.trainings.freeze import Frozen
from cellscanner_gateway.trainings.prospect import Prospect


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
        licence=manifest.licence,
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
