"""The files of a warehouse: opening, building, publishing. Knows nothing of Dagster and nothing of forms."""
