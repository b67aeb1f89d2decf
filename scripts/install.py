"""Make `.venv` what the locks say, or leave it alone where it already is; run by make before everything else.

Needs nothing but Python 3.11-3.13 and a package registry. pip brings uv and setuptools (with hashes, from
requirements-bootstrap.lock), uv installs requirements.lock and compiles byte code, the project itself is
installed editable. A stamp holds the fingerprint of what was installed, so that a second call costs nothing.
"""

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
LOCK = ROOT / "requirements.lock"
BOOTSTRAP = ROOT / "requirements-bootstrap.lock"

# What pip was told about the registry, and uv's names for the same.
REGISTRY = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE", "trusted-host": "UV_INSECURE_HOST"}


def main() -> None:
    """Install unless the stamp says that it is done."""
    wanted = fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    STAMP.unlink(missing_ok=True)
    try:
        install()
    except subprocess.CalledProcessError as error:
        sys.exit(f"make: could not install: {' '.join(map(str, error.cmd))} ended with {error.returncode}")
    STAMP.write_text(wanted, encoding="utf-8")


def fingerprint() -> str:
    """What the environment depends on: the locks, the project's own metadata, and where it lies (scripts name it)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    metadata = json.dumps([project["build-system"], project["project"]], sort_keys=True)
    parts = [os.fsencode(ROOT), LOCK.read_bytes(), BOOTSTRAP.read_bytes(), metadata.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install() -> None:
    """Build `.venv` from nothing: what the locks no longer name must not stay behind."""
    say(f"creating .venv with Python {sys.version.split()[0]}")
    # The base interpreter, for the case that somebody has activated the very environment that is cleared.
    base = getattr(sys, "_base_executable", None) or sys.executable
    run(base, "-m", "venv", "--clear", VENV)
    pip("--require-hashes", "-r", BOOTSTRAP)
    say("installing the locked packages (half a minute, then never again)")
    environment = uv_environment()
    try:
        uv(environment, "--require-hashes", "--no-deps", "-r", LOCK)
    except subprocess.CalledProcessError:
        say("uv could not; trying pip, which is slower")
        pip("--require-hashes", "--no-deps", "-r", LOCK)
    uv(environment, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    run(PYTHON, "-m", "compileall", "-q", "dagster_project")


def uv_environment() -> dict[str, str]:
    """Variables for uv: what pip knows of the registry (uv does not ask it), byte code, a cache that can be written."""
    environment = {**os.environ, "UV_COMPILE_BYTECODE": "1"}
    listed = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        variable = REGISTRY.get(name.rpartition(".")[2])
        if variable:
            environment.setdefault(variable, value.strip("'\""))
    if not os.access(Path.home(), os.W_OK):  # a service account
        environment.setdefault("UV_CACHE_DIR", str(VENV / "cache"))
    return environment


def pip(*arguments: str | Path) -> None:
    """`pip install` in the environment."""
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def uv(environment: dict[str, str], *arguments: str | Path) -> None:
    """`uv pip install` in the environment."""
    run(VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON, *arguments, environment=environment)


def run(*command: str | Path, environment: dict[str, str] | None = None) -> None:
    """Run a command in the checkout; raises CalledProcessError."""
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def say(what: str) -> None:
    """A line of progress on stderr."""
    print(f"make: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
