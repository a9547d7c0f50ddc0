"""The report of a prediction: a PDF in English or Chinese with study, model, tables, figures and definitions."""
