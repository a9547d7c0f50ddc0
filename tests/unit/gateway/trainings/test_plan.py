"""What a model inherits in conditions: those of its base, and those of the weights that the training adds."""

import pytest
from cellscanner_gateway.trainings.plan import inherited_licence
from cellscanner_gateway.trainings.schemas import TrainingRequest
from cellscanner_shared.packages import Licence, ModelManifest
from tiny_models import manifest_fields

MIT = Licence(id="MIT", conditions="As it is.")
CHANNEL = {"classifier": {"background_channel": True}}
DETECTOR = ["target-detection"]


def start(**classifier: bool) -> ModelManifest:
    """A package to start from, with a background channel or without."""
    fields = manifest_fields("tiny", 1, "anchor-free", "classifier", {}, dict(classifier))
    return ModelManifest.model_validate(fields | {"schema": 2 if classifier else 1})


@pytest.mark.parametrize(
    ("asked", "licence", "words"),
    [
        ({"mode": "full"}, "MIT", ""),
        ({"mode": "full", "parameters": {"detector": {"initial_weights": "coco"}}}, "MIT", "COCO weights"),
        ({"mode": "full", "parameters": CHANNEL}, "CC-BY-NC-SA-4.0", "MoNuSeg (CC BY-NC-SA 4.0): for research"),
        # Neither a quick training nor one of the detector alone makes a network with the channel.
        ({"mode": "quick", "parameters": CHANNEL}, "MIT", ""),
        ({"mode": "full", "parameters": CHANNEL, "units": DETECTOR}, "MIT", ""),
    ],
)
def test_what_the_training_adds_is_told(asked: dict[str, object], licence: str, words: str) -> None:
    found = inherited_licence(MIT, TrainingRequest.model_validate({"name": "mine", "image_ids": []} | asked), start())

    assert found.id == licence
    assert found.conditions.startswith("As it is.")
    assert words in found.conditions


def test_what_the_base_says_already_is_not_said_twice() -> None:
    base = Licence(id="CC-BY-NC-SA-4.0", conditions="Trained on MoNuSeg.")
    asked = TrainingRequest.model_validate({"name": "mine", "image_ids": [], "mode": "full", "parameters": CHANNEL})

    assert inherited_licence(base, asked, start()) == base


def test_what_goes_on_from_a_model_with_the_channel_keeps_its_conditions() -> None:
    channel = start(background_channel=True)
    asked = TrainingRequest.model_validate({"name": "mine", "image_ids": []})
    without = {"mode": "full", "parameters": {"classifier": {"background_channel": False}}}
    taken_away = TrainingRequest.model_validate({"name": "mine", "image_ids": []} | without)

    assert inherited_licence(MIT, asked, channel).id == "CC-BY-NC-SA-4.0"
    assert inherited_licence(MIT, taken_away, channel) == MIT
