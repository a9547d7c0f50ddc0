"""Training of the detector: crops, loop, calibration, artefact."""
