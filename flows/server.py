"""A real Prefect server on 127.0.0.1: one that runs already, else one for the time of a run."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.settings import Settings

HOST = "127.0.0.1"
START_SECONDS = 90
QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_CLI_PROMPT": "false",
}


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
    try:
        with urllib.request.urlopen(f"{api_url(port)}/health", timeout=2) as answer:
            return bool(answer.read().strip() == b"true")
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def _any_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _die_with(parent: int) -> None:
    """Make sure that a server ends with the run that started it, even if that is killed (runs in the child)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def server_command(port: int) -> list[str]:
    """Command line of a server that listens on this machine alone."""
    return [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port), "--analytics-off"]


@contextlib.contextmanager
def running_server(settings: Settings, lasting: bool = False) -> Iterator[str]:
    """Give the API address of a server; one that we start lives no longer than the run that needed it.

    A `lasting` one has its schedules and its pages, and stands where others look for it.

    Raises:
        ServerError: it did not answer within 90 s; its log is `<data>/.prefect/server.log`.
    """
    prepare_environment(settings)
    if healthy(settings.server_port):
        os.environ["PREFECT_API_URL"] = api_url(settings.server_port)
        yield api_url(settings.server_port)
        return
    # a run never takes the known port: another one would lean on a server that ends with this run
    port = settings.server_port if lasting else _any_free_port()
    log = settings.data / ".prefect" / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        process = subprocess.Popen(
            server_command(port) if lasting else [*server_command(port), "--no-services", "--no-ui"],
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=functools.partial(_die_with, os.getpid()),
        )
    try:
        _wait_for(process, port, log)
        os.environ["PREFECT_API_URL"] = api_url(port)
        yield api_url(port)
    finally:
        _stop(process)


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
