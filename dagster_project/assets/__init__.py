"""The assets, a key of layer / table each: raw, dbt's layers, and the published version."""
