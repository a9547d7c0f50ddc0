"""Which picture of a project a name in a file means. A name that fits several, or none, is never guessed at."""

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Protocol

from cellscanner_shared.formats.described import basename

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.stems import distinct_stems
from cellscanner_gateway.label_imports.models import Outcome

_MOST_CANDIDATES = 5
_MOST_ALIKE = 20
# Comparing a name with every other costs: beyond so many unknown ones a list of guesses helps nobody.
_MOST_GUESSES = 100


class Named(Protocol):
    """What a file says of a picture: names it may go by, the likeliest first; width and height where it has them."""

    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def size(self) -> tuple[int, int] | None: ...


class Pictures:
    """The pictures of a project by the names that files may call them: as uploaded, or as our own exports do."""

    def __init__(self, images: Sequence[Image]) -> None:
        self._by_id = {str(image.id): image for image in images}
        self._by_name: defaultdict[str, dict[str, Image]] = defaultdict(dict)
        self._guesses_left = _MOST_GUESSES
        for image, stem in zip(images, distinct_stems(images), strict=True):
            suffix = PurePosixPath(basename(image.filename)).suffix
            # Another picture of this very name is `a (2)` in our exports; a file that says `a` may mean either.
            names = {stem, f"{stem}{suffix}"}
            if image.pages == 1:
                names |= {basename(image.filename), PurePosixPath(basename(image.filename)).stem}
            for name in names:
                self._by_name[_key(name)][str(image.id)] = image

    def of_id(self, image_id: str) -> Image | None:
        return self._by_id.get(image_id)

    def find(self, labels: Named) -> list[Image]:
        """The pictures that the labels may be of, by the first of their names that any picture has.

        Of several those of the size that the labels name are taken, if there are such.
        """
        for name in labels.names:
            found = list(self._by_name.get(_key(name), {}).values())
            if found:
                alike = [image for image in found if (image.width, image.height) == labels.size]
                return alike if len(found) > 1 and alike else found
        return self._by_stem(labels)

    def _by_stem(self, labels: Named) -> list[Image]:
        """A name with another suffix, as after a conversion: the picture of that stem, if it has the labels' size."""
        for name in labels.names:
            found = list(self._by_name.get(_key(PurePosixPath(name).stem), {}).values())
            if found and labels.size is not None:
                return [image for image in found if (image.width, image.height) == labels.size]
        return []

    def nearest(self, name: str) -> list[Image]:
        """Pictures whose names are most like this one, the likest first."""
        if self._guesses_left == 0:
            return []
        self._guesses_left -= 1
        names = difflib.get_close_matches(_key(name), list(self._by_name), n=_MOST_CANDIDATES, cutoff=0.5)
        return list({str(image.id): image for one in names for image in self._by_name[one].values()}.values())[
            :_MOST_CANDIDATES
        ]


class Finder:
    """Settles the picture of each name of an import: the one that was chosen for it, else the one that is called so."""

    def __init__(self, images: Sequence[Image], choices: Mapping[str, str]) -> None:
        self._pictures, self._choices = Pictures(images), choices
        self._taken: set[str] = set()

    def take(self, image: Image) -> None:
        """From now on a second name for this picture is told of."""
        self._taken.add(str(image.id))

    def find(self, name: str, labels: Named) -> tuple[Outcome, list[Image]]:
        """READY or TWICE with its picture; UNKNOWN or AMBIGUOUS with those that it may be."""
        chosen = self._pictures.of_id(self._choices.get(name, ""))
        found = [chosen] if chosen else self._pictures.find(labels)
        if not found:
            return Outcome.UNKNOWN, self._pictures.nearest(name)
        if len(found) > 1:
            return Outcome.AMBIGUOUS, found[:_MOST_ALIKE]
        return Outcome.TWICE if str(found[0].id) in self._taken else Outcome.READY, found


def _key(name: str) -> str:
    """Systems differ in case and in how they compose accents: `É` is one character or two."""
    return unicodedata.normalize("NFC", name).casefold()
