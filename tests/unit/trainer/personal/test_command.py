"""A personal training from files, through the command line, as far as it goes without training."""

import hashlib
from pathlib import Path

import pytest
from cellscanner_shared.trainings import Snapshot
from cellscanner_trainer.cli import main
from cellscanner_trainer.data.labelled import LabelledPicture
from support.personal_trainings import lay_out, plan_of, split_by

MODELS = Path(__file__).resolve().parents[4] / "deploy" / "models"


def call(folder: Path, plan: str, snapshot: Snapshot) -> int:
    (folder / "plan.json").write_text(plan)
    (folder / "snapshot.json").write_bytes(snapshot.encode())
    files = ["--snapshot", folder / "snapshot.json", "--pictures", folder / "store", "--models", MODELS]
    return main(["personal", str(folder / "plan.json"), *map(str, files), "--out", str(folder / "out")])


def test_a_plan_with_a_mistake_is_refused_in_words(
    tmp_path: Path, fields: list[LabelledPicture], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(tmp_path, "{}", lay_out(tmp_path / "store", split_by(fields, 4, 1), ("living", "dead"))) == 1
    assert "plan.json" in capsys.readouterr().err


def test_pictures_that_cannot_teach_are_refused_before_anything_is_trained(
    tmp_path: Path, fields: list[LabelledPicture], base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snapshot = lay_out(tmp_path / "store", split_by(fields, 0, 2), ("living", "dead"))
    assert call(tmp_path, plan_of(snapshot, base).model_dump_json(), snapshot) == 1
    assert "no labelled cell" in capsys.readouterr().err
    assert not (tmp_path / "out" / "package").exists()


def test_a_replay_that_was_not_given_is_asked_for(
    tmp_path: Path, fields: list[LabelledPicture], base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snapshot = lay_out(tmp_path / "store", split_by(fields, 4, 1), ("living", "dead"))
    replay = {"snapshot": "r.json", "sha256": hashlib.sha256(b"r").hexdigest()}
    assert call(tmp_path, plan_of(snapshot, base, replay=replay).model_dump_json(), snapshot) == 1
    assert "--replay" in capsys.readouterr().err
