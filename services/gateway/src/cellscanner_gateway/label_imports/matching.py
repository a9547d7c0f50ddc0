"""Which picture of a project a name in a file means. A name that fits several, or none, is never guessed at."""

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath

from cellscanner_shared.formats.described import Described, basename

from cellscanner_gateway.images.models import Image
from cellscanner_gateway.images.stems import distinct_stems

_MOST_CANDIDATES = 5
# Comparing a name with every other costs: beyond so many unknown ones a list of guesses helps nobody.
_MOST_GUESSES = 100


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

    def find(self, labels: Described) -> list[Image]:
        """The pictures that the labels may be of, by the first of their names that any picture has.

        Of several those of the size that the labels name are taken, if there are such.
        """
        for name in labels.names:
            found = list(self._by_name.get(_key(name), {}).values())
            if found:
                alike = [image for image in found if (image.width, image.height) == labels.size]
                return alike if len(found) > 1 and alike else found
        return self._by_stem(labels)

    def _by_stem(self, labels: Described) -> list[Image]:
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


def _key(name: str) -> str:
    """Systems differ in case and in how they compose accents: `É` is one character or two."""
    return unicodedata.normalize("NFC", name).casefold()
