"""Pictures: upload, metadata, bytes, thumbnails and deep-zoom tiles."""
