"""The steps of a run by the names that operators see."""

READING, PUBLISHING = "reading", "publishing"
BETWEEN = "between two steps"

_NAMES = {
    "raw": READING,
    "dbt_staging": "building staging",
    "matching": "matching",
    "dbt_marts": "building marts",
    "publish": PUBLISHING,
    "judge_freshness": "freshness",
}


def label(step_key: str) -> str:
    """The name of a Dagster step; that of a layer's gates is `<layer>__gate`."""
    if step_key in _NAMES:
        return _NAMES[step_key]
    return f"gates on {step_key.partition('__')[0]}"
