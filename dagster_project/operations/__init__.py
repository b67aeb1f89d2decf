"""Running the pipeline and keeping its record: instance, progress, run log, summary, status."""
