"""The background channel: how likely each pixel of a crop is no cell, as a small segmentation network sees it."""
