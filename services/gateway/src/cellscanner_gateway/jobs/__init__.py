"""Jobs: durable work in the background, its progress, its cancellation."""
