"""What is in the way of a training as a whole; what is wrong with single pictures is found where they are gathered."""

from collections import Counter
from collections.abc import Iterator

from cellscanner_shared.magnification import resampling
from cellscanner_shared.trainings import COCO_ARCHITECTURES, HE_UNIT, DetectorParameters, Mode, Split, classifier_start
from cellscanner_shared.trainings.window import MOST_PIXELS, enclosing_window

from cellscanner_gateway.pipeline.handle import ModelHandle
from cellscanner_gateway.trainings import problems
from cellscanner_gateway.trainings.classes import CLASSIFICATION, DETECTION
from cellscanner_gateway.trainings.prospect import Prospect
from cellscanner_gateway.trainings.schemas import TrainingProblem

SIDES: tuple[Split, ...] = ("train", "val", "test")
# Cells of each class that the pictures that train must hold; a quick training leans on the base's own.
_LEAST_CELLS: dict[Mode, int] = {"quick": 2, "full": 8}

# Nothing is wrong with the pictures: only these settings have no weights to start from.
WITHOUT_WEIGHTS = frozenset({"no-coco-weights", "weights-do-not-fit"})


def find_obstacles(prospect: Prospect) -> list[TrainingProblem]:
    """Everything that is in the way, of single pictures first; it can be trained where the list is empty."""
    return [
        *prospect.picture_problems,
        *_of_sizes(prospect),
        *_of_models(prospect),
        *_of_pictures(prospect),
        *_of_replay(prospect),
    ]


def _of_sizes(prospect: Prospect) -> Iterator[TrainingProblem]:
    model_um = prospect.origins.start.manifest.micrometers_per_pixel
    for one in (*prospect.subjects, *prospect.replay):
        image = one.image
        scale = resampling(image.micrometers_per_pixel, model_um) or 1.0
        if enclosing_window(image.width, image.height, one.labels.checked, scale).is_too_large:
            yield problems.picture_too_large(image.id, image.filename, MOST_PIXELS // 1_000_000)


def _of_replay(prospect: Prospect) -> Iterator[TrainingProblem]:
    asked = prospect.request.replay is not None and not prospect.picture_problems
    if asked and not any(one.cells[1] for one in prospect.replay):
        yield problems.empty_replay()


def _of_pictures(prospect: Prospect) -> Iterator[TrainingProblem]:
    if not prospect.subjects:
        if not prospect.picture_problems:
            yield problems.no_pictures()
    elif not all(prospect.of_side(side) for side in SIDES):
        yield problems.too_few_pictures(prospect.groups, max(len(SIDES), prospect.groups + 1))
    else:
        yield from _of_cells(prospect)


def _of_cells(prospect: Prospect) -> Iterator[TrainingProblem]:
    counts = {side: cells_of_each_class(prospect, side) for side in SIDES}
    yield from (problems.no_cells(side) for side in SIDES if not counts[side])
    names = [one.name for one in prospect.classes]
    every = sum(counts.values(), Counter(name for one in prospect.replay for name in one.cells[1]))
    yield from (problems.unknown_class(name, labels) for name, labels in every.items() if name not in names)
    if CLASSIFICATION not in prospect.request.units:
        return
    if len(names) == 1:
        yield problems.one_class(names[0])
        return
    least = _LEAST_CELLS[prospect.request.mode]
    for name in names:
        if counts["train"][name] < least:
            yield problems.too_few_labels(name, counts["train"][name], least)


def cells_of_each_class(prospect: Prospect, side: Split) -> Counter[str]:
    """Labelled cells of the pictures of one side."""
    return Counter(name for one in prospect.of_side(side) for name in one.cells[1])


def _of_models(prospect: Prospect) -> Iterator[TrainingProblem]:
    yield from _of_first_networks(prospect)
    yield from _of_kept_network(prospect)


def _of_kept_network(prospect: Prospect) -> Iterator[TrainingProblem]:
    """A network that decides and is not trained cannot learn other classes."""
    request, start, names = prospect.request, prospect.origins.start, [one.name for one in prospect.classes]
    if CLASSIFICATION in request.units or HE_UNIT in request.units or not names:
        return
    deciding = start.manifest.classifier if len(names) > 1 else None
    if deciding is None and request.mode == "full":
        return
    known = list((deciding or start.manifest.detector).classes)
    if sorted(known) != sorted(names):
        yield problems.other_classes(str(start.ref), known, names)


def _of_first_networks(prospect: Prospect) -> Iterator[TrainingProblem]:
    request, start = prospect.request, prospect.origins.start
    if request.mode == "quick":
        if CLASSIFICATION in request.units and not (start.manifest.classifier or start.manifest.embedding):
            yield problems.no_features(str(start.ref))
        return
    if HE_UNIT in request.units and start.manifest.classifier is not None:
        yield problems.base_has_classes(str(start.ref))
    for unit, parameters in ((HE_UNIT, request.parameters.he), (DETECTION, request.parameters.detector)):
        if unit in request.units:
            yield from _of_first_weights(unit, parameters, start)
    classifier = request.parameters.classifier
    if CLASSIFICATION in request.units and classifier.initial_weights == "package":
        found = classifier_start(start.manifest)
        if found is None or classifier.architecture not in (None, found.architecture):
            yield problems.weights_do_not_fit(CLASSIFICATION, classifier.architecture or "classifier", str(start.ref))


def _of_first_weights(unit: str, wanted: DetectorParameters, start: ModelHandle) -> Iterator[TrainingProblem]:
    own = start.manifest.detector.architecture
    architecture = wanted.architecture or own
    if wanted.initial_weights == "coco" and architecture not in COCO_ARCHITECTURES:
        yield problems.no_coco_weights(architecture, sorted(COCO_ARCHITECTURES))
    if wanted.initial_weights == "package" and architecture != own:
        yield problems.weights_do_not_fit(unit, architecture, str(start.ref))
