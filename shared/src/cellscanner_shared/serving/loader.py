"""From a model's name to its verified folder and manifest."""

from pathlib import Path

from cellscanner_shared.errors import ObjectMissing
from cellscanner_shared.packages import MANIFEST_FILE, ModelManifest, fetch_package
from cellscanner_shared.serving.cache import ModelKey
from cellscanner_shared.serving.errors import ModelNotFound
from cellscanner_shared.store import ObjectStore


def open_package(store: ObjectStore, key: ModelKey, cache_dir: Path) -> tuple[Path, ModelManifest]:
    """Folder and manifest of the verified package. Raises ModelNotFound, PackageRefused, StoreUnavailable."""
    try:
        folder = fetch_package(store, key.ref, key.digest, cache_dir)
    except ObjectMissing as error:
        raise ModelNotFound(f"The store holds no model {key.ref}.", model=str(key.ref)) from error
    return folder, ModelManifest.model_validate_json((folder / MANIFEST_FILE).read_bytes())
