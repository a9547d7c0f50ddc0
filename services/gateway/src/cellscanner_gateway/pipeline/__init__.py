"""Picture to cells: plan, detect, cut crops, classify, assemble. Used by the prediction worker and by POST /predict."""
