"""Model packages: immutable, versioned folders of weights with a manifest and checksums."""

from cellscanner_shared.errors import PackageRefused
from cellscanner_shared.packages.checksums import (
    CHECKSUMS_FILE,
    MANIFEST_FILE,
    package_digest,
    read_checksums,
    verify_package,
    write_checksums,
)
from cellscanner_shared.packages.embeddings import EMBEDDINGS_FILE, read_features
from cellscanner_shared.packages.errors import InvalidModelReference, PackageConflict
from cellscanner_shared.packages.manifest import (
    Calibration,
    ClassifierSpec,
    CropSpec,
    DetectorInput,
    DetectorSpec,
    EmbeddingSpec,
    Licence,
    ModelClass,
    ModelManifest,
    Title,
    schema_of,
)
from cellscanner_shared.packages.reference import ModelRef
from cellscanner_shared.packages.transfer import fetch_package, fetch_package_file, upload_package

__all__ = [
    "CHECKSUMS_FILE",
    "EMBEDDINGS_FILE",
    "MANIFEST_FILE",
    "Calibration",
    "ClassifierSpec",
    "CropSpec",
    "DetectorInput",
    "DetectorSpec",
    "EmbeddingSpec",
    "InvalidModelReference",
    "Licence",
    "ModelClass",
    "ModelManifest",
    "ModelRef",
    "PackageConflict",
    "PackageRefused",
    "Title",
    "fetch_package",
    "fetch_package_file",
    "package_digest",
    "read_checksums",
    "read_features",
    "schema_of",
    "upload_package",
    "verify_package",
    "write_checksums",
]
