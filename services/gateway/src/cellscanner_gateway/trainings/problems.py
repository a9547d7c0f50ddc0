"""Everything that can be in the way of a training, each with what to do about it."""

from uuid import UUID

from cellscanner_gateway.trainings.schemas import TrainingProblem


def no_pictures() -> TrainingProblem:
    return TrainingProblem(code="no-pictures", message="Choose the pictures whose labels are to be learned from.")


def picture_missing(image_id: UUID) -> TrainingProblem:
    message = "A chosen picture is not there any more. Take it out of the choice."
    return TrainingProblem(code="picture-missing", message=message, image_id=image_id)


def picture_unreadable(image_id: UUID, filename: str) -> TrainingProblem:
    message = f"{filename} cannot be read any more. Upload it again, or take it out of the choice."
    return _of_picture("picture-unreadable", message, image_id, filename)


def no_annotation(image_id: UUID, filename: str) -> TrainingProblem:
    message = f"{filename} has no labels yet. Correct a prediction of it, or take it out of the choice."
    return _of_picture("no-annotation", message, image_id, filename)


def nothing_checked(image_id: UUID, filename: str) -> TrainingProblem:
    message = f"In {filename} no region is marked as checked. Mark what is fully labelled, or submit the picture."
    return _of_picture("nothing-checked", message, image_id, filename)


def empty_boxes(image_id: UUID, filename: str, count: int) -> TrainingProblem:
    message = f"Boxes without an area in {filename}: {count}. Delete them or draw them again."
    problem = _of_picture("empty-boxes", message, image_id, filename)
    return problem.model_copy(update={"values": {**problem.values, "count": count}})


def picture_too_large(image_id: UUID, filename: str, megapixels: int) -> TrainingProblem:
    message = f"What is checked of {filename} is larger than {megapixels} megapixels. Mark smaller regions as checked."
    problem = _of_picture("picture-too-large", message, image_id, filename)
    return problem.model_copy(update={"values": {**problem.values, "megapixels": megapixels}})


def empty_replay() -> TrainingProblem:
    message = (
        "The replay holds no labelled cell beside the pictures of the training and what looks like its hold-out. "
        "Choose other pictures for it, or train without."
    )
    return TrainingProblem(code="empty-replay", message=message)


def too_few_pictures(there: int, wanted: int) -> TrainingProblem:
    message = (
        f"Labelled pictures that differ from each other: {there}. To learn, to choose and to measure, each on other "
        f"pictures, {wanted} are needed; label {wanted - there} more."
    )
    values: dict[str, str | int] = {"pictures": there, "wanted": wanted, "more": wanted - there}
    return TrainingProblem(code="too-few-pictures", message=message, values=values)


def too_few_labels(name: str, there: int, wanted: int) -> TrainingProblem:
    message = (
        f"Labelled cells of the class {name} in the pictures that train: {there}. At least {wanted} are needed; "
        f"label {wanted - there} more."
    )
    values: dict[str, str | int] = {"class": name, "labels": there, "wanted": wanted, "more": wanted - there}
    return TrainingProblem(code="too-few-labels", message=message, values=values)


def no_cells(side: str) -> TrainingProblem:
    words = {"train": "that train", "val": "that validate", "test": "of the hold-out"}[side]
    message = f"The pictures {words} hold no labelled cell. Label more pictures that have cells."
    return TrainingProblem(code="no-cells", message=message, values={"split": side})


def one_class(name: str) -> TrainingProblem:
    message = (
        f"All labels are of one class, {name}. A classifier needs two: give some cells another class, or train the "
        "detector alone."
    )
    return TrainingProblem(code="one-class", message=message, values={"class": name})


def unknown_class(name: str, labels: int) -> TrainingProblem:
    message = (
        f"The result would not have the class {name}, of which there are labelled cells: {labels}. Give them another "
        "class, add it to the classes, or train the classifier too."
    )
    return TrainingProblem(code="unknown-class", message=message, values={"class": name, "labels": labels})


def other_classes(start: str, known: list[str], wanted: list[str]) -> TrainingProblem:
    values: dict[str, str | int] = {"model": start, "known": ", ".join(known), "classes": ", ".join(wanted)}
    message = (
        f"{start} tells {values['known']} apart, the result would have {values['classes']}. Train the classifier too, "
        "or keep the classes."
    )
    return TrainingProblem(code="other-classes", message=message, values=values)


def no_features(base: str) -> TrainingProblem:
    message = f"{base} has no network whose features a quick training could use. Choose full, or another base."
    return TrainingProblem(code="no-features", message=message, values={"model": base})


def weights_do_not_fit(unit: str, wanted: str, start: str) -> TrainingProblem:
    message = f"{start} has no {wanted} weights for the {unit}. Choose other initial weights, or its own architecture."
    return TrainingProblem(
        code="weights-do-not-fit", message=message, values={"unit": unit, "architecture": wanted, "model": start}
    )


def no_coco_weights(wanted: str, there: list[str]) -> TrainingProblem:
    message = (
        f"COCO weights are there for {', '.join(there)} alone, not for {wanted}. Let it start from random weights, or "
        "from a package of its size."
    )
    return TrainingProblem(code="no-coco-weights", message=message, values={"architecture": wanted})


def base_has_classes(base: str) -> TrainingProblem:
    message = (
        f"{base} tells classes apart. The H&E unit makes a detector of every cell: choose a base without a classifier, "
        "as base/he-cells."
    )
    return TrainingProblem(code="base-has-classes", message=message, values={"model": base})


def _of_picture(code: str, message: str, image_id: UUID, filename: str) -> TrainingProblem:
    return TrainingProblem(code=code, message=message, image_id=image_id, values={"filename": filename})
