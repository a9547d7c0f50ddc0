"""The prediction worker: durable workflows that turn submitted predictions into stored cells."""
