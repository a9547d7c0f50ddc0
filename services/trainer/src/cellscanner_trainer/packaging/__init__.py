"""From trained networks to a model package: ONNX graphs over one set of weights, proofs, figures, card, checksums."""
