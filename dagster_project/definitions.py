"""What Dagster loads: the definitions for the settings of this process."""

from dagster_project.build import build_defs
from dagster_project.settings import load_settings

defs = build_defs(load_settings())
