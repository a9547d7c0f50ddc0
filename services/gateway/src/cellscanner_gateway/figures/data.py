"""What is drawn: one pure function from a computed prediction to each figure."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from cellscanner_shared.errors import NotFound

from cellscanner_gateway.figures import by_group, maps, of_picture
from cellscanner_gateway.figures.errors import FigureNeedsPicture
from cellscanner_gateway.figures.schemas import FigureItem, FigureName, FigureOut, Language
from cellscanner_gateway.figures.subject import Subject
from cellscanner_gateway.figures.words import NAMES
from cellscanner_gateway.predictions.errors import ResultNotReady
from cellscanner_gateway.statistics.service import Computed, Whole

NEED_A_PICTURE: Final[frozenset[FigureName]] = frozenset({"size", "density-map", "target-map", "neighbours"})
_OF_PICTURE: dict[FigureName, Callable[[Subject, Computed], FigureOut]] = {
    "proportion": of_picture.classes,
    "size": of_picture.size,
    "density-map": maps.density_map,
    "target-map": maps.target_map,
    "neighbours": of_picture.neighbours,
}
_BY_GROUP: dict[FigureName, Callable[[Subject], FigureOut]] = {
    "proportion": by_group.proportion,
    "target-ratio": by_group.target_ratio,
    "relative-size": by_group.relative_size,
    "effective-score": by_group.effective_score,
    "density": by_group.density,
}


def items(language: Language) -> list[FigureItem]:
    """The figures there are."""
    return [
        FigureItem(name=name, title=title, needs_image=name in NEED_A_PICTURE)
        for name, title in NAMES[language].items()
    ]


def build(whole: Whole, name: FigureName, language: Language, image_id: UUID | None = None) -> FigureOut:
    """The figure over all pictures, or of one.

    Raises FigureNeedsPicture for a figure of one picture without `image_id`, NotFound for a picture that is none of
    the prediction's, ResultNotReady for one without a result.
    """
    if image_id is not None:
        one = picture_of(whole, image_id)
        subject = Subject(whole, name, language, [one], 0)
        return _OF_PICTURE[name](subject, one) if name in _OF_PICTURE else _BY_GROUP[name](subject)
    if name in NEED_A_PICTURE:
        raise FigureNeedsPicture("Name one of the prediction's pictures with `image`.")
    shown = [one for one in whole.pictures if one.statistics is not None]
    return _BY_GROUP[name](Subject(whole, name, language, shown, len(whole.pictures) - len(shown)))


def picture_of(whole: Whole, image_id: UUID) -> Computed:
    """A picture with its cells. Raises NotFound, ResultNotReady."""
    found = next((one for one in whole.pictures if one.picture.image.id == image_id), None)
    if found is None:
        raise NotFound("This prediction has no such picture.", reason="picture-not-in-prediction")
    if found.source is None:
        raise ResultNotReady(
            "The picture has no result that could be drawn.",
            problem=found.picture.result.problem,
            reason="picture-not-drawable",
        )
    return found
