"""The files under deploy/: what they start is there, and what they open is for one machine alone."""

import re
import shlex
from configparser import ConfigParser

import pytest
import yaml

from dagster_project.cli import app
from dagster_project.settings import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
VERBS = {each.name or each.callback.__name__ for each in app.registered_commands}


def unit(path):
    """Section -> key -> value; of a key that stands more than once the last."""
    found = ConfigParser(strict=False, interpolation=None)
    found.optionxform = str
    found.read_string(path.read_text(encoding="utf-8"))
    return found


def verbs(command):
    """The verb of `jixiao` that a command starts, if it does."""
    program, *arguments = shlex.split(command)
    return arguments[:1] if program.rsplit("/", 1)[-1] == "jixiao" else []


def test_every_command_of_jixiao_is_one():
    started = [str(each.get("command", "")) for each in COMPOSE["services"].values()]
    started += [unit(path)["Service"]["ExecStart"] for path in UNITS]
    found = [verb for command in started if command for verb in verbs(command)]
    assert sorted(found) == ["explore", "explore", "refresh"]
    assert set(found) <= VERBS


def test_every_port_is_of_this_machine_alone():
    ports = {name: port for name, each in COMPOSE["services"].items() for port in each.get("ports", [])}
    assert ports == {"webserver": "127.0.0.1:3000:3000", "explorer": "127.0.0.1:8000:8000"}
    commands = [unit(path)["Service"]["ExecStart"] for path in UNITS]
    hosts = [host for command in commands for host in re.findall(r"(?:-h|--host) (\S+)", command)]
    assert hosts == ["127.0.0.1", "127.0.0.1"]


def test_the_explorer_in_a_container_reads_and_waits_for_nobody():
    explorer = COMPOSE["services"]["explorer"]
    (volume,) = explorer["volumes"]
    assert (volume["source"], volume["target"], volume["read_only"]) == ("warehouse", "/data/warehouse", True)
    assert not explorer.get("depends_on")
    assert not explorer["env_file"]
    owner = re.search(r"useradd --uid (\d+)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))[1]
    assert explorer["user"].split(":")[0] not in ("", "0", owner)


def test_the_explorer_under_systemd_reads_with_a_user_of_its_own():
    service = unit(DEPLOY / "systemd" / "jixiao-explorer.service")["Service"]
    assert service["DynamicUser"] == "yes"
    assert "User" not in service
    assert "ReadWritePaths" not in service
    assert service["ProtectSystem"] == "strict"


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_the_how_to_names_every_service(path):
    assert path.name in (DEPLOY.parent / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8")
