"""All tables of the gateway: importing this module registers them on `Base.metadata`."""

from cellscanner_gateway.annotations import models as annotations
from cellscanner_gateway.auth import models as auth
from cellscanner_gateway.comparisons import models as comparisons
from cellscanner_gateway.database import Base
from cellscanner_gateway.images import models as images
from cellscanner_gateway.jobs import models as jobs
from cellscanner_gateway.label_imports import models as label_imports
from cellscanner_gateway.models import models
from cellscanner_gateway.objects import models as objects
from cellscanner_gateway.predictions import models as predictions
from cellscanner_gateway.projects import models as projects
from cellscanner_gateway.trainings import models as trainings

__all__ = [
    "Base",
    "annotations",
    "auth",
    "comparisons",
    "images",
    "jobs",
    "label_imports",
    "models",
    "objects",
    "predictions",
    "projects",
    "trainings",
]
