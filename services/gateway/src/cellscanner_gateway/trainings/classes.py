"""Which classes the result has: those asked for, else those that the base and the labels name."""

from collections.abc import Sequence

from cellscanner_shared.packages import ModelClass, ModelManifest
from cellscanner_shared.trainings import HE_CLASS, HE_UNIT

from cellscanner_gateway.annotations.labels import LabelledImage
from cellscanner_gateway.trainings.origins import Origins
from cellscanner_gateway.trainings.schemas import TrainingRequest

CLASSIFICATION = "target-classification"
DETECTION = "target-detection"


def result_classes(
    request: TrainingRequest, origins: Origins, labelled: Sequence[LabelledImage]
) -> tuple[ModelClass, ...]:
    """The classes of the result in their order.

    The base's stay together as long as the labels use one of them; one that says no more than `cell` stays only if it
    is used itself. The H&E unit makes a detector of every cell. A training that leaves the deciding network as it is
    cannot have others than those of the package that it starts from.
    """
    if HE_UNIT in request.units:
        return (HE_CLASS,)
    if request.classes is not None:
        return tuple(request.classes)
    base, start = origins.base.manifest, origins.start.manifest
    if _keeps_the_deciding_network(request, start):
        return start.classes
    used = {name for one in labelled for name in one.class_names}
    palette = {one.name: one for labels in labelled for one in labels.classes}
    own = [one for one in base.classes if one.name in used]
    if own and len(base.classes) > 1:
        own = list(base.classes)
    known = {one.name for one in own}
    return (*own, *(one for name, one in palette.items() if name in used and name not in known))


def _keeps_the_deciding_network(request: TrainingRequest, start: ModelManifest) -> bool:
    return CLASSIFICATION not in request.units and (start.classifier is not None or request.mode == "quick")
