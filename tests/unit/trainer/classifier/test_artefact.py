from pathlib import Path

import pytest
from cellscanner_trainer.classifier.artefact import CARD_FILE, read_card
from cellscanner_trainer.errors import ArtefactMissing


def test_an_empty_folder_is_no_classifier(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing, match="holds no finished classifier"):
        read_card(tmp_path)


def test_a_card_of_another_shape_is_refused(tmp_path: Path) -> None:
    (tmp_path / CARD_FILE).write_text('{"crop": {"size": 32, "margin": 0.25}, "colour": "blue"}')
    with pytest.raises(ArtefactMissing, match="colour"):
        read_card(tmp_path)
