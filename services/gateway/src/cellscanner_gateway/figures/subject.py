"""Whose figure it is: the pictures it shows, in which language, and the stamp that says what it was made from."""

from collections.abc import Sequence
from dataclasses import dataclass

from cellscanner_gateway.figures.schemas import FigureKind, FigureName, FigureOut, Language, SeriesOut, StampOut
from cellscanner_gateway.figures.words import NAMES, say
from cellscanner_gateway.statistics.picture import PictureCells
from cellscanner_gateway.statistics.service import Computed, Whole


@dataclass(frozen=True, eq=False)
class Subject:
    """The pictures of a figure: those of a prediction that have a result, or one of them.

    `without_result` counts pictures that are left out because they have none.
    """

    whole: Whole
    name: FigureName
    language: Language
    pictures: Sequence[Computed]
    without_result: int

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    @property
    def figure_name(self) -> str:
        """What the figure is called, in its language."""
        return NAMES[self.language][self.name]

    @property
    def single(self) -> Computed | None:
        """The picture of a figure of one picture."""
        return self.pictures[0] if len(self.pictures) == 1 else None

    def groups(self) -> dict[str | None, list[Computed]]:
        """The pictures by group: the control first, others as they come, those without a group last."""
        control = self.whole.wanted.control
        names = dict.fromkeys(group_of(one) for one in self.pictures)
        order = sorted(names, key=lambda name: (name is None, name != control))
        return {name: [one for one in self.pictures if group_of(one) == name] for name in order}

    def classes(self) -> list[str]:
        """The classes of the model, then those that people added."""
        names = [one["name"] for one in self.whole.prediction.classes]
        return list(dict.fromkeys(names + [name for one in self.pictures for name in cells_of(one).classes]))

    def is_target(self, class_name: str) -> bool:
        return any(one["name"] == class_name and one["target"] for one in self.whole.prediction.classes)

    def figure(
        self,
        kind: FigureKind,
        series: list[SeriesOut],
        *,
        x: str,
        y: str,
        title: str | None = None,
        notes: Sequence[str] = (),
    ) -> FigureOut:
        """The figure with its stamp, and with the note on pictures that are not in it."""
        left_out = [self.say("failed", n=self.without_result)] if self.without_result else []
        if not any(one.n for one in series):
            left_out.append(self.say("empty"))
        return FigureOut(
            name=self.name,
            kind=kind,
            title=title or self.figure_name,
            x=x,
            y=y,
            no_group=self.say("no-group"),
            series=series,
            notes=[*notes, *left_out],
            stamp=self._stamp(),
        )

    def _stamp(self) -> StampOut:
        prediction, labels = self.whole.prediction, self.whole.wanted.labels
        cells = sum(len(cells_of(one).boxes) for one in self.pictures)
        scale = self._scale()
        text = self.say(
            "stamp",
            model=prediction.model,
            confidence=f"{prediction.confidence:g}",
            scale=scale,
            labels=self.say(labels),
            n=len(self.pictures),
            cells=cells,
            version=prediction.software_version,
        )
        return StampOut(
            model=prediction.model,
            confidence=prediction.confidence,
            scale=scale,
            n=len(self.pictures),
            cells=cells,
            labels=labels,
            software_version=prediction.software_version,
            text=text,
        )

    def _scale(self) -> str:
        scales = [cells_of(one).micrometers_per_pixel for one in self.pictures]
        known = sorted({scale for scale in scales if scale is not None})
        if not known:
            return self.say("scale-unknown")
        ends = " – ".join(f"{scale:.4g}" for scale in dict.fromkeys((known[0], known[-1])))
        text = self.say("scale", scale=ends)
        unknown = scales.count(None)
        return self.say("scale-mixed", scale=text, n=unknown) if unknown else text


def cells_of(one: Computed) -> PictureCells:
    """The cells of a picture that has a result. Raises ValueError for one that has none."""
    if one.source is None:
        raise ValueError("a picture without a result has no cells")
    return one.source.cells


def group_of(one: Computed) -> str | None:
    group = one.picture.image.group
    return group.name if group else None
