"""A real Prefect server on 127.0.0.1: one that runs already, else one for the time of a run."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import importlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from flows.database import make_database
from pipeline.page_worker import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.settings import Settings

HOST = "127.0.0.1"
START_SECONDS = 90
DATABASE = "PREFECT_API_DATABASE_CONNECTION_URL"
QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_CLI_PROMPT": "false",
    "DASK_LOGGING__DISTRIBUTED": "error",
}


IDLE = {
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
}
"""What a server for one run need not do; without all services it would lose the states of tasks."""


class ServerError(Exception):
    """No Prefect server could be started; says where its log lies."""


def prepare_environment(settings: Settings) -> None:
    """Set what Prefect reads when it is imported: its home inside the data folder, nothing sent outward."""
    os.environ.update(QUIET)
    os.environ.setdefault("PREFECT_HOME", str((settings.data / ".prefect").resolve()))


def api_url(port: int) -> str:
    """Address of the API of a server on this machine."""
    return f"http://{HOST}:{port}/api"


def healthy(port: int) -> bool:
    """Whether a Prefect server answers on a port of this machine."""
    return answers(api_url(port))


def answers(url: str) -> bool:
    """Whether a Prefect server answers at the address of its API."""
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=2) as answer:
            return bool(answer.read().strip() == b"true")
    except (urllib.error.URLError, TimeoutError, ConnectionError, ValueError):
        return False


def _any_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def server_command(port: int) -> list[str]:
    """Command line of a server that listens on this machine alone."""
    return [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port), "--analytics-off"]


def short_lived(command: list[str]) -> list[str]:
    """Command line of a server for one run: it plans nothing and shows nothing, but keeps the states of tasks."""
    return [*command, "--no-scheduler", "--no-late-runs", "--no-ui"]


@contextlib.contextmanager
def running_server(settings: Settings, lasting: bool = False) -> Iterator[str]:
    """Give the API address of a server; one that we start lives no longer than the run that needed it.

    A `lasting` one has its schedules and its pages, and stands where others look for it.

    Raises:
        ServerError: it did not answer within 90 s; its log is `<data>/.prefect/server.log`. Or the one of
            `server_url` does not answer.
    """
    prepare_environment(settings)
    there = settings.server_url or api_url(settings.server_port)
    if answers(there):
        os.environ["PREFECT_API_URL"] = there
        yield there
        return
    if settings.server_url:
        raise ServerError(f"no Prefect server answers at {there}")
    # a run never takes the known port: another one would lean on a server that ends with this run
    port = settings.server_port if lasting else _any_free_port()
    log = settings.data / ".prefect" / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with _database(settings) as database, log.open("ab") as out:
        process = subprocess.Popen(
            server_command(port) if lasting else short_lived(server_command(port)),
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, **database, **({} if lasting else IDLE)},
            preexec_fn=functools.partial(die_with_parent, os.getpid(), signal.SIGTERM),
        )
        try:
            os.environ["PREFECT_API_URL"] = api_url(port)
            # The server takes seconds to start; so do our flows: Prefect's client is loaded with them.
            importlib.import_module("flows.nightly")
            _wait_for(process, port, log)
            yield api_url(port)
        finally:
            _stop(process)


@contextlib.contextmanager
def _database(settings: Settings) -> Iterator[dict[str, str]]:
    """Give the environment that names the server's database: PostgreSQL where that is set, else a file of the data.

    Two servers never share a file: the second run of a time has one of its own, removed with it.
    """
    if settings.server_database:
        yield {DATABASE: settings.server_database}
        return
    home = settings.data / ".prefect"
    with (home / ".lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with tempfile.TemporaryDirectory(dir=home, prefix="beside-") as beside:
                make_database(Path(beside) / "prefect.db")
                yield {DATABASE: f"sqlite+aiosqlite:///{Path(beside).resolve()}/prefect.db"}
            return
        make_database(Path(os.environ["PREFECT_HOME"]) / "prefect.db")
        yield {}


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not healthy(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServerError(f"the Prefect server did not start; its log: {log}")
        time.sleep(0.2)


def _stop(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
