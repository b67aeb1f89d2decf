"""County-level budget-performance disclosures, read into one DuckDB warehouse."""
