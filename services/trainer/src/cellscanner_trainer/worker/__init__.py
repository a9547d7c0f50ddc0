"""The training worker: durable jobs of the gateway's queue, each in a process of its own."""
