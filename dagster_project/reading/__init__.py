"""Reading: documents of any county become raw tables. Knows nothing of Dagster, DuckDB or dbt."""
