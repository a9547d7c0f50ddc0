"""The routers of the public API, one a noun."""

from fastapi import APIRouter

from cellscanner_gateway.annotations.endpoints import router as annotations
from cellscanner_gateway.annotations.work_endpoints import router as annotation_work
from cellscanner_gateway.auth.endpoints import router as auth
from cellscanner_gateway.comparisons.endpoints import router as comparisons
from cellscanner_gateway.differences.endpoints import router as differences
from cellscanner_gateway.exports.archive_endpoint import router as archive
from cellscanner_gateway.exports.endpoints import router as exports
from cellscanner_gateway.figures.endpoints import router as figures
from cellscanner_gateway.images.endpoints import router as images
from cellscanner_gateway.jobs.endpoints import router as jobs
from cellscanner_gateway.label_imports.endpoints import router as label_imports
from cellscanner_gateway.models.endpoints import router as models
from cellscanner_gateway.models.upload_endpoint import router as model_upload
from cellscanner_gateway.predictions.endpoints import router as predictions
from cellscanner_gateway.predictions.predict_endpoint import router as predict
from cellscanner_gateway.projects.endpoints import router as projects
from cellscanner_gateway.projects.member_endpoints import router as members
from cellscanner_gateway.readings.endpoints import router as readings
from cellscanner_gateway.reports.endpoints import router as reports
from cellscanner_gateway.statistics.endpoints import router as statistics
from cellscanner_gateway.trainings.endpoints import router as trainings
from cellscanner_gateway.trainings.recipe_endpoint import router as recipes

ROUTERS: list[APIRouter] = [
    auth,
    projects,
    members,
    images,
    annotations,
    annotation_work,
    readings,
    label_imports,
    models,
    model_upload,
    predictions,
    predict,
    statistics,
    differences,
    figures,
    exports,
    archive,
    reports,
    recipes,
    trainings,
    comparisons,
    jobs,
]
