"""From a request to its prospect: find the models, gather the pictures, split them, look for what is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import numpy as np
from cellscanner_shared.packages import ModelClass
from cellscanner_shared.trainings import HE_CLASS, HE_UNIT, Mode, Split

from cellscanner_gateway.auth.service import Principal
from cellscanner_gateway.projects.models import Role
from cellscanner_gateway.projects.service import get_project
from cellscanner_gateway.resources import Resources
from cellscanner_gateway.trainings import repository
from cellscanner_gateway.trainings.classes import result_classes
from cellscanner_gateway.trainings.likeness import alike_groups
from cellscanner_gateway.trainings.origins import Origins, find_origins
from cellscanner_gateway.trainings.pace import pace_of
from cellscanner_gateway.trainings.prospect import Prospect
from cellscanner_gateway.trainings.schemas import TrainingRequest
from cellscanner_gateway.trainings.split import Shares, split
from cellscanner_gateway.trainings.subjects import Gathered, Subject, gather

MODES: tuple[Mode, ...] = ("quick", "full")


async def examine(user: Principal, resources: Resources, request: TrainingRequest) -> Prospect:
    """Everything about the training that `request` asks for. Raises NotFound for a base, version or project."""
    async with resources.database.transaction() as session:
        origins = await find_origins(session, user, request)
        model = origins.model
        held_out = frozenset(await repository.held_out(session, model.id) if model else ())
        paces = {mode: pace_of(await repository.last_finished(session, mode)) for mode in MODES}
        chosen = request.image_ids
        if chosen is None and request.project is not None:
            project = await get_project(session, user, request.project, Role.ANNOTATOR)
            chosen = await repository.labelled_of_project(session, user.id, project.id)
    gathered = await gather(user, resources, chosen or [], also=held_out)
    replay = await gather(user, resources, request.replay.image_ids) if request.replay else Gathered()
    return replace(_prospect(request, origins, held_out, gathered, replay), paces=paces)


def _prospect(
    request: TrainingRequest, origins: Origins, held_out: frozenset[UUID], gathered: Gathered, replay: Gathered
) -> Prospect:
    if HE_UNIT in request.units:
        gathered, replay = (_as_one_class(one) for one in (gathered, replay))
    subjects = gathered.subjects
    every = [one.labels for one in (*subjects, *replay.subjects)]
    classes = result_classes(request, origins, every)
    groups = _groups(subjects)
    sides = _sides(request, held_out, subjects, groups, classes)
    test = [one for one, side in zip(subjects, sides, strict=True) if side == "test"]
    others = _others(replay.subjects, subjects, test)
    found = [*gathered.problems, *replay.problems]
    return Prospect(request, origins, classes, subjects, sides, len(groups), others, held_out, found, {})


def _as_one_class(gathered: Gathered) -> Gathered:
    """What the H&E unit learns: where cells are, whatever their labels call them."""
    return Gathered([replace(one, every=HE_CLASS.name) for one in gathered.subjects], gathered.problems)


def _groups(subjects: Sequence[Subject]) -> list[list[int]]:
    # Of one place, all of them: a copy in another project gives the hold-out away just as well.
    return alike_groups([one.dhash for one in subjects], [None] * len(subjects))


def _sides(
    request: TrainingRequest,
    held_out: frozenset[UUID],
    subjects: Sequence[Subject],
    groups: list[list[int]],
    classes: tuple[ModelClass, ...],
) -> list[Split]:
    if not subjects:
        return []
    names = [one.name for one in classes]
    counted = [Counter(one.cells[1]) for one in subjects]
    counts = np.array([[counter[name] for name in names] or [0] for counter in counted], np.int64)
    frozen = {index for index, one in enumerate(subjects) if one.image.id in held_out}
    shares = Shares(validation=request.validation, hold_out=request.hold_out)
    return split(groups, counts, frozen, shares, request.seed)


def _others(replay: Sequence[Subject], subjects: Sequence[Subject], test: Sequence[Subject]) -> list[Subject]:
    """The pictures of the replay that the training does not have already, and that look like none of its hold-out."""
    there = {one.image.id for one in subjects}
    fresh = [one for one in replay if one.image.id not in there]
    groups = _groups([*fresh, *test])
    seen = {index for group in groups if any(index >= len(fresh) for index in group) for index in group}
    return [one for index, one in enumerate(fresh) if index not in seen]
