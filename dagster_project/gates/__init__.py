"""Gates: suite files become blocking asset checks. A layer whose gate fails is not followed by the next one."""

from dagster_project.gates.checks import build_gates

__all__ = ["build_gates"]
