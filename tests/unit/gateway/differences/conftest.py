"""Detector and classifier stand behind the application."""

from support.predicting import app, do_job, pictures, upload, urls, work

__all__ = ["app", "do_job", "pictures", "upload", "urls", "work"]
