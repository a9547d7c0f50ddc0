"""`cellscanner-trainer`: train, package, measure crops, personal trainings, initial weights, submit, the worker."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from cellscanner_shared.errors import CellScannerError
from cellscanner_shared.packages import write_checksums

from cellscanner_trainer.progress import Progress
from cellscanner_trainer.settings import Device

if TYPE_CHECKING:
    from cellscanner_trainer.pipeline import Request

SIZES = ("n", "s", "m", "l", "x")
INITIAL_FOLDER = Path("deploy/models/initial")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 1 with one line on stderr when it could not."""
    options = parser().parse_args(arguments)
    try:
        if options.device != "cpu":
            _use_device(options.device)
        options.command(options)
    except CellScannerError as error:
        print(f"cellscanner-trainer: {error.title}: {error.detail}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("cellscanner-trainer: stopped; the same command goes on from here", file=sys.stderr)
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    root = argparse.ArgumentParser(prog="cellscanner-trainer", description=__doc__)
    words = "where networks learn (the worker has a setting for it)"
    root.add_argument("--device", choices=get_args(Device), default="cpu", help=words)
    commands = root.add_subparsers(required=True, metavar="COMMAND")
    training = _command(commands, "train", _train, "train a recipe and write its package; goes on where it was stopped")
    training.add_argument("recipe", type=Path)
    training.add_argument("--data", type=Path, required=True, help="folder that the recipe's data paths start from")
    training.add_argument("--out", type=Path, required=True, help="working folder; the package is made in it")
    _initial(training)
    training.add_argument("--size", choices=SIZES, help="another size of YOLOv5 than the recipe's")
    training.add_argument(
        "--initial-weights", metavar="START", help="coco, random, or the folder of a package of the same size"
    )
    training.add_argument("--augmentation", choices=("none", "light", "strong"), help="a level instead of the recipe's")
    training.add_argument("--steps", type=int, help="steps of the detector")
    packaging = _command(commands, "package", _package, "write a package from trained networks")
    packaging.add_argument("recipe", type=Path)
    packaging.add_argument("--data", type=Path, required=True, help="folder that the recipe's data paths start from")
    packaging.add_argument("--work", type=Path, required=True, help="folder that holds detector/ and classifier/")
    packaging.add_argument("--out", type=Path, required=True, help="folder of the package")
    following = _command(commands, "succeed", _succeed, "write the next version of a package, sharing files by links")
    following.add_argument("recipe", type=Path)
    following.add_argument("--data", type=Path, required=True, help="folder that the recipe's data paths start from")
    following.add_argument("--work", type=Path, required=True, help="folder that may hold a new detector/")
    following.add_argument("--previous", type=Path, required=True, help="folder of the version before")
    following.add_argument("--out", type=Path, required=True, help="folder of the package")
    crops = _command(commands, "crop-table", _crop_table, "measure crop sizes and margins against time and accuracy")
    crops.add_argument("recipe", type=Path)
    crops.add_argument("--data", type=Path, required=True)
    crops.add_argument("--out", type=Path, required=True)
    crops.add_argument("--sizes", type=int, nargs="+", default=[32, 48, 64])
    crops.add_argument("--margins", type=float, nargs="+", default=[0.1, 0.25, 0.5])
    crops.add_argument("--epochs", type=int, default=2)
    crops.add_argument("--start", type=Path, help="weights that every training of the table starts from")
    embedding = _command(commands, "embed", _embed, "add labelled embeddings of its training cells to a package")
    embedding.add_argument("package", type=Path)
    embedding.add_argument("--recipe", type=Path, required=True)
    embedding.add_argument("--data", type=Path, required=True, help="folder that the recipe's data paths start from")
    experiment = _command(commands, "experiment", _experiment, "measure a way of training; goes on where it stopped")
    names = ["two-stages", "start-weights", "sizes", "few-labels", "background-channel", "groups-out"]
    experiment.add_argument("name", choices=names)
    experiment.add_argument("recipe", type=Path)
    experiment.add_argument("--data", type=Path, required=True, help="folder that the recipe's data paths start from")
    experiment.add_argument("--out", type=Path, required=True, help="working folder; the rows are kept in rows.jsonl")
    _initial(experiment)
    experiment.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of it")
    personal = _command(commands, "personal", _personal, "run a personal training; goes on where it was stopped")
    personal.add_argument("plan", type=Path)
    personal.add_argument("--snapshot", type=Path, required=True)
    personal.add_argument("--replay", type=Path, help="snapshot of the plan's replay")
    personal.add_argument("--pictures", type=Path, required=True, help="folder of the originals, by their source_key")
    personal.add_argument("--models", type=Path, required=True, help="folder of packages: owner/name/version")
    personal.add_argument("--out", type=Path, required=True, help="working folder; the package is made in it")
    _initial(personal)
    coco = _command(commands, "coco", _coco, "keep of a YOLOv5 checkpoint what a detector can start from")
    coco.add_argument("checkpoint", type=Path)
    coco.add_argument("--size", choices=SIZES, default="n")
    coco.add_argument("--out", type=Path, required=True, help="folder of initial weights")
    background = _command(commands, "background", _background, "train the network of the background channel")
    background.add_argument("recipe", type=Path)
    background.add_argument("--data", type=Path, required=True, help="folder that the recipe's data paths start from")
    background.add_argument("--work", type=Path, required=True, help="working folder; goes on where it was stopped")
    background.add_argument("--out", type=Path, default=INITIAL_FOLDER, help="folder of initial weights")
    _command(commands, "worker", _worker, "work on the trainings that the gateway enqueues")
    sending = _command(commands, "submit", _submit, "send a recipe and its pictures to a server and start the training")
    sending.add_argument("recipe", type=Path)
    sending.add_argument("--data", type=Path, required=True)
    sending.add_argument("--server", required=True, help="address of the server, as in http://127.0.0.1:8000")
    sending.add_argument("--key-file", type=Path, required=True, help="file that holds an API key")
    return root


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Callable[[argparse.Namespace], None],
    words: str,
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=words, description=words)
    made.set_defaults(command=command)
    return made


def _initial(made: argparse.ArgumentParser) -> None:
    words = "folder of the weights that come with CellScanner"
    made.add_argument("--initial", type=Path, default=INITIAL_FOLDER, help=words)


# The networks are imported by the commands that need them: `--help` and the worker's parent stay without torch.
def _use_device(name: Device) -> None:
    from cellscanner_trainer.device import use_device

    use_device(name)


def _train(options: argparse.Namespace) -> None:
    from cellscanner_trainer.pipeline import run

    request = _request(options, options.out, options.out / "package", Progress(_print_progress))
    manifest = run(replace(_changed(request, options), initial=options.initial))
    print(f"{manifest.ref}: {options.out / 'package'}")


def _changed(request: "Request", options: argparse.Namespace) -> "Request":
    """With what the command line says otherwise than the recipe; the recipe so changed goes into the package."""
    from cellscanner_trainer.recipes.changes import Changes, change_recipe

    changes = Changes(options.size, options.initial_weights, options.augmentation, options.steps)
    recipe, file = change_recipe(request.recipe, request.recipe_file, changes, request.work)
    return replace(request, recipe=recipe, recipe_file=file)


def _coco(options: argparse.Namespace) -> None:
    from cellscanner_trainer.detector.coco_weights import keep_fitting

    options.out.mkdir(parents=True, exist_ok=True)
    file = options.out / f"yolov5{options.size}-coco.safetensors"
    print(f"{keep_fitting(options.checkpoint, f'yolov5{options.size}u', file)} tensors: {file}")
    write_checksums(options.out)


def _background(options: argparse.Namespace) -> None:
    from cellscanner_trainer.background.command import make_background
    from cellscanner_trainer.background.recipe import read_background_recipe

    recipe, progress = read_background_recipe(options.recipe), Progress(_print_progress)
    print(json.dumps(make_background(recipe, options.data, options.work, options.out, progress)))


def _package(options: argparse.Namespace) -> None:
    from cellscanner_trainer.pipeline import package_stage
    from cellscanner_trainer.recipes.data import load_data

    request = _request(options, options.work, options.out, Progress())
    manifest = package_stage(request, load_data(request.recipe, request.data))
    print(f"{manifest.ref}: {options.out}")


def _succeed(options: argparse.Namespace) -> None:
    from cellscanner_trainer.packaging.successor import succeed

    print(f"{succeed(_request(options, options.work, options.out, Progress()), options.previous).ref}: {options.out}")


def _crop_table(options: argparse.Namespace) -> None:
    from cellscanner_trainer.pipeline import measure_crops

    request = _request(options, options.out, options.out, Progress())
    for row in measure_crops(request, options.sizes, options.margins, options.epochs, options.start):
        print(json.dumps(asdict(row)), flush=True)


def _embed(options: argparse.Namespace) -> None:
    from cellscanner_trainer.packaging.embeddings import add_embeddings
    from cellscanner_trainer.recipes.schema import read_recipe

    print(add_embeddings(options.package, read_recipe(options.recipe), options.data))


def _experiment(options: argparse.Namespace) -> None:
    from cellscanner_trainer.experiments.command import run_experiment

    request = _request(options, options.out, options.out / "package", Progress(_print_progress))
    print(run_experiment(options.name, replace(request, initial=options.initial), options.set))


def _personal(options: argparse.Namespace) -> None:
    from cellscanner_trainer.personal.command import PersonalFiles, run_files

    place = options.pictures, options.models, options.initial
    files = PersonalFiles(options.plan, options.snapshot, options.replay, *place)
    print(run_files(files, options.out, Progress(_print_progress)))


def _worker(_: argparse.Namespace) -> None:
    from cellscanner_trainer.worker.main import main as work

    work()


def _submit(options: argparse.Namespace) -> None:
    from cellscanner_trainer.submit import submit

    key = options.key_file.read_text(encoding="utf-8").strip()
    print(submit(options.recipe, options.data, options.server, key))


def _request(options: argparse.Namespace, work: Path, package: Path, progress: Progress) -> "Request":
    from cellscanner_trainer.pipeline import Request
    from cellscanner_trainer.recipes.schema import read_recipe

    return Request(read_recipe(options.recipe), options.recipe, options.data, work, package, progress=progress)


def _print_progress(stage: str, done: int, total: int, unit: str) -> None:
    if done % max(1, total // 20) == 0 or done == total:
        print(f"{stage}: {done} of {total} {unit}", file=sys.stderr, flush=True)
