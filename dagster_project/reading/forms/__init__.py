"""Forms: a `Document` becomes forms, each a project's or a department's table. Knows nothing of containers."""
