"""Schedules, sensor and freshness checks, evaluated by Dagster itself."""

import json
import os
from datetime import UTC, datetime

import dagster as dg
import pytest
from dagster._utils.schedules import cron_string_iterator

from dagster_project.build import build_defs
from dagster_project.operations import waves
from dagster_project.operations.automation import SENSOR, WAVE, YEAR
from dagster_project.operations.freshness import is_behind, read_freshness

from . import runs

SCHEDULES = ("targets", "self_evaluations", "freshness_daily")


@pytest.fixture(scope="module")
def repository(good):
    """The code location as `dagster dev` loads it."""
    return build_defs(good.settings).get_repository_def()


def at(year, month, day, hour=22):
    """22:00 UTC is 6:00 of the next day in Shanghai."""
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_all_of_them_are_seen_and_off(repository):
    assert {schedule.name for schedule in repository.schedule_defs} == set(SCHEDULES)
    assert [sensor.name for sensor in repository.sensor_defs] == [SENSOR]
    assert {schedule.default_status for schedule in repository.schedule_defs} == {dg.DefaultScheduleStatus.STOPPED}
    assert repository.get_sensor_def(SENSOR).default_status == dg.DefaultSensorStatus.STOPPED


def test_all_jobs_can_be_loaded_as_the_daemon_does(repository):
    assert {"refresh", "freshness"} <= {job.name for job in repository.get_all_jobs()}


def test_one_setting_turns_them_on(good):
    on = build_defs(good.settings.model_copy(update={"automatic": True})).get_repository_def()
    assert {schedule.default_status for schedule in on.schedule_defs} == {dg.DefaultScheduleStatus.RUNNING}
    assert on.get_sensor_def(SENSOR).default_status == dg.DefaultSensorStatus.RUNNING


@pytest.mark.parametrize("name", SCHEDULES)
def test_their_clock_is_that_of_the_places(repository, name):
    assert repository.get_schedule_def(name).execution_timezone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("targets", ["02-15", "03-15", "04-15"]),
        ("self_evaluations", ["07-01", "09-01", "10-15", "12-15"]),
    ],
)
def test_the_calendar_of_a_year(repository, name, days):
    schedule = repository.get_schedule_def(name)
    crons = schedule.cron_schedule if isinstance(schedule.cron_schedule, list) else [schedule.cron_schedule]
    found = []
    for cron in crons:
        ticks = cron_string_iterator(at(2027, 1, 1).timestamp(), cron, "Asia/Shanghai")
        while (tick := next(ticks)).year == 2027:
            found.append(f"{tick:%m-%d}")
            assert (tick.hour, str(tick.tzinfo)) == (6, "Asia/Shanghai")
    assert sorted(found) == days


@pytest.mark.parametrize(
    ("name", "moment", "year"),
    [
        ("targets", at(2027, 2, 14), "2027"),
        ("self_evaluations", at(2027, 6, 30), "2026"),
        ("self_evaluations", at(2027, 12, 14), "2026"),
    ],
)
def test_a_tick_asks_for_one_refresh_of_its_year(watched, name, moment, year):
    _, watch = watched
    repository = watch.repository
    schedule = repository.get_schedule_def(name)
    context = dg.build_schedule_context(scheduled_execution_time=moment, repository_def=repository)
    (request,) = schedule.evaluate_tick(context).run_requests
    assert schedule.job_name == "refresh"
    assert request.run_key == f"{name}-{waves.today(moment)}"
    assert {key: request.tags[key] for key in (WAVE, YEAR)} == {WAVE: name, YEAR: year}


def test_a_tick_with_nothing_new_asks_for_nothing(repository):
    context = dg.build_schedule_context(scheduled_execution_time=at(2027, 2, 14), repository_def=repository)
    tick = repository.get_schedule_def("targets").evaluate_tick(context)
    assert not tick.run_requests
    assert "Nothing has changed" in tick.skip_message


def test_the_morning_judges_how_new_the_warehouse_is(repository):
    schedule = repository.get_schedule_def("freshness_daily")
    context = dg.build_schedule_context(scheduled_execution_time=at(2027, 1, 1), repository_def=repository)
    assert len(schedule.evaluate_tick(context).run_requests) == 1
    assert schedule.job_name == "freshness"


@pytest.fixture
def watched(good, tmp_path):
    """A folder of documents, and what the sensor that watches it says next."""
    settings = good.settings.model_copy(update={"raw_dir": tmp_path / "raw"})
    settings.raw_dir.mkdir()
    runs.write_manifest(settings.raw_dir, [{"path": "a.txt", "region_code": "320682"}])
    (settings.raw_dir / "a.txt").write_text("测试", encoding="utf-8")
    return settings.raw_dir, Watch(settings)


class Watch:
    """The sensor, evaluated tick after tick as the daemon does: with the cursor that it left."""

    def __init__(self, settings):
        self.repository = build_defs(settings).get_repository_def()
        self.sensor = self.repository.get_sensor_def(SENSOR)
        self.cursor = None

    def asks(self) -> bool:
        context = dg.build_sensor_context(cursor=self.cursor, repository_def=self.repository)
        tick = self.sensor.evaluate_tick(context)
        self.cursor = tick.cursor or self.cursor
        assert bool(tick.run_requests) != bool(tick.skip_message)
        self.said = tick.skip_message
        return len(tick.run_requests or []) == 1


def test_the_sensor_asks_once_for_each_change(watched):
    raw_dir, watch = watched
    assert watch.sensor.job_name == "refresh"
    assert (watch.asks(), watch.asks()) == (True, False)
    assert "Nothing has changed" in watch.said
    changes = {
        "a new document": lambda: (raw_dir / "b.txt").write_text("测试", encoding="utf-8"),
        "other content": lambda: (raw_dir / "b.txt").write_text("测试样本", encoding="utf-8"),
        "a longer list": lambda: runs.write_manifest(raw_dir, [{"path": "b.txt", "region_code": "320682"}]),
        "who is expected": lambda: (raw_dir / "expected.csv").write_text("region_code,department\n", encoding="utf-8"),
        "a removal": (raw_dir / "b.txt").unlink,
    }
    asked = {}
    for change, make in changes.items():
        make()
        asked[change] = (watch.asks(), watch.asks())
    assert asked == dict.fromkeys(changes, (True, False))


def test_the_sensor_asks_for_nothing_that_is_built_already(good):
    watch = Watch(good.settings)
    assert (watch.asks(), watch.asks()) == (False, False)
    assert watch.cursor


def test_a_copy_that_brings_its_old_time_along_is_seen(watched):
    raw_dir, watch = watched
    assert watch.asks()
    before = (raw_dir / "a.txt").stat()
    (raw_dir / "a.txt").write_text("样本", encoding="utf-8")  # as long as before
    os.utime(raw_dir / "a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert watch.asks()


def test_hidden_files_and_a_missing_folder_ask_for_nothing(watched, tmp_path):
    raw_dir, watch = watched
    assert watch.asks()
    (raw_dir / ".a.txt.part").write_text("测试", encoding="utf-8")
    assert not watch.asks()
    raw_dir.rename(tmp_path / "elsewhere")
    assert not watch.asks()
    assert "is not there" in watch.said


def test_the_checks_judge_the_version_that_serves(good, repository):
    job = repository.get_job("freshness")
    done = job.execute_in_process()
    assert done.success
    judged = {each.check_name: each for each in done.get_asset_check_evaluations()}
    assert judged.keys() == {"newest_targets", "newest_self_evaluations", "late_departments"}
    assert {each.severity for each in judged.values()} == {dg.AssetCheckSeverity.WARN}
    found = read_freshness(good.settings.published_path, waves.today())
    assert judged["newest_targets"].passed is not is_behind(2025, found.targets_due)
    assert not judged["late_departments"].passed
    assert "如皋市: 2" in judged["late_departments"].metadata["per region"].value


def test_freshness_is_part_of_a_refresh_and_no_gate(good):
    shown = [line for line in good.output.splitlines() if line.startswith("gates ")]
    log = "".join(path.read_text(encoding="utf-8") for path in good.settings.logs_dir.glob("*-*.jsonl"))
    events = [json.loads(line) for line in log.splitlines()]
    judged = [event for event in events if event["event"] == "gate judged" and event["step"] == "judge_freshness"]
    assert len(judged) == 3
    assert {event["level"] for event in judged} <= {"INFO", "WARNING"}
    assert any(" 0 failed" in line for line in shown)
