"""Whole runs: real documents, real Dagster, dbt, Great Expectations and DuckDB. Few, for each takes seconds."""
