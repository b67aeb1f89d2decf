"""What starts a refresh by itself: schedules along the disclosure calendar, and a sensor on the folder of documents.

All of them start the job `refresh` as a whole, so lock, gates and journal are those of every other way in, and
start none where nothing is new.
"""

import hashlib
import time
from pathlib import Path
from typing import Any

import dagster as dg

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.operations.refresh import nothing_new
from dagster_project.operations.waves import WAVES, ZONE, Wave, today
from dagster_project.reading.manifest import read_manifest
from dagster_project.settings import Settings

WAVE, YEAR = "jixiao/wave", "jixiao/wave_year"
SENSOR = "new_documents"
FRESHNESS_SCHEDULE = "freshness_daily"
_EVERY_MORNING = "30 6 * * *"
_LOOKS_EVERY = 60  # seconds
_RESTS_FOR = 1.0  # seconds; a file that grows meanwhile is still being copied


def build_schedules(settings: Settings, refresh: Any, freshness: Any) -> list[dg.ScheduleDefinition]:
    """A schedule for each wave, and one that judges every morning how new the warehouse is."""
    status = dg.DefaultScheduleStatus.RUNNING if settings.automatic else dg.DefaultScheduleStatus.STOPPED
    daily = dg.ScheduleDefinition(
        name=FRESHNESS_SCHEDULE,
        job=freshness,
        cron_schedule=_EVERY_MORNING,
        execution_timezone=ZONE,
        default_status=status,
        description=text("automation.freshness"),
    )
    return [*(_schedule(settings, wave, refresh, status) for wave in WAVES), daily]


def _schedule(settings: Settings, wave: Wave, job: Any, status: dg.DefaultScheduleStatus) -> dg.ScheduleDefinition:
    @dg.schedule(
        name=wave.name,
        job=job,
        cron_schedule=list(wave.crons),
        execution_timezone=ZONE,
        default_status=status,
        description=wave.description,
    )
    def schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        if _is_built(settings):
            return dg.SkipReason(text("automation.nothing_new", folder=settings.raw_dir))
        day = today(context.scheduled_execution_time)
        return dg.RunRequest(
            run_key=f"{wave.name}-{day}", tags={WAVE: wave.name, YEAR: str(day.year - wave.years_back)}
        )

    return schedule


def build_sensor(settings: Settings, job: Any) -> dg.SensorDefinition:
    """A refresh when a file under the folder of documents, the manifest among them, came, went or changed."""
    status = dg.DefaultSensorStatus.RUNNING if settings.automatic else dg.DefaultSensorStatus.STOPPED

    @dg.sensor(
        name=SENSOR,
        job=job,
        minimum_interval_seconds=_LOOKS_EVERY,
        default_status=status,
        description=text("automation.sensor"),
    )
    def new_documents(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        return _looked(settings, context.cursor)

    return new_documents


def _looked(settings: Settings, cursor: str | None) -> dg.SensorResult | dg.SkipReason:
    """What the sensor does: `cursor` is the state of the folder that it last saw to.

    No run key: a folder that is again as it once was is news too.
    """
    folder = settings.raw_dir
    state = state_of(folder)
    if state is None:
        return dg.SkipReason(text("automation.no_folder", folder=folder))
    if state == cursor:
        return dg.SkipReason(text("automation.nothing_new", folder=folder))
    time.sleep(_RESTS_FOR)
    if state_of(folder) != state:
        return dg.SkipReason(text("automation.still_changing", folder=folder))
    if _is_built(settings):
        return dg.SensorResult(skip_reason=text("automation.nothing_new", folder=folder), cursor=state)
    return dg.SensorResult([dg.RunRequest(tags={WAVE: SENSOR})], cursor=state)


def _is_built(settings: Settings) -> bool:
    # A manifest that cannot be read is for a run to tell of, with its notice.
    try:
        return nothing_new(settings, read_manifest(settings.raw_dir))
    except OperatorError:
        return False


def state_of(raw_dir: Path) -> str | None:
    """A fingerprint of what lies in the folder, by names, sizes and times; None where there is no folder.

    Content is not read: that would be all of it every minute. The time of the last change of a file's entry is
    among the times, since a copy may bring an old time of its own along.
    """
    if not raw_dir.is_dir():
        return None
    found = hashlib.sha256()
    for path in sorted(raw_dir.rglob("*")):
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            stat = path.stat()
        except FileNotFoundError:  # gone since it was listed
            continue
        name = str(path.relative_to(raw_dir))
        found.update(repr((name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)).encode(errors="surrogateescape"))
    return found.hexdigest()
